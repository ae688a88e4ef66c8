// server/workspace/verified_statement.h — a statement of kind 1 whose author's signature holds.
#pragma once

#include "shared/audit/statement_assist.h"
#include "shared/crypto/keys.h"

namespace care::server {

// Made by Workspace::verify alone.
template <typename Statement>
class Verified {
 public:
  const Bytes& body() const { return body_; }
  const crypto::Signature& signature() const { return signature_; }
  const Hash32& hash() const { return hash_; }  // audit::statement_hash of the body
  const Statement& statement() const { return parsed_; }

 private:
  friend class Workspace;
  Verified(Bytes body, const crypto::Signature& signature, Statement parsed)
      : body_(std::move(body)), signature_(signature), hash_(audit::statement_hash(body_)), parsed_(std::move(parsed)) {}
  Bytes body_;
  crypto::Signature signature_{};
  Hash32 hash_{};
  Statement parsed_;
};

using VerifiedStatement = Verified<audit::RecordStatement>;
using VerifiedAssist = Verified<audit::AssistStatement>;

}  // namespace care::server
