// Forged, replayed and wrongly signed statements, and those of people who have not the right.
#include "tests/unit/membership/home_builder.h"

using namespace care;
using namespace care::membership;
using namespace care::test;

namespace {

// The founder's next statement, changed before it is signed.
Stored changed(const Home& home, const std::function<void(MembershipStatement&)>& change) {
  auto statement = home.draft(home.founder().actor, home.founder().device, SetPolicy{{.idle_minutes = 5}});
  change(statement);
  return home.sign(statement, home.founder().device);
}

}  // namespace

TEST_CASE("directory: refuses a genesis that is not signed by its own key, not first, or not a genesis") {
  Home home;
  const Stored good = home.log().front();
  REQUIRE(Directory::from_genesis(good.entry()).ok());
  const auto code = [](const Stored& stored) { return Directory::from_genesis(stored.entry()).error().code(); };

  Stored moved = good;
  moved.index = 1;
  CHECK(code(moved) == ErrorCode::genesis_mismatch);
  Stored resigned = good;
  resigned.signature = crypto::sign_statement(home.founder().device, good.body);
  CHECK(code(resigned) == ErrorCode::signature_invalid);
  Stored other = home.log()[1];
  other.index = 0;
  CHECK(code(other) == ErrorCode::genesis_mismatch);

  auto statement = parse_membership_statement(good.body).value();
  statement.head.number = 2;
  statement.head.previous = home.make_hash();
  Stored late = home.sign(statement, home.founder().identity);
  late.index = 0;
  CHECK(code(late) == ErrorCode::counter_wrong);
  statement = parse_membership_statement(good.body).value();
  statement.head.key = home.founder().device_id();
  Stored named = home.sign(statement, home.founder().identity);
  named.index = 0;
  CHECK(code(named) == ErrorCode::author_unknown);
  statement = parse_membership_statement(good.body).value();
  statement.head.tree = {.size = 3, .root = home.make_hash()};
  Stored grown = home.sign(statement, home.founder().identity);
  grown.index = 0;
  CHECK(code(grown) == ErrorCode::head_unknown);
}

TEST_CASE("directory: a server's own genesis with the home's name has another hash") {
  Home home(1);
  Home forged(2);
  CHECK(home.directory().name() == forged.directory().name());
  CHECK(home.directory().genesis_hash() != forged.directory().genesis_hash());
}

TEST_CASE("directory: a second genesis in the log is refused") {
  Home home;
  auto statement = home.draft(home.founder().actor, home.founder().identity, home.genesis_act());
  statement.previous_membership.reset();
  CHECK(home.refusal(home.sign(statement, home.founder().identity)) == ErrorCode::directory_broken);
}

TEST_CASE("directory: refuses any flipped bit of body or signature") {
  Home home;
  const Stored good = home.by_device(home.founder(), SetPolicy{{.idle_minutes = 5}});
  REQUIRE_FALSE(home.refusal(good).has_value());
  for (std::size_t i = 0; i < good.body.size(); ++i) {
    Stored bad = good;
    bad.body[i] = static_cast<std::uint8_t>(bad.body[i] ^ (1U << (i % 8)));
    CHECK_FALSE(home.directory().check(bad.entry()).ok());
  }
  for (std::size_t i = 0; i < good.signature.size(); ++i) {
    Stored bad = good;
    bad.signature[i] = static_cast<std::uint8_t>(bad.signature[i] ^ (1U << (i % 8)));
    CHECK(home.refusal(bad) == ErrorCode::signature_invalid);
  }
}

TEST_CASE("directory: refuses a statement of another home") {
  Home home;
  const WorkspaceId other = make_id<WorkspaceId>(home.random());
  CHECK(home.refusal(changed(home, [&](auto& s) { s.head.workspace = other; })) == ErrorCode::genesis_mismatch);
}

