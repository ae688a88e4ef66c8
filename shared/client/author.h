// shared/client/author.h — numbers, signs and chains the statements of one key.
//
// Binds    counter, hash of the key's previous statement, newest membership statement, newest trusted tree head
// Errors   json_too_large
#pragma once

#include "shared/client/vault.h"

namespace care::client {

struct SignedBody {
  Bytes body;
  crypto::Signature signature{};
  Hash32 hash{};
};

Json to_json(const SignedBody& statement);  // {"body","sig"}

// What the next statement of this key must say of itself.
audit::StatementHead next_head(const WorkspaceId& workspace, const ActorId& actor, const crypto::SigningKey& key,
                               const ChainState& chain, const std::optional<audit::Checkpoint>& trusted,
                               std::uint64_t now_ms);

// Signs and moves the chain on.
SignedBody sign_next(const crypto::SigningKey& key, ChainState& chain, Bytes body);

// Membership statements of an unlocked person, one after the other: each names the one before it.
class MembershipAuthor {
 public:
  MembershipAuthor(Vault& vault, std::uint64_t now_ms);

  Result<SignedBody> sign(membership::Act act);              // with the device key
  Result<SignedBody> sign_with_identity(membership::Act act);  // add_device: before the device key counts

 private:
  Result<SignedBody> sign_by(const crypto::SigningKey& key, ChainState& chain, membership::Act act);
  Vault& vault_;
  std::uint64_t now_ms_;
  Hash32 tip_;
};

}  // namespace care::client
