#include "shared/client/author.h"

#include "shared/base/encoding.h"
#include "shared/crypto/key_id.h"
#include "shared/crypto/statement_signature.h"

namespace care::client {

Json to_json(const SignedBody& statement) {
  return Json::object(
      {{"body", encode_base64url(statement.body)}, {"sig", encode_base64url(statement.signature)}});
}

audit::StatementHead next_head(const WorkspaceId& workspace, const ActorId& actor, const crypto::SigningKey& key,
                               const ChainState& chain, const std::optional<audit::Checkpoint>& trusted,
                               std::uint64_t now_ms) {
  audit::StatementHead head;
  head.workspace = workspace;
  head.author = actor;
  head.key = crypto::derive_key_id(key.public_key());
  head.number = chain.n + 1;
  head.previous = chain.previous;
  head.tree = trusted ? audit::StatementTreeHead{trusted->size, trusted->root} : audit::empty_tree_head();
  head.time_ms = now_ms;
  return head;
}

SignedBody sign_next(const crypto::SigningKey& key, ChainState& chain, Bytes body) {
  SignedBody out;
  out.signature = crypto::sign_statement(key, body);
  out.hash = audit::statement_hash(body);
  out.body = std::move(body);
  chain = {chain.n + 1, out.hash};
  return out;
}

MembershipAuthor::MembershipAuthor(Vault& vault, std::uint64_t now_ms)
    : vault_(vault), now_ms_(now_ms), tip_(vault.directory->head_hash()) {}

Result<SignedBody> MembershipAuthor::sign(membership::Act act) {
  return sign_by(vault_.device_key, vault_.device.chain, std::move(act));
}

Result<SignedBody> MembershipAuthor::sign_with_identity(membership::Act act) {
  return sign_by(vault_.identity, vault_.identity_chain, std::move(act));
}

Result<SignedBody> MembershipAuthor::sign_by(const crypto::SigningKey& key, ChainState& chain, membership::Act act) {
  membership::MembershipStatement statement;
  statement.head = next_head(vault_.workspace, vault_.actor, key, chain, vault_.device.head, now_ms_);
  statement.previous_membership = tip_;
  statement.act = std::move(act);
  auto out = sign_next(key, chain, CARE_TRY(membership::encode_membership_statement(statement)));
  tip_ = out.hash;
  return out;
}

}  // namespace care::client