TEST_CASE("directory: refuses a statement that does not follow the newest membership statement") {
  Home home;
  const Hash32 older = audit::statement_hash(home.log()[1].body);
  const Hash32 invented = home.make_hash();
  CHECK(home.refusal(changed(home, [&](auto& s) { s.previous_membership = older; })) == ErrorCode::directory_stale);
  CHECK(home.refusal(changed(home, [&](auto& s) { s.previous_membership = invented; })) == ErrorCode::directory_stale);
}

TEST_CASE("directory: refuses a replayed statement, at the same and at a later index") {
  Home home;
  Stored again = home.log().back();
  CHECK(home.refusal(again) == ErrorCode::directory_broken);
  again.index += 1;
  CHECK(home.refusal(again) == ErrorCode::counter_wrong);
}

TEST_CASE("directory: refuses a counter that goes back and a chain that names another statement") {
  Home home;
  const auto back = [&](auto& s) {
    s.head.number = 1;
    s.head.previous.reset();
  };
  CHECK(home.refusal(changed(home, back)) == ErrorCode::counter_wrong);
  const Hash32 invented = home.make_hash();
  CHECK(home.refusal(changed(home, [&](auto& s) { s.head.previous = invented; })) == ErrorCode::previous_mismatch);
}

TEST_CASE("directory: refuses a tree head larger than the log was") {
  Home home;
  const Hash32 root = home.make_hash();
  const std::uint64_t next = home.log().back().index + 1;
  CHECK_FALSE(home.refusal(changed(home, [&](auto& s) { s.head.tree = {.size = next, .root = root}; })).has_value());
  CHECK(home.refusal(changed(home, [&](auto& s) { s.head.tree = {.size = next + 1, .root = root}; })) ==
        ErrorCode::head_unknown);
}

TEST_CASE("directory: refuses a key nobody entered, and one used in another's name") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const Person stranger = home.make_person();
  const Act act = SetPolicy{{.idle_minutes = 5}};
  CHECK(home.refusal(home.by_device(stranger, act)) == ErrorCode::author_unknown);
  CHECK(home.refusal(home.sign(home.draft(home.founder().actor, carer.device, act), carer.device)) ==
        ErrorCode::author_unknown);
  // Claims the owner's key, signed with another.
  CHECK(home.refusal(home.sign(home.draft(home.founder().actor, home.founder().device, act), carer.device)) ==
        ErrorCode::signature_invalid);
}

TEST_CASE("directory: nobody gives himself or others a role beyond his own right") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person deputy = home.join_active(home.founder(), Role::deputy);
  const Person carer = home.join_active(home.founder(), Role::carer);
  const auto set = [&](const Person& signer, const Person& target, Role role) {
    return home.refusal(home.by_device(signer, SetRole{target.actor, role, home.unit()}));
  };
  CHECK(set(carer, carer, Role::owner) == ErrorCode::role_forbids);
  CHECK(set(carer, carer, Role::carer) == ErrorCode::role_forbids);
  CHECK(set(deputy, deputy, Role::manager) == ErrorCode::role_forbids);
  CHECK(set(deputy, carer, Role::agency) == ErrorCode::role_forbids);
  CHECK(set(manager, manager, Role::owner) == ErrorCode::role_forbids);
  CHECK(set(manager, carer, Role::manager) == ErrorCode::role_forbids);
  CHECK(set(manager, home.founder(), Role::carer) == ErrorCode::role_forbids);
  CHECK(set(manager, carer, Role::deputy) == std::nullopt);
}

TEST_CASE("directory: set_role refuses unknown people, unknown units and those who were removed") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const Person stranger = home.make_person();
  const UnitId elsewhere = make_id<UnitId>(home.random());
  const auto set = [&](const Person& target, const UnitId& unit) {
    return home.refusal(home.by_device(home.founder(), SetRole{target.actor, Role::nurse, unit}));
  };
  CHECK(set(stranger, home.unit()) == ErrorCode::not_found);
  CHECK(set(carer, elsewhere) == ErrorCode::not_found);
  home.append(home.by_device(home.founder(), RevokeUser{carer.actor}));
  CHECK(set(carer, home.unit()) == ErrorCode::directory_stale);
}

