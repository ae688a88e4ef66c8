#include "shared/membership/act_rules.h"

#include <algorithm>

#include "shared/access/decide.h"
#include "shared/crypto/key_id.h"
#include "shared/crypto/signature.h"

namespace care::membership {
namespace {

class ActRules {
 public:
  ActRules(const Directory& directory, const audit::StatementHead& head, const Entry& entry)
      : directory_(directory), head_(head), entry_(entry) {}

  Result<void> operator()(const Genesis& act) const;
  Result<void> operator()(const RotateClass& act) const;
  Result<void> operator()(const Invite& act) const;
  Result<void> operator()(const InviteCancel& act) const;
  Result<void> operator()(const AddUser& act) const;
  Result<void> operator()(const ConfirmUser& act) const;
  Result<void> operator()(const GrantCommit& act) const;
  Result<void> operator()(const AddDevice& act) const;
  Result<void> operator()(const RevokeDevice& act) const;
  Result<void> operator()(const RevokeUser& act) const;
  Result<void> operator()(const SetRole& act) const;
  Result<void> operator()(const SetPolicy& act) const;

 private:
  // The signer's role, if it counts: until confirmation a member may only bring in and take out own devices.
  Result<Role> active_role() const {
    const Member* author = directory_.find_member(head_.author);
    if (author == nullptr) return ErrorCode::author_unknown;
    if (!author->is_active()) return ErrorCode::confirmation_needed;
    return author->now().role;
  }

  // Someone who is, or will be after confirmation, a member.
  Result<const Member*> present_member(const ActorId& actor) const {
    const Member* member = directory_.find_member(actor);
    if (member == nullptr) return Error(ErrorCode::not_found, "actor");
    if (member->now().standing == Standing::revoked) return Error(ErrorCode::directory_stale, "actor");
    return member;
  }

  bool is_last_owner(const Member& member) const {
    return member.is_active() && member.now().role == Role::owner && directory_.active_owners() == 1;
  }

  bool is_actor_taken(const ActorId& actor) const {
    if (directory_.find_member(actor) != nullptr) return true;
    const auto& all = directory_.invitations();
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.second.terms.actor == actor; });
  }

  bool is_xwing_taken(const crypto::XWingPublicKey& key) const {
    const auto& all = directory_.members();
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.second.xwing == key; });
  }

  const Directory& directory_;
  const audit::StatementHead& head_;
  const Entry& entry_;
};

Result<void> ActRules::operator()(const Genesis&) const { return ErrorCode::directory_broken; }  // there is one already

Result<void> ActRules::operator()(const RotateClass& act) const {
  const Role role = CARE_TRY(active_role());
  for (const NewGeneration& next : act.classes) {
    if (!access::may_rotate(role, next.data_class)) return Error(ErrorCode::role_forbids, "classes");
    const Generation* newest = directory_.find_generation(next.data_class, act.unit);
    if (next.generation != (newest == nullptr ? 0 : newest->number) + 1) {
      return Error(ErrorCode::generation_stale, "classes");
    }
  }
  return {};
}

Result<void> ActRules::operator()(const Invite& act) const {
  if (!access::may_invite(CARE_TRY(active_role()), act.role)) return Error(ErrorCode::role_forbids, "role");
  if (!directory_.has_unit(act.unit)) return Error(ErrorCode::not_found, "unit");
  if (act.expires_ms <= head_.time_ms || act.expires_ms - head_.time_ms > kInviteMaxMs) {
    return Error(ErrorCode::field_out_of_range, "exp");
  }
  if (directory_.find_invitation(act.invite) != nullptr) return Error(ErrorCode::invite_used, "inv");
  // Also after an invitation ran out: one pseudonym never stands for two people.
  if (is_actor_taken(act.actor)) return Error(ErrorCode::invite_used, "actor");
  return {};
}

Result<void> ActRules::operator()(const InviteCancel& act) const {
  const Role role = CARE_TRY(active_role());
  const Invitation* invitation = directory_.find_invitation(act.invite);
  if (invitation == nullptr) return Error(ErrorCode::invite_unknown, "inv");
  if (!access::may_invite(role, invitation->terms.role)) return ErrorCode::role_forbids;
  if (invitation->state != InviteState::open) return Error(ErrorCode::invite_used, "inv");
  return {};
}

