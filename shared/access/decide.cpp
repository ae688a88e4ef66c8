#include "shared/access/decide.h"

namespace care::access {
namespace {

// Managing the home's keys and roles is for those two, whatever else a role may do.
bool runs_the_home(Role role) { return role == Role::owner || role == Role::manager; }

// What one person observed and signed for; the other types describe the present state of something shared.
bool is_personal_entry(Permission permission) { return permission == Permission::daily_write; }

}  // namespace

ClassMask classes_of(Role role) { return info_of(role).class_mask; }

bool may_read(Role role, DataClass data_class) { return role_holds(role, data_class); }

bool may_invite(Role inviter, Role invited) { return role_may_invite(inviter, invited); }

bool may_grant(Role granter, Role recipient, DataClass data_class) {
  // Whoever may begin a new generation must be able to hand it to everyone who stays, those above included.
  return role_holds(granter, data_class) && role_holds(recipient, data_class) &&
         (may_invite(granter, recipient) || may_rotate(granter, data_class));
}

bool may_rotate(Role signer, DataClass data_class) { return runs_the_home(signer) && role_holds(signer, data_class); }

bool may_set_role(Role signer, Role from, Role to) {
  return runs_the_home(signer) && may_invite(signer, from) && may_invite(signer, to);
}

bool may_revoke_others_device(Role signer) { return runs_the_home(signer); }

bool may_set_policy(Role signer) { return signer == Role::owner; }

bool may_assist(Role role, std::string_view use, std::uint64_t use_version) {
  if (!role_has(Permission::assist_use, role)) return false;
  const AssistUseInfo* known = find_assist_use(use);
  return known == nullptr || known->version != use_version || (known->role_mask & mask_of(role)) != 0;
}

Result<void> decide_record_write(Role role, const RecordWrite& write) {
  if (!role_has(write.permission, role)) return ErrorCode::role_forbids;
  if (write.classes == 0 || (write.classes & ~classes_of(role)) != 0) return ErrorCode::role_forbids;
  const bool corrects = write.act == RecordAct::update ? is_personal_entry(write.permission) : write.act != RecordAct::create;
  if (corrects && !write.own_entry && !role_has(Permission::correct_any, role)) return ErrorCode::role_forbids;
  return {};
}

}  // namespace care::access