TEST_CASE("directory: rotate_class refuses other roles, skipped and repeated generations") {
  Home home;
  for (const Role role : kRoleList) {
    if (role == Role::owner || role == Role::manager) continue;
    const Person person = home.join_active(home.founder(), role);
    CHECK(home.refusal(home.by_device(person, home.rotate_act({DataClass::common}, home.unit()))) ==
          ErrorCode::role_forbids);
  }
  RotateClass act = home.rotate_act({DataClass::care}, home.unit());
  for (const std::uint32_t generation : {1U, 3U, 0xFFFFFFFFU}) {
    act.classes.front().generation = generation;
    CHECK(home.refusal(home.by_device(home.founder(), act)) == ErrorCode::generation_stale);
  }
  act.unit = make_id<UnitId>(home.random());
  act.classes.front().generation = 2;
  CHECK(home.refusal(home.by_device(home.founder(), act)) == ErrorCode::generation_stale);
}

TEST_CASE("directory: set_policy is for owners alone") {
  Home home;
  for (const Role role : kRoleList) {
    if (role == Role::owner) continue;
    const Person person = home.join_active(home.founder(), role);
    CHECK(home.refusal(home.by_device(person, SetPolicy{})) == ErrorCode::role_forbids);
  }
}

TEST_CASE("directory: the last owner stays") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person pending = home.join(home.founder(), Role::owner);
  const Act remove = RevokeUser{home.founder().actor};
  const Act lower = SetRole{home.founder().actor, Role::manager, home.unit()};
  CHECK(home.refusal(home.by_device(home.founder(), remove)) == ErrorCode::last_owner);
  CHECK(home.refusal(home.by_device(home.founder(), lower)) == ErrorCode::last_owner);
  CHECK(home.refusal(home.by_device(manager, remove)) == ErrorCode::role_forbids);
  // Not yet confirmed: does not count as an owner, and may go.
  CHECK_FALSE(home.refusal(home.by_device(home.founder(), RevokeUser{pending.actor})).has_value());
  home.append(home.by_device(home.founder(), home.confirm_act(pending)));
  CHECK_FALSE(home.refusal(home.by_device(home.founder(), remove)).has_value());
}

TEST_CASE("directory: revoke_user is for those who may invite that role") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person deputy = home.join_active(home.founder(), Role::deputy);
  const Person carer = home.join_active(home.founder(), Role::carer);
  const Person nurse = home.join_active(home.founder(), Role::nurse);
  const auto revoke = [&](const Person& signer, const Person& target) {
    return home.refusal(home.by_device(signer, RevokeUser{target.actor}));
  };
  CHECK(revoke(carer, nurse) == ErrorCode::role_forbids);
  CHECK(revoke(carer, carer) == ErrorCode::role_forbids);
  CHECK(revoke(deputy, nurse) == ErrorCode::role_forbids);
  CHECK(revoke(deputy, manager) == ErrorCode::role_forbids);
  CHECK(revoke(manager, manager) == ErrorCode::role_forbids);
  CHECK(revoke(deputy, carer) == std::nullopt);
  CHECK(revoke(manager, home.make_person()) == ErrorCode::not_found);
  home.append(home.by_device(manager, RevokeUser{carer.actor}));
  CHECK(revoke(manager, carer) == ErrorCode::directory_stale);
}

