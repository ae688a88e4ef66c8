#include "shared/membership/act_effects.h"

#include "shared/crypto/key_id.h"

namespace care::membership {

void ActEffects::add_member(const ActorId& actor, const crypto::SigningPublicKey& identity,
                            const crypto::XWingPublicKey& xwing, const std::optional<InviteId>& invite,
                            const Period& first) const {
  Member member;
  member.actor = actor;
  member.identity = crypto::derive_key_id(identity);
  member.xwing = xwing;
  member.xwing_hash = crypto::derive_xwing_key_hash(xwing);
  member.invite = invite;
  member.periods.push_back(first);
  directory_.members_.emplace(actor, std::move(member));
  add_key(identity, actor, KeyKind::identity);
}

void ActEffects::add_key(const crypto::SigningPublicKey& key, const ActorId& actor, KeyKind kind) const {
  MemberKey added;
  added.id = crypto::derive_key_id(key);
  added.public_key = key;
  added.actor = actor;
  added.kind = kind;
  added.valid_from = index_;
  directory_.keys_.emplace(added.id, added);
}

void ActEffects::begin_period(const ActorId& actor, Period next) const {
  next.from = index_;
  directory_.members_.at(actor).periods.push_back(next);
}

void ActEffects::operator()(const Genesis& act) const {
  directory_.workspace_ = head_.workspace;
  directory_.founder_ = head_.author;
  directory_.name_ = act.name;
  directory_.label_ = act.label;
  directory_.log_key_ = act.log_key;
  directory_.home_subject_ = act.home_subject;
  directory_.home_share_hash_ = act.gate_share_hash;
  directory_.policies_.emplace_back(index_, act.policy);
  directory_.units_.push_back(act.unit);
  add_member(head_.author, act.identity, act.xwing, std::nullopt,
             {.from = index_, .role = Role::owner, .unit = act.unit, .standing = Standing::active});
}

void ActEffects::operator()(const RotateClass& act) const {
  if (!directory_.has_unit(act.unit)) directory_.units_.push_back(act.unit);
  for (const NewGeneration& each : act.classes) {
    directory_.compartments_[{each.data_class, act.unit}].push_back(
        {.number = each.generation, .commitment = each.commitment, .index = index_});
  }
}

void ActEffects::operator()(const Invite& act) const {
  directory_.invitations_.emplace(
      act.invite, Invitation{.terms = act, .inviter = head_.author, .index = index_, .state = InviteState::open});
}

void ActEffects::operator()(const InviteCancel& act) const {
  directory_.invitations_.at(act.invite).state = InviteState::cancelled;
}

void ActEffects::operator()(const AddUser& act) const {
  Invitation& invitation = directory_.invitations_.at(act.invite);
  invitation.state = InviteState::used;
  const Role role = invitation.terms.role;
  const Standing standing = info_of(role).confirm ? Standing::pending : Standing::active;
  add_member(head_.author, act.identity, act.xwing, act.invite,
             {.from = index_, .role = role, .unit = invitation.terms.unit, .standing = standing});
}

void ActEffects::operator()(const ConfirmUser& act) const {
  Period next = directory_.members_.at(act.actor).now();
  next.standing = Standing::active;
  begin_period(act.actor, next);
}

void ActEffects::operator()(const GrantCommit& act) const {
  for (const CommittedGrant& grant : act.grants) {
    directory_.grants_.push_back(
        {.recipient = act.recipient, .granter = head_.author, .unit = act.unit, .grant = grant, .index = index_});
  }
}

void ActEffects::operator()(const AddDevice& act) const {
  add_key(act.key, head_.author,
          act.kind == DeviceKind::shared ? KeyKind::shared_device : KeyKind::personal_device);
}

void ActEffects::operator()(const RevokeDevice& act) const { directory_.keys_.at(act.key).revoked_at = index_; }

void ActEffects::operator()(const RevokeUser& act) const {
  Period next = directory_.members_.at(act.actor).now();
  next.standing = Standing::revoked;
  begin_period(act.actor, next);
  for (auto& [id, key] : directory_.keys_) {
    if (key.actor == act.actor && !key.revoked_at) key.revoked_at = index_;
  }
}

void ActEffects::operator()(const SetRole& act) const {
  Period next = directory_.members_.at(act.actor).now();
  next.role = act.role;
  next.unit = act.unit;
  begin_period(act.actor, next);
}

void ActEffects::operator()(const SetPolicy& act) const { directory_.policies_.emplace_back(index_, act.policy); }

}  // namespace care::membership
