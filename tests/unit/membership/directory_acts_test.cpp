// Every row of the table of acts, done by someone who may.
#include "tests/unit/membership/home_builder.h"

using namespace care;
using namespace care::membership;
using namespace care::test;

TEST_CASE("directory: genesis makes its signer the owner of a home with one unit") {
  Home home;
  const Directory& directory = home.directory();
  const Member* owner = directory.find_member(home.founder().actor);
  REQUIRE(owner != nullptr);
  CHECK(owner->now() == Period{0, Role::owner, home.unit(), Standing::active});
  CHECK(owner->identity == home.founder().identity_id());
  CHECK(owner->xwing_hash == home.founder().xwing_hash());
  CHECK_FALSE(owner->invite.has_value());
  CHECK(directory.founder() == home.founder().actor);
  CHECK(directory.workspace() == home.workspace());
  CHECK(directory.name() == "Rose Court");
  CHECK(directory.label() == "rose-court");
  CHECK(directory.policy() == Policy{});
  CHECK(directory.units() == std::vector{home.unit()});
  CHECK(directory.genesis_hash() == audit::statement_hash(home.log().front().body));
  CHECK(directory.head_hash() == audit::statement_hash(home.log().back().body));
  CHECK(directory.head_index() == home.log().back().index);
  CHECK(directory.active_owners() == 1);
}

TEST_CASE("directory: knows every membership statement it was made of, and its index") {
  Home home;
  for (const Stored& stored : home.log()) {
    CHECK(home.directory().find_head(audit::statement_hash(stored.body)) == stored.index);
  }
}

TEST_CASE("directory: rotate_class begins generations one after the other, and a new unit with its first") {
  Home home;
  const UnitId floor = make_id<UnitId>(home.random());
  const RotateClass again = home.rotate_act({DataClass::care}, home.unit());
  home.append(home.by_device(home.founder(), again));
  home.append(home.by_device(home.founder(), home.rotate_act({DataClass::common, DataClass::care}, floor)));
  const Directory& directory = home.directory();
  CHECK(directory.find_generation(DataClass::care, home.unit())->number == 2);
  CHECK(directory.find_generation(DataClass::care, home.unit())->commitment == again.classes.front().commitment);
  CHECK(directory.find_generation(DataClass::care, home.unit(), 1)->number == 1);
  CHECK(directory.find_generation(DataClass::care, home.unit(), 3) == nullptr);
  CHECK(directory.find_generation(DataClass::care, home.unit(), 0) == nullptr);
  CHECK(directory.find_generation_at(DataClass::care, home.unit(), 2)->number == 1);
  CHECK(directory.find_generation_at(DataClass::care, home.unit(), 3)->number == 2);
  CHECK(directory.find_generation_at(DataClass::care, home.unit(), 1) == nullptr);
  CHECK(directory.find_generation(DataClass::common, floor)->number == 1);
  CHECK(directory.find_generation(DataClass::meds, floor) == nullptr);
  CHECK(directory.units() == std::vector{home.unit(), floor});
}

TEST_CASE("directory: a manager rotates every class but finance") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  home.append(home.by_device(manager, home.rotate_act({DataClass::care, DataClass::audit}, home.unit())));
  CHECK(home.refusal(home.by_device(manager, home.rotate_act({DataClass::care, DataClass::finance}, home.unit()))) ==
        ErrorCode::role_forbids);
}

TEST_CASE("directory: an invitation waits for its invitee, whose role decides whether confirmation is needed") {
  for (const Role role : kRoleList) {
    Home home;
    OpenInvite made = home.invite(home.founder(), role);
    const Invitation* invitation = home.directory().find_invitation(made.terms.invite);
    REQUIRE(invitation != nullptr);
    CHECK(invitation->terms == made.terms);
    CHECK(invitation->inviter == home.founder().actor);
    CHECK(invitation->state == InviteState::open);
    CHECK(home.directory().find_member(made.terms.actor) == nullptr);
    home.append(home.by_identity(made.invitee, home.accept_act(made, made.invitee)));
    const Member* member = home.directory().find_member(made.terms.actor);
    REQUIRE(member != nullptr);
    const bool privileged = role == Role::owner || role == Role::manager || role == Role::deputy;
    CHECK(member->now().standing == (privileged ? Standing::pending : Standing::active));
    CHECK(member->now().role == role);
    CHECK(member->invite == made.terms.invite);
    CHECK(home.directory().find_invitation(made.terms.invite)->state == InviteState::used);
    CHECK(home.directory().active_owners() == 1);
  }
}

