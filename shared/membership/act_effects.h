// shared/membership/act_effects.h — what each act changes in the directory; the act was checked before.
#pragma once

#include "shared/membership/directory.h"

namespace care::membership {

class ActEffects {
 public:
  ActEffects(Directory& directory, const MembershipStatement& statement, std::uint64_t index)
      : directory_(directory), head_(statement.head), index_(index) {}

  void operator()(const Genesis& act) const;
  void operator()(const RotateClass& act) const;
  void operator()(const Invite& act) const;
  void operator()(const InviteCancel& act) const;
  void operator()(const AddUser& act) const;
  void operator()(const ConfirmUser& act) const;
  void operator()(const GrantCommit& act) const;
  void operator()(const AddDevice& act) const;
  void operator()(const RevokeDevice& act) const;
  void operator()(const RevokeUser& act) const;
  void operator()(const SetRole& act) const;
  void operator()(const SetPolicy& act) const;

 private:
  void add_member(const ActorId& actor, const crypto::SigningPublicKey& identity, const crypto::XWingPublicKey& xwing,
                  const std::optional<InviteId>& invite, const Period& first) const;
  void add_key(const crypto::SigningPublicKey& key, const ActorId& actor, KeyKind kind) const;
  void begin_period(const ActorId& actor, Period next) const;

  Directory& directory_;
  const audit::StatementHead& head_;
  std::uint64_t index_;
};

}  // namespace care::membership