TEST_CASE("directory: nothing is believed of a removed member, device or identity key alike") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  home.append(home.by_device(home.founder(), RevokeUser{manager.actor}));
  const auto tablet = crypto::SigningKey::make(home.random());
  CHECK(home.refusal(home.by_device(manager, home.make_invite(Role::carer).terms)) == ErrorCode::author_revoked);
  CHECK(home.refusal(home.by_identity(manager, home.add_device_act(manager, tablet))) == ErrorCode::author_revoked);
  CHECK(home.refusal(home.by_device(manager, SetRole{manager.actor, Role::owner, home.unit()})) ==
        ErrorCode::author_revoked);
}

TEST_CASE("directory: nothing is believed of a revoked device, though its owner goes on with another") {
  Home home;
  home.append(home.by_identity(home.founder(), RevokeDevice{home.founder().device_id()}));
  CHECK(home.refusal(home.by_device(home.founder(), SetPolicy{{.idle_minutes = 5}})) == ErrorCode::author_revoked);
  CHECK_FALSE(home.refusal(home.by_identity(home.founder(), SetPolicy{{.idle_minutes = 5}})).has_value());
  // The same key does not come back.
  const auto again = home.add_device_act(home.founder(), home.founder().device);
  CHECK(home.refusal(home.by_identity(home.founder(), again)) == ErrorCode::key_invalid);
}

TEST_CASE("directory: add_device needs the identity key and the new key's own signature for this member") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const Person nurse = home.join_active(home.founder(), Role::nurse);
  const auto tablet = crypto::SigningKey::make(home.random());
  const AddDevice good = home.add_device_act(carer, tablet);
  CHECK_FALSE(home.refusal(home.by_identity(carer, good)).has_value());
  CHECK(home.refusal(home.by_device(carer, good)) == ErrorCode::role_forbids);
  AddDevice missing = good;
  missing.possession = {};
  CHECK(home.refusal(home.by_identity(carer, missing)) == ErrorCode::signature_invalid);
  // Possession shown for somebody else, and a key that somebody else holds.
  CHECK(home.refusal(home.by_identity(carer, home.add_device_act(nurse, tablet))) == ErrorCode::signature_invalid);
  AddDevice stolen = good;
  stolen.key = nurse.device.public_key();
  CHECK(home.refusal(home.by_identity(carer, stolen)) == ErrorCode::signature_invalid);
  CHECK(home.refusal(home.by_identity(carer, home.add_device_act(carer, nurse.device))) == ErrorCode::key_invalid);
  CHECK(home.refusal(home.by_identity(carer, home.add_device_act(carer, carer.identity))) == ErrorCode::key_invalid);
}

TEST_CASE("directory: a possession signature of another home is worth nothing") {
  Home home;
  const auto tablet = crypto::SigningKey::make(home.random());
  const crypto::Possession elsewhere{.workspace = make_id<WorkspaceId>(home.random()),
                                     .actor = home.founder().actor,
                                     .xwing_key_hash = Hash32{}};
  const AddDevice act{tablet.public_key(), DeviceKind::personal, crypto::sign_possession(tablet, elsewhere)};
  CHECK(home.refusal(home.by_identity(home.founder(), act)) == ErrorCode::signature_invalid);
}

TEST_CASE("directory: revoke_device is for the member, owner and manager, and never for an identity key") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const Person deputy = home.join_active(home.founder(), Role::deputy);
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Act act = RevokeDevice{carer.device_id()};
  CHECK(home.refusal(home.by_device(deputy, act)) == ErrorCode::role_forbids);
  CHECK(home.refusal(home.by_device(manager, RevokeDevice{home.founder().identity_id()})) == ErrorCode::not_found);
  CHECK(home.refusal(home.by_device(carer, RevokeDevice{carer.identity_id()})) == ErrorCode::not_found);
  const KeyId unknown = crypto::derive_key_id(crypto::SigningKey::make(home.random()).public_key());
  CHECK(home.refusal(home.by_device(manager, RevokeDevice{unknown})) == ErrorCode::not_found);
  home.append(home.by_device(carer, act));
  CHECK(home.refusal(home.by_device(manager, act)) == ErrorCode::directory_stale);
}