TEST_CASE("directory: an invitation may be accepted up to the last millisecond of its 72 hours") {
  Home home;
  OpenInvite made = home.make_invite(Role::carer);
  home.append(home.by_device(home.founder(), made.terms));
  home.pass(made.terms.expires_ms - home.now());
  home.append(home.by_identity(made.invitee, home.accept_act(made, made.invitee)));
  CHECK(home.directory().find_member(made.invitee.actor)->is_active());
}

TEST_CASE("directory: managers and deputies invite the roles below them") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person deputy = home.join_active(manager, Role::deputy);
  const Person carer = home.join_active(deputy, Role::carer);
  CHECK(home.directory().find_member(carer.actor)->is_active());
}

TEST_CASE("directory: an invitation is cancelled by whoever may invite that role") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const OpenInvite made = home.invite(home.founder(), Role::carer);
  home.append(home.by_device(manager, InviteCancel{made.terms.invite}));
  CHECK(home.directory().find_invitation(made.terms.invite)->state == InviteState::cancelled);
}

TEST_CASE("directory: confirm_user makes a pending member active") {
  Home home;
  const Person manager = home.join(home.founder(), Role::manager);
  CHECK_FALSE(home.directory().find_member(manager.actor)->is_active());
  home.append(home.by_device(home.founder(), home.confirm_act(manager)));
  CHECK(home.directory().find_member(manager.actor)->is_active());
  const Person second = home.join_active(home.founder(), Role::owner);
  CHECK(home.directory().find_member(second.actor)->is_active());
  CHECK(home.directory().active_owners() == 2);
}

TEST_CASE("directory: grants are remembered for their recipient, in order") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const GrantCommit first = home.grant_act(carer, {DataClass::common, DataClass::card, DataClass::care});
  home.append(home.by_device(home.founder(), first));
  home.append(home.by_device(home.founder(), home.rotate_act({DataClass::care}, home.unit())));
  const GrantCommit second = home.grant_act(carer, {DataClass::care});
  home.append(home.by_device(home.founder(), second));
  const auto grants = home.directory().grants_for(carer.actor);
  REQUIRE(grants.size() == 4);
  CHECK(grants[0].grant == first.grants[0]);
  CHECK(grants[2].grant == first.grants[2]);
  CHECK(grants[3].grant == second.grants[0]);
  CHECK(grants[3].grant.generation == 2);
  CHECK(grants[3].granter == home.founder().actor);
  CHECK(home.directory().grants_for(home.founder().actor).empty());
}

TEST_CASE("directory: an owner grants to himself, so that another device can open the compartments") {
  Home home;
  home.append(home.by_device(home.founder(), home.grant_act(home.founder(), {DataClass::care, DataClass::finance})));
  CHECK(home.directory().grants_for(home.founder().actor).size() == 2);
}

TEST_CASE("directory: a device key counts from its index on, and until it is revoked") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const std::uint64_t added = home.log().back().index;
  const auto tablet = crypto::SigningKey::make(home.random());
  auto act = home.add_device_act(carer, tablet);
  act.kind = DeviceKind::shared;
  home.append(home.by_identity(carer, act));
  const KeyId tablet_id = crypto::derive_key_id(tablet.public_key());
  CHECK(home.directory().find_key(tablet_id)->kind == KeyKind::shared_device);
  CHECK(home.directory().find_key(carer.device_id())->kind == KeyKind::personal_device);
  CHECK(home.directory().keys_of(carer.actor).size() == 3);
  home.append(home.by_device(carer, RevokeDevice{tablet_id}));
  const std::uint64_t revoked = home.log().back().index;
  CHECK_FALSE(home.directory().key_valid_at(tablet_id, added));
  CHECK(home.directory().key_valid_at(tablet_id, revoked - 1));
  CHECK_FALSE(home.directory().key_valid_at(tablet_id, revoked));
  CHECK(home.directory().key_valid_at(carer.device_id(), revoked));
}

