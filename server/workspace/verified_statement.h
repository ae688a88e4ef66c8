// server/workspace/verified_statement.h — a statement whose author's signature holds.
#pragma once

#include "shared/audit/statement.h"
#include "shared/crypto/keys.h"

namespace care::server {

class VerifiedStatement {
 public:
  const Bytes& body() const { return body_; }
  const crypto::Signature& signature() const { return signature_; }
  const Hash32& hash() const { return hash_; }                  // SHA-256 of the body
  const audit::Statement& statement() const { return parsed_; }

 private:
  friend class Workspace;
  VerifiedStatement(Bytes body, const crypto::Signature& signature, const Hash32& hash, audit::Statement parsed)
      : body_(std::move(body)), signature_(signature), hash_(hash), parsed_(std::move(parsed)) {}
  Bytes body_;
  crypto::Signature signature_{};
  Hash32 hash_{};
  audit::Statement parsed_;
};

}  // namespace care::server
