// tests/hostile/victim.h — one person's device behind a server that may lie: the real core, the real protocol, every answer handed to
// the liar before the core sees it. Nothing here decides anything: what is refused is refused by the core.
#pragma once

#include "tests/integration/home.h"

namespace care::test {

// One lie: changes an answer on its way to the device.
using Lie = Between;

class Victim {
 public:
  Victim(TestServer& server, const std::string& label) : device_(server, label) {}

  client::ClientCore& core() { return device_.core(); }
  Device& device() { return device_; }
  std::uint64_t trusted() const { return trusted_; }
  const std::string& device_id() const { return device_id_; }
  void forget_directory() { next_ = 0; }  // as after an unlock: members are replayed from the beginning

  // For as long as `work` runs, every answer passes through the lie.
  template <typename Work>
  auto under(Lie lie, Work work) {
    device_.set_between(std::move(lie));
    auto out = work();
    device_.set_between(nullptr);
    return out;
  }

  Result<Json> sign_in(Person& person);  // password and vault, nothing else: as on a device this person never used
  Result<Json> sync();                   // the log's head, its members, and what the core wants proved besides
  Result<Json> take_grants();
  Result<Json> take_subjects();
  Result<Json> read(const std::string& path, const std::string& whole = {});
  Result<Json> audit(std::uint64_t before, std::uint64_t limit);
  Result<Json> send(const Json& sealed);  // what the core makes of the receipts
  Result<Json> seal(Json records);
  // All of it, from an honest server; the device is entered in the log.
  void settle(Person& person);

 private:
  Result<Json> get(const std::string& path);

  Device device_;
  std::string device_id_;
  std::uint64_t trusted_ = 0;
  std::uint64_t next_ = 0;
};

std::string code_of(const Result<Json>& result);          // "ok", or the name of the error
std::vector<std::string> problems_of(const Json& opened);  // of each record or row; empty where there is none

// The code is in the error table, and web/src/i18n has a sentence for it that a person can read.
void check_told(std::string_view code);

}  // namespace care::test