TEST_CASE("directory: owner and manager revoke devices of others, a device may revoke itself") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person carer = home.join_active(manager, Role::carer);
  const Person nurse = home.join_active(manager, Role::nurse);
  home.append(home.by_device(manager, RevokeDevice{carer.device_id()}));
  home.append(home.by_device(nurse, RevokeDevice{nurse.device_id()}));
  home.append(home.by_device(home.founder(), RevokeDevice{manager.device_id()}));
  for (const Person* each : {&manager, &carer, &nurse}) {
    CHECK_FALSE(home.directory().key_valid_at(each->device_id(), home.log().back().index));
    CHECK(home.directory().find_member(each->actor)->is_active());
  }
}

TEST_CASE("directory: revoke_user ends every key of the member at its index, never backwards") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const std::uint64_t before = home.log().back().index;
  home.append(home.by_device(home.founder(), RevokeUser{carer.actor}));
  const std::uint64_t at = home.log().back().index;
  CHECK(home.directory().find_member(carer.actor)->now().standing == Standing::revoked);
  CHECK(home.directory().find_period(carer.actor, before)->standing == Standing::active);
  for (const MemberKey* key : home.directory().keys_of(carer.actor)) {
    CHECK(key->valid_at(before));
    CHECK_FALSE(key->valid_at(at));
  }
}

TEST_CASE("directory: a pending member may be revoked, and own devices taken out before confirmation") {
  Home home;
  const Person manager = home.join(home.founder(), Role::manager);
  home.append(home.by_identity(manager, RevokeDevice{manager.device_id()}));
  home.append(home.by_device(home.founder(), RevokeUser{manager.actor}));
  CHECK(home.directory().find_member(manager.actor)->now().standing == Standing::revoked);
}

TEST_CASE("directory: set_role counts from its index on") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person carer = home.join_active(manager, Role::carer);
  const std::uint64_t before = home.log().back().index;
  home.append(home.by_device(manager, SetRole{carer.actor, Role::senior, home.unit()}));
  CHECK(home.directory().find_period(carer.actor, before)->role == Role::carer);
  CHECK(home.directory().find_member(carer.actor)->now().role == Role::senior);
  home.append(home.by_device(home.founder(), SetRole{carer.actor, Role::manager, home.unit()}));
  CHECK(home.directory().find_member(carer.actor)->now().role == Role::manager);
  CHECK(home.directory().find_period(carer.actor, 0) == nullptr);
}

TEST_CASE("directory: of two owners one may step down or be removed") {
  Home home;
  const Person second = home.join_active(home.founder(), Role::owner);
  const Person third = home.join_active(second, Role::owner);
  home.append(home.by_device(home.founder(), SetRole{home.founder().actor, Role::manager, home.unit()}));
  home.append(home.by_device(third, RevokeUser{second.actor}));
  CHECK(home.directory().active_owners() == 1);
}

TEST_CASE("directory: set_policy replaces the policy") {
  Home home;
  const Policy policy{.idle_minutes = 2, .suite = 1, .totp_all = true};
  home.append(home.by_device(home.founder(), SetPolicy{policy}));
  CHECK(home.directory().policy() == policy);
}

TEST_CASE("directory: an identity key may sign whatever a device key may") {
  Home home;
  home.append(home.by_identity(home.founder(), SetPolicy{{.idle_minutes = 3}}));
  CHECK(home.directory().policy().idle_minutes == 3);
}

TEST_CASE("directory: leaves of other kinds may lie between, and records use up numbers of the key") {
  Home home;
  auto statement = home.draft(home.founder().actor, home.founder().device, SetPolicy{{.idle_minutes = 3}});
  statement.head.number += 40;
  statement.head.previous = home.make_hash();
  Stored stored = home.sign(statement, home.founder().device);
  stored.index += 1000;
  home.append(stored);
  CHECK(home.directory().head_index() == stored.index);
}