Result<void> ActRules::operator()(const AddUser& act) const {
  CARE_TRY(directory_.check_invitation_open(act.invite, entry_.time_ms));
  const Invite& terms = directory_.find_invitation(act.invite)->terms;
  if (head_.author != terms.actor) return Error(ErrorCode::author_unknown, "who");
  const crypto::InviteAcceptance acceptance{.workspace = directory_.workspace(),
                                            .invite = act.invite,
                                            .actor = head_.author,
                                            .signing_key = act.identity,
                                            .xwing_key_hash = crypto::derive_xwing_key_hash(act.xwing)};
  if (!crypto::verify_invite_acceptance(terms.key, acceptance, act.invite_signature)) {
    return Error(ErrorCode::invite_code_wrong, "isig");
  }
  if (is_xwing_taken(act.xwing)) return Error(ErrorCode::key_invalid, "xk");
  return {};
}

Result<void> ActRules::operator()(const ConfirmUser& act) const {
  const Role role = CARE_TRY(active_role());
  const Member& member = *CARE_TRY(present_member(act.actor));
  if (act.actor == head_.author) return Error(ErrorCode::role_forbids, "actor");
  if (!access::may_invite(role, member.now().role)) return Error(ErrorCode::role_forbids, "actor");
  if (member.now().standing != Standing::pending) return Error(ErrorCode::directory_stale, "actor");
  // The signer compared safety words made from these keys; other keys were never seen.
  if (act.identity != member.identity) return Error(ErrorCode::key_invalid, "kid");
  if (act.xwing_hash != member.xwing_hash) return Error(ErrorCode::key_invalid, "xh");
  return {};
}

Result<void> ActRules::operator()(const GrantCommit& act) const {
  const Role role = CARE_TRY(active_role());
  const Member& recipient = *CARE_TRY(present_member(act.recipient));
  if (!recipient.is_active()) return Error(ErrorCode::confirmation_needed, "actor");
  if (act.xwing_hash != recipient.xwing_hash) return Error(ErrorCode::key_invalid, "xh");
  for (const CommittedGrant& grant : act.grants) {
    if (!access::may_grant(role, recipient.now().role, grant.data_class)) {
      return Error(ErrorCode::role_forbids, "grants");
    }
    const Generation* generation = directory_.find_generation(grant.data_class, act.unit, grant.generation);
    if (generation == nullptr) return Error(ErrorCode::generation_stale, "grants");
    if (grant.commitment != generation->commitment) return Error(ErrorCode::commitment_mismatch, "grants");
  }
  return {};
}

Result<void> ActRules::operator()(const AddDevice& act) const {
  if (directory_.find_key(head_.key)->kind != KeyKind::identity) return Error(ErrorCode::role_forbids, "dev");
  const crypto::Possession claim{
      .workspace = directory_.workspace(), .actor = head_.author, .xwing_key_hash = Hash32{}};
  if (!crypto::verify_possession(act.key, claim, act.possession)) return Error(ErrorCode::signature_invalid, "psig");
  if (directory_.find_key(crypto::derive_key_id(act.key)) != nullptr) return Error(ErrorCode::key_invalid, "key");
  return {};
}

Result<void> ActRules::operator()(const RevokeDevice& act) const {
  // An identity key ends only with its member: else this act would remove people whom revoke_user protects.
  const MemberKey* key = directory_.find_key(act.key);
  if (key == nullptr || key->kind == KeyKind::identity) return Error(ErrorCode::not_found, "kid");
  if (key->actor != head_.author && !access::may_revoke_others_device(CARE_TRY(active_role()))) {
    return Error(ErrorCode::role_forbids, "kid");
  }
  if (key->revoked_at) return Error(ErrorCode::directory_stale, "kid");
  return {};
}

Result<void> ActRules::operator()(const RevokeUser& act) const {
  const Role role = CARE_TRY(active_role());
  const Member& member = *CARE_TRY(present_member(act.actor));
  if (!access::may_invite(role, member.now().role)) return Error(ErrorCode::role_forbids, "actor");
  if (is_last_owner(member)) return ErrorCode::last_owner;
  return {};
}

Result<void> ActRules::operator()(const SetRole& act) const {
  const Role role = CARE_TRY(active_role());
  const Member& member = *CARE_TRY(present_member(act.actor));
  if (!access::may_set_role(role, member.now().role, act.role)) return Error(ErrorCode::role_forbids, "role");
  if (!directory_.has_unit(act.unit)) return Error(ErrorCode::not_found, "unit");
  if (act.role != Role::owner && is_last_owner(member)) return ErrorCode::last_owner;
  return {};
}

Result<void> ActRules::operator()(const SetPolicy&) const {
  return access::may_set_policy(CARE_TRY(active_role())) ? Result<void>() : Result<void>(ErrorCode::role_forbids);
}

}  // namespace

Result<void> check_act(const Directory& directory, const MembershipStatement& statement, const Entry& entry) {
  return std::visit(ActRules(directory, statement.head, entry), statement.act);
}

}  // namespace care::membership
