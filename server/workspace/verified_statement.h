// server/workspace/verified_statement.h — a record statement whose author's signature holds.
#pragma once

#include "shared/audit/statement.h"
#include "shared/crypto/keys.h"

namespace care::server {

// Made by Workspace::verify alone.
class VerifiedStatement {
 public:
  const Bytes& body() const { return body_; }
  const crypto::Signature& signature() const { return signature_; }
  const Hash32& hash() const { return hash_; }  // audit::statement_hash of the body
  const audit::RecordStatement& statement() const { return parsed_; }

 private:
  friend class Workspace;
  VerifiedStatement(Bytes body, const crypto::Signature& signature, audit::RecordStatement parsed)
      : body_(std::move(body)), signature_(signature), hash_(audit::statement_hash(body_)), parsed_(std::move(parsed)) {}
  Bytes body_;
  crypto::Signature signature_{};
  Hash32 hash_{};
  audit::RecordStatement parsed_;
};

}  // namespace care::server
