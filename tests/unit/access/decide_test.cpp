#include "shared/access/decide.h"

#include "tests/support/catch.h"

using namespace care;
using namespace care::access;

namespace {

ClassMask mask(std::initializer_list<DataClass> classes) {
  ClassMask all = 0;
  for (const DataClass each : classes) all = static_cast<ClassMask>(all | mask_of(each));
  return all;
}

RecordWrite note(RecordAct act, bool own) {
  return {.act = act, .permission = Permission::daily_write, .classes = mask({DataClass::care}), .own_entry = own};
}

RecordWrite card(RecordAct act, bool own) {
  return {.act = act,
          .permission = Permission::card_write,
          .classes = mask({DataClass::card, DataClass::care}),
          .own_entry = own};
}

bool allowed(Role role, const RecordWrite& write) {
  const auto decision = decide_record_write(role, write);
  if (!decision) CHECK(decision.error().code() == ErrorCode::role_forbids);
  return decision.ok();
}

}  // namespace

TEST_CASE("decide_record_write: daily entries are written by care roles and by nobody else") {
  for (const Role role : kRoleList) {
    const bool care_role = role != Role::owner && role != Role::maintenance;
    CHECK(allowed(role, note(RecordAct::create, true)) == care_role);
  }
}

TEST_CASE("decide_record_write: everyone who writes entries may correct and strike their own") {
  for (const Role role : {Role::manager, Role::deputy, Role::nurse, Role::senior, Role::carer, Role::agency, Role::activities}) {
    CHECK(allowed(role, note(RecordAct::update, true)));
    CHECK(allowed(role, note(RecordAct::strike, true)));
  }
}

TEST_CASE("decide_record_write: another person's entry is corrected only with correct_any") {
  for (const Role role : kRoleList) {
    const bool any = role == Role::manager || role == Role::deputy || role == Role::nurse || role == Role::senior;
    CHECK(allowed(role, note(RecordAct::update, false)) == any);
    CHECK(allowed(role, note(RecordAct::strike, false)) == any);
  }
}

TEST_CASE("decide_record_write: a resident's card is kept by all who may write it, whoever began it") {
  for (const Role role : kRoleList) {
    const bool keeps = role == Role::owner || role == Role::manager || role == Role::deputy || role == Role::nurse ||
                       role == Role::senior;
    CHECK(allowed(role, card(RecordAct::create, true)) == keeps);
    CHECK(allowed(role, card(RecordAct::update, false)) == keeps);
  }
}

TEST_CASE("decide_record_write: striking a card someone else made needs correct_any, also of the owner") {
  CHECK_FALSE(allowed(Role::owner, card(RecordAct::strike, false)));
  CHECK(allowed(Role::owner, card(RecordAct::strike, true)));
  CHECK(allowed(Role::manager, card(RecordAct::strike, false)));
  CHECK_FALSE(allowed(Role::carer, card(RecordAct::strike, true)));
}

TEST_CASE("decide_record_write: refuses a facet in a class the role does not hold") {
  RecordWrite write = note(RecordAct::create, true);
  write.classes = mask({DataClass::care, DataClass::meds});
  CHECK_FALSE(allowed(Role::carer, write));
  CHECK(allowed(Role::nurse, write));
  write.classes = mask({DataClass::care, DataClass::safeguarding});
  CHECK_FALSE(allowed(Role::nurse, write));
  CHECK(allowed(Role::deputy, write));
}

TEST_CASE("decide_record_write: refuses a write that names no class, or one that does not exist") {
  RecordWrite write = note(RecordAct::create, true);
  write.classes = 0;
  CHECK_FALSE(allowed(Role::manager, write));
  write.classes = 0x8000;
  CHECK_FALSE(allowed(Role::manager, write));
  CHECK_FALSE(allowed(Role::owner, write));
}

TEST_CASE("decide_record_write: names of members and units are written by owner, manager and deputy") {
  const RecordWrite write{.act = RecordAct::update,
                          .permission = Permission::common_write,
                          .classes = mask({DataClass::common}),
                          .own_entry = false};
  for (const Role role : kRoleList) {
    CHECK(allowed(role, write) == (role == Role::owner || role == Role::manager || role == Role::deputy));
  }
}

TEST_CASE("may_read: holds exactly for the classes of the role") {
  for (const Role role : kRoleList) {
    for (const DataClass each : kDataClassList) {
      CHECK(may_read(role, each) == ((classes_of(role) & mask_of(each)) != 0));
    }
    CHECK(may_read(role, DataClass::common));
  }
  CHECK_FALSE(may_read(Role::manager, DataClass::finance));
  CHECK_FALSE(may_read(Role::carer, DataClass::meds));
  CHECK_FALSE(may_read(Role::maintenance, DataClass::card));
}

TEST_CASE("may_invite: never upwards, and only by owner, manager and deputy") {
  for (const Role inviter : kRoleList) {
    for (const Role invited : kRoleList) {
      const bool expected =
          inviter == Role::owner || (inviter == Role::manager && invited > Role::manager) ||
          (inviter == Role::deputy && (invited == Role::carer || invited == Role::agency ||
                                       invited == Role::activities || invited == Role::maintenance));
      CHECK(may_invite(inviter, invited) == expected);
    }
  }
}

TEST_CASE("may_set_role: a manager moves people below manager only, a deputy nobody") {
  CHECK(may_set_role(Role::owner, Role::carer, Role::owner));
  CHECK(may_set_role(Role::manager, Role::carer, Role::deputy));
  CHECK_FALSE(may_set_role(Role::manager, Role::carer, Role::manager));
  CHECK_FALSE(may_set_role(Role::manager, Role::manager, Role::carer));
  CHECK_FALSE(may_set_role(Role::manager, Role::owner, Role::carer));
  CHECK_FALSE(may_set_role(Role::deputy, Role::carer, Role::agency));
}

TEST_CASE("may_rotate: owner every class, manager all but finance, nobody else") {
  for (const Role role : kRoleList) {
    for (const DataClass each : kDataClassList) {
      const bool expected = role == Role::owner || (role == Role::manager && each != DataClass::finance);
      CHECK(may_rotate(role, each) == expected);
    }
  }
}

TEST_CASE("may_grant: needs the class on both sides, and the right to invite the recipient or to rotate the class") {
  CHECK(may_grant(Role::owner, Role::manager, DataClass::audit));
  CHECK(may_grant(Role::deputy, Role::carer, DataClass::care));
  CHECK_FALSE(may_grant(Role::owner, Role::manager, DataClass::finance));
  CHECK_FALSE(may_grant(Role::owner, Role::carer, DataClass::meds));
  CHECK(may_grant(Role::manager, Role::owner, DataClass::care));  // after removing a leaver
  CHECK_FALSE(may_grant(Role::deputy, Role::nurse, DataClass::care));
  CHECK_FALSE(may_grant(Role::carer, Role::carer, DataClass::care));
}
