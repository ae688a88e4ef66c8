// shared/access/decide.h — who may do what: pure answers from the tables of roles.
//
// Errors   role_forbids
// Source   shared/schema/permissions.json; table of acts in shared/docs/formats/statement.md
// Tests    tests/unit/access/decide_test.cpp
#pragma once

#include "shared/base/result.h"
#include "shared/schema/access_tables.gen.h"
#include "shared/schema/assist_uses.gen.h"
#include "shared/schema/record_act.h"

namespace care::access {

using ClassMask = std::uint16_t;  // of mask_of(DataClass)

ClassMask classes_of(Role role);
bool may_read(Role role, DataClass data_class);

// Membership.
bool may_invite(Role inviter, Role invited);  // also cancel the invitation, confirm, revoke
bool may_grant(Role granter, Role recipient, DataClass data_class);
bool may_rotate(Role signer, DataClass data_class);
bool may_set_role(Role signer, Role from, Role to);
bool may_revoke_others_device(Role signer);
bool may_set_policy(Role signer);

// Have a text about care sent to an AI. Which roles a use is for is data: of one that is not known here, or was sent under
// another version than the one known here, only what holds for all is judged.
bool may_assist(Role role, std::string_view use, std::uint64_t use_version);

struct RecordWrite {
  RecordAct act = RecordAct::create;
  Permission permission = Permission::record_write;  // the write permission of the record's type
  ClassMask classes = 0;                             // of all facets the statement names
  bool own_entry = false;                            // the signer also signed version 1
};

// Whoever may write a type may write its facets in the classes of the role. An entry of another person is corrected
// only with correct_any; what belongs to everyone (a resident's card, a unit's name) is kept by all who may write it.
Result<void> decide_record_write(Role role, const RecordWrite& write);

}  // namespace care::access
