#include "shared/membership/directory.h"

#include "shared/crypto/key_id.h"
#include "shared/crypto/statement_signature.h"
#include "shared/membership/act_effects.h"
#include "shared/membership/act_rules.h"

namespace care::membership {
namespace {

// A key that comes with its own statement: its id is the hash of it, its chain begins here.
Result<void> check_first_of_key(const audit::StatementHead& head, const crypto::SigningPublicKey& key) {
  if (head.key != crypto::derive_key_id(key)) return Error(ErrorCode::author_unknown, "dev");
  if (head.number != 1) return Error(ErrorCode::counter_wrong, "n");
  return {};
}

}  // namespace

Result<Directory> Directory::from_genesis(const Entry& entry) {
  if (entry.index != 0) return ErrorCode::genesis_mismatch;
  const MembershipStatement statement = CARE_TRY(parse_membership_statement(entry.body));
  const auto* genesis = std::get_if<Genesis>(&statement.act);
  if (genesis == nullptr) return ErrorCode::genesis_mismatch;
  CARE_TRY(check_first_of_key(statement.head, genesis->identity));
  if (statement.head.tree.size != 0) return Error(ErrorCode::head_unknown, "head");
  CARE_TRY(crypto::verify_statement(genesis->identity, entry.body, entry.signature));
  Directory directory;
  directory.enter(statement, entry);
  directory.genesis_hash_ = directory.head_hash_;
  return directory;
}

Result<void> Directory::check(const Entry& entry) const {
  CARE_TRY(judge(entry));
  return {};
}

Result<void> Directory::apply(const Entry& entry) {
  const auto statement = judge(entry);
  if (!statement) return ErrorCode::directory_broken;
  enter(statement.value(), entry);
  return {};
}

Result<MembershipStatement> Directory::judge(const Entry& entry) const {
  if (entry.index <= head_index_) return ErrorCode::directory_broken;
  MembershipStatement statement = CARE_TRY(parse_membership_statement(entry.body));
  if (std::holds_alternative<Genesis>(statement.act)) return ErrorCode::directory_broken;
  if (statement.head.workspace != workspace_) return Error(ErrorCode::genesis_mismatch, "ws");
  CARE_TRY(check_key(statement, entry.index));
  CARE_TRY(crypto::verify_statement(*find_signing_key(statement), entry.body, entry.signature));
  CARE_TRY(check_chain(statement, entry.index));
  CARE_TRY(check_act(*this, statement, entry));
  return statement;
}

Result<void> Directory::check_key(const MembershipStatement& statement, std::uint64_t index) const {
  if (const auto* added = std::get_if<AddUser>(&statement.act)) {
    CARE_TRY(check_first_of_key(statement.head, added->identity));
    if (find_key(statement.head.key) != nullptr) return Error(ErrorCode::key_invalid, "id");
    return {};
  }
  const MemberKey* key = find_key(statement.head.key);
  if (key == nullptr || key->actor != statement.head.author) return Error(ErrorCode::author_unknown, "dev");
  if (!key->valid_at(index)) return ErrorCode::author_revoked;
  return {};
}

// A key signs records too, so numbers may be missing here; whoever has the whole log checks them all.
Result<void> Directory::check_chain(const MembershipStatement& statement, std::uint64_t index) const {
  const audit::StatementHead& head = statement.head;
  const MemberKey* key = find_key(head.key);
  if (key != nullptr && key->last_number > 0) {
    if (head.number <= key->last_number) return Error(ErrorCode::counter_wrong, "n");
    if (head.number == key->last_number + 1 && head.previous != key->last_hash) {
      return Error(ErrorCode::previous_mismatch, "p");
    }
  }
  if (head.tree.size > index) return Error(ErrorCode::head_unknown, "head");
  if (statement.previous_membership != head_hash_) return Error(ErrorCode::directory_stale, "dir_prev");
  return {};
}

void Directory::enter(const MembershipStatement& statement, const Entry& entry) {
  std::visit(ActEffects(*this, statement, entry.index), statement.act);
  head_hash_ = audit::statement_hash(entry.body);
  head_index_ = entry.index;
  heads_.emplace(head_hash_, entry.index);
  MemberKey& key = keys_.at(statement.head.key);
  key.last_number = statement.head.number;
  key.last_hash = head_hash_;
}

}  // namespace care::membership
