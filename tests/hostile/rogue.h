// tests/hostile/rogue.h — a member in league with the server: rightly invited, in the log, with keys that the test holds and a device that
// signs whatever it is told. What an honest core never makes, signed as it should be.
#pragma once

#include "shared/client/hello.h"
#include "shared/crypto/envelope.h"
#include "tests/hostile/forge.h"

namespace care::test {

// What is bent of an otherwise honest entry, in this order.
struct Bend {
  std::function<void(crypto::FacetPlace&)> sealed_for = nullptr;         // under the key of the true place
  std::function<void(Bytes&)> envelope = nullptr;                        // the statement names what becomes of it
  std::function<void(audit::RecordStatement&)> statement = nullptr;      // the signature covers what becomes of it
};

class Rogue {
 public:
  // A carer who joins that log by an invitation of the owner's. Borrows nothing.
  static Rogue join(LyingLog& log);

  // A drink of this resident's, as the server hands it on.
  Json drink(const std::string& subject, std::uint64_t index, const Bend& bend);
  // A strike of that version, whoever wrote it.
  Json strike(const Json& version, std::uint64_t index);

 private:
  Rogue(client::Hello hello, crypto::SigningKey key) : hello_(std::move(hello)), key_(std::move(key)) {}
  Json seal(audit::RecordStatement statement, const Json& fields, std::uint64_t index, const Bend& bend);
  audit::StatementHead next_head();

  client::Hello hello_;
  crypto::SigningKey key_;
  Hash32 directory_{};  // the newest membership statement
  std::uint64_t number_ = 1;
  Hash32 previous_{};
};

}  // namespace care::test
