// Attacks on the way in: invitations, acceptance, confirmation, grants.
#include "tests/unit/membership/home_builder.h"

using namespace care;
using namespace care::membership;
using namespace care::test;

TEST_CASE("directory: invite is refused to whoever may not invite that role") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person deputy = home.join_active(home.founder(), Role::deputy);
  const Person carer = home.join_active(home.founder(), Role::carer);
  const auto invite = [&](const Person& signer, Role role) {
    return home.refusal(home.by_device(signer, home.make_invite(role).terms));
  };
  for (const Role role : kRoleList) CHECK(invite(carer, role) == ErrorCode::role_forbids);
  for (const Role role : {Role::owner, Role::manager}) CHECK(invite(manager, role) == ErrorCode::role_forbids);
  for (const Role role : {Role::owner, Role::manager, Role::deputy, Role::nurse, Role::senior}) {
    CHECK(invite(deputy, role) == ErrorCode::role_forbids);
  }
}

TEST_CASE("directory: a pending member has no rights yet, whatever the role says") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  for (const Role role : {Role::owner, Role::manager, Role::deputy}) {
    const Person pending = home.join(home.founder(), role);
    const auto refused = [&](const Act& act) {
      return home.refusal(home.by_device(pending, act)) == ErrorCode::confirmation_needed;
    };
    CHECK(refused(home.make_invite(Role::carer).terms));
    CHECK(refused(home.rotate_act({DataClass::common}, home.unit())));
    CHECK(refused(RevokeUser{carer.actor}));
    CHECK(refused(RevokeDevice{carer.device_id()}));
    CHECK(refused(SetRole{pending.actor, Role::owner, home.unit()}));
    CHECK(refused(home.confirm_act(pending)));
    CHECK(refused(home.grant_act(carer, {DataClass::common})));
    CHECK(refused(SetPolicy{}));
  }
}

TEST_CASE("directory: an invitation lasts at most 72 hours and ends after it began") {
  Home home;
  auto terms = home.make_invite(Role::carer).terms;
  const auto with_expiry = [&](std::uint64_t expires) {
    terms.expires_ms = expires;
    return home.refusal(home.by_device(home.founder(), terms));
  };
  CHECK(with_expiry(home.now() + kInviteMaxMs) == std::nullopt);
  CHECK(with_expiry(home.now() + kInviteMaxMs + 1) == ErrorCode::field_out_of_range);
  CHECK(with_expiry(home.now()) == ErrorCode::field_out_of_range);
  CHECK(with_expiry(1) == ErrorCode::field_out_of_range);
}

TEST_CASE("directory: an invitation names a known unit, a new id and a new pseudonym") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const OpenInvite open = home.invite(home.founder(), Role::carer);
  const auto refusal = [&](const std::function<void(Invite&)>& change) {
    auto terms = home.make_invite(Role::carer).terms;
    change(terms);
    return home.refusal(home.by_device(home.founder(), terms));
  };
  const UnitId elsewhere = make_id<UnitId>(home.random());
  CHECK(refusal([&](Invite& terms) { terms.unit = elsewhere; }) == ErrorCode::not_found);
  CHECK(refusal([&](Invite& terms) { terms.invite = open.terms.invite; }) == ErrorCode::invite_used);
  CHECK(refusal([&](Invite& terms) { terms.actor = open.terms.actor; }) == ErrorCode::invite_used);
  CHECK(refusal([&](Invite& terms) { terms.actor = carer.actor; }) == ErrorCode::invite_used);
  CHECK(refusal([&](Invite& terms) { terms.actor = home.founder().actor; }) == ErrorCode::invite_used);
}

TEST_CASE("directory: add_user needs an invitation that is open and has not run out") {
  Home home;
  OpenInvite made = home.make_invite(Role::carer);
  const auto accept = [&] { return home.refusal(home.by_identity(made.invitee, home.accept_act(made, made.invitee))); };
  CHECK(accept() == ErrorCode::invite_unknown);
  home.append(home.by_device(home.founder(), made.terms));
  CHECK(accept() == std::nullopt);
  home.pass(made.terms.expires_ms - home.now() + 1);
  CHECK(accept() == ErrorCode::invite_expired);
}

TEST_CASE("directory: the leaf's time decides whether an invitation ran out, not the invitee's clock") {
  Home home;
  OpenInvite made = home.invite(home.founder(), Role::carer);
  auto statement = home.draft(made.invitee.actor, made.invitee.identity, home.accept_act(made, made.invitee));
  statement.head.time_ms = Home::kStart;
  Stored late = home.sign(statement, made.invitee.identity);
  late.time_ms = made.terms.expires_ms + 1;
  CHECK(home.refusal(late) == ErrorCode::invite_expired);
}

TEST_CASE("directory: a cancelled invitation opens nothing and is cancelled once") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  OpenInvite made = home.invite(home.founder(), Role::nurse);
  const Act cancel = InviteCancel{made.terms.invite};
  CHECK(home.refusal(home.by_device(carer, cancel)) == ErrorCode::role_forbids);
  home.append(home.by_device(home.founder(), cancel));
  CHECK(home.refusal(home.by_identity(made.invitee, home.accept_act(made, made.invitee))) == ErrorCode::invite_unknown);
  CHECK(home.refusal(home.by_device(home.founder(), cancel)) == ErrorCode::invite_used);
  const InviteId unknown = make_id<InviteId>(home.random());
  CHECK(home.refusal(home.by_device(home.founder(), InviteCancel{unknown})) == ErrorCode::invite_unknown);
}

TEST_CASE("directory: an invitation is used once, by whom it was meant for") {
  Home home;
  OpenInvite made = home.invite(home.founder(), Role::carer);
  const Person thief = home.make_person();
  CHECK(home.refusal(home.by_identity(thief, home.accept_act(made, thief))) == ErrorCode::author_unknown);
  // The thief under the reserved pseudonym: a valid code makes this the invitee, once.
  home.append(home.by_identity(made.invitee, home.accept_act(made, made.invitee)));
  auto statement = home.draft(made.terms.actor, thief.identity, home.accept_act(made, thief));
  CHECK(home.refusal(home.sign(statement, thief.identity)) == ErrorCode::invite_used);
  CHECK(home.refusal(home.by_device(home.founder(), InviteCancel{made.terms.invite})) == ErrorCode::invite_used);
}

TEST_CASE("directory: add_user with another code, or with keys the code did not sign, is refused") {
  Home home;
  OpenInvite made = home.invite(home.founder(), Role::carer);
  const AddUser good = home.accept_act(made, made.invitee);
  const auto refusal = [&](const AddUser& act) { return home.refusal(home.by_identity(made.invitee, act)); };
  CHECK(refusal(good) == std::nullopt);

  const OpenInvite other = home.make_invite(Role::carer);
  const OpenInvite wrong_code{made.terms, crypto::SigningKey::make(home.random()), home.make_person()};
  CHECK(refusal(home.accept_act(wrong_code, made.invitee)) == ErrorCode::invite_code_wrong);
  AddUser swapped = good;
  swapped.xwing = other.invitee.xwing.public_key();
  CHECK(refusal(swapped) == ErrorCode::invite_code_wrong);
  AddUser unsigned_act = good;
  unsigned_act.invite_signature = {};
  CHECK(refusal(unsigned_act) == ErrorCode::invite_code_wrong);
  // Another identity key in the body than the one that signs.
  swapped = good;
  swapped.identity = other.invitee.identity.public_key();
  CHECK(refusal(swapped) == ErrorCode::author_unknown);
}

TEST_CASE("directory: an acceptance signed for one invitation, person or home does not open another") {
  Home home;
  OpenInvite made = home.invite(home.founder(), Role::carer);
  const auto refusal = [&](const std::function<void(crypto::InviteAcceptance&)>& change) {
    crypto::InviteAcceptance acceptance{.workspace = home.workspace(),
                                        .invite = made.terms.invite,
                                        .actor = made.terms.actor,
                                        .signing_key = made.invitee.identity.public_key(),
                                        .xwing_key_hash = made.invitee.xwing_hash()};
    change(acceptance);
    AddUser act = home.accept_act(made, made.invitee);
    act.invite_signature = crypto::sign_invite_acceptance(made.key, acceptance);
    return home.refusal(home.by_identity(made.invitee, act));
  };
  const Person other = home.make_person();
  CHECK(refusal([](auto&) {}) == std::nullopt);
  CHECK(refusal([&](auto& a) { a.workspace = make_id<WorkspaceId>(home.random()); }) == ErrorCode::invite_code_wrong);
  CHECK(refusal([&](auto& a) { a.invite = make_id<InviteId>(home.random()); }) == ErrorCode::invite_code_wrong);
  CHECK(refusal([&](auto& a) { a.actor = other.actor; }) == ErrorCode::invite_code_wrong);
  CHECK(refusal([&](auto& a) { a.signing_key = other.identity.public_key(); }) == ErrorCode::invite_code_wrong);
  CHECK(refusal([&](auto& a) { a.xwing_key_hash = other.xwing_hash(); }) == ErrorCode::invite_code_wrong);
}

TEST_CASE("directory: add_user begins a key, so its number is 1") {
  Home home;
  OpenInvite made = home.invite(home.founder(), Role::carer);
  auto statement = home.draft(made.invitee.actor, made.invitee.identity, home.accept_act(made, made.invitee));
  statement.head.number = 2;
  statement.head.previous = home.make_hash();
  CHECK(home.refusal(home.sign(statement, made.invitee.identity)) == ErrorCode::counter_wrong);
}

TEST_CASE("directory: no key serves two people") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const OpenInvite made = home.invite(home.founder(), Role::carer);
  const auto accept_with = [&](const crypto::SigningKey& identity, const crypto::XWingPublicKey& xwing) {
    const crypto::InviteAcceptance acceptance{.workspace = home.workspace(),
                                              .invite = made.terms.invite,
                                              .actor = made.terms.actor,
                                              .signing_key = identity.public_key(),
                                              .xwing_key_hash = crypto::derive_xwing_key_hash(xwing)};
    const AddUser act{made.terms.invite, identity.public_key(), xwing,
                      crypto::sign_invite_acceptance(made.key, acceptance)};
    auto statement = home.draft(made.terms.actor, identity, act);
    statement.head.number = 1;
    statement.head.previous.reset();
    return home.refusal(home.sign(statement, identity));
  };
  CHECK(accept_with(carer.identity, made.invitee.xwing.public_key()) == ErrorCode::key_invalid);
  CHECK(accept_with(carer.device, made.invitee.xwing.public_key()) == ErrorCode::key_invalid);
  CHECK(accept_with(home.founder().identity, made.invitee.xwing.public_key()) == ErrorCode::key_invalid);
  CHECK(accept_with(made.invitee.identity, carer.xwing.public_key()) == ErrorCode::key_invalid);
  CHECK(accept_with(made.invitee.identity, made.invitee.xwing.public_key()) == std::nullopt);
}

TEST_CASE("directory: with an inviter's removal or lower role the open invitations close") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const OpenInvite nurse = home.invite(manager, Role::nurse);
  const OpenInvite carer = home.invite(manager, Role::carer);
  const auto accept = [&](const OpenInvite& made) {
    return home.refusal(home.by_identity(made.invitee, home.accept_act(made, made.invitee)));
  };
  home.append(home.by_device(home.founder(), SetRole{manager.actor, Role::deputy, home.unit()}));
  CHECK(accept(nurse) == ErrorCode::invite_unknown);
  CHECK(accept(carer) == std::nullopt);
  home.append(home.by_device(home.founder(), RevokeUser{manager.actor}));
  CHECK(accept(carer) == ErrorCode::invite_unknown);
}

TEST_CASE("directory: confirm_user is not for oneself, not for equals, and only for the keys that were compared") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person second = home.join(home.founder(), Role::manager);
  const Person deputy = home.join(home.founder(), Role::deputy);
  const auto confirm = [&](const Person& signer, const ConfirmUser& act) {
    return home.refusal(home.by_device(signer, act));
  };
  CHECK(confirm(second, home.confirm_act(second)) == ErrorCode::confirmation_needed);
  CHECK(confirm(home.founder(), home.confirm_act(home.founder())) == ErrorCode::role_forbids);
  CHECK(confirm(manager, home.confirm_act(second)) == ErrorCode::role_forbids);
  CHECK(confirm(manager, home.confirm_act(deputy)) == std::nullopt);
  ConfirmUser act = home.confirm_act(deputy);
  act.identity = deputy.device_id();
  CHECK(confirm(manager, act) == ErrorCode::key_invalid);
  act = home.confirm_act(deputy);
  act.xwing_hash = second.xwing_hash();
  CHECK(confirm(manager, act) == ErrorCode::key_invalid);
  CHECK(confirm(home.founder(), home.confirm_act(home.make_person())) == ErrorCode::not_found);
  CHECK(confirm(home.founder(), home.confirm_act(manager)) == ErrorCode::directory_stale);
  home.append(home.by_device(manager, RevokeUser{deputy.actor}));
  CHECK(confirm(manager, home.confirm_act(deputy)) == ErrorCode::directory_stale);
}

TEST_CASE("directory: grants go only to active members whose role holds the class") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const Person pending = home.join(home.founder(), Role::manager);
  const auto grant = [&](const Person& to, std::initializer_list<DataClass> classes) {
    return home.refusal(home.by_device(home.founder(), home.grant_act(to, classes)));
  };
  CHECK(grant(carer, {DataClass::care}) == std::nullopt);
  CHECK(grant(carer, {DataClass::care, DataClass::meds}) == ErrorCode::role_forbids);
  CHECK(grant(pending, {DataClass::care}) == ErrorCode::confirmation_needed);
  CHECK(grant(home.make_person(), {DataClass::care}) == ErrorCode::not_found);
  home.append(home.by_device(home.founder(), RevokeUser{carer.actor}));
  CHECK(grant(carer, {DataClass::care}) == ErrorCode::directory_stale);
}

TEST_CASE("directory: grants come only from those who hold the class and may invite the recipient or rotate the class") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person deputy = home.join_active(home.founder(), Role::deputy);
  const Person carer = home.join_active(home.founder(), Role::carer);
  const Person nurse = home.join_active(home.founder(), Role::nurse);
  const auto grant = [&](const Person& from, const Person& to, std::initializer_list<DataClass> classes) {
    return home.refusal(home.by_device(from, home.grant_act(to, classes)));
  };
  CHECK(grant(deputy, carer, {DataClass::care}) == std::nullopt);
  CHECK(grant(manager, nurse, {DataClass::meds}) == std::nullopt);
  CHECK(grant(carer, carer, {DataClass::care}) == ErrorCode::role_forbids);
  CHECK(grant(nurse, carer, {DataClass::care}) == ErrorCode::role_forbids);
  CHECK(grant(deputy, nurse, {DataClass::care}) == ErrorCode::role_forbids);
  CHECK(grant(manager, home.founder(), {DataClass::care}) == std::nullopt);  // a manager who rotates must not shut the owner out
  CHECK(grant(home.founder(), manager, {DataClass::finance}) == ErrorCode::role_forbids);
}

TEST_CASE("directory: a grant names the recipient's real key and the compartment's real commitment") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const auto refusal = [&](const std::function<void(GrantCommit&)>& change) {
    GrantCommit act = home.grant_act(carer, {DataClass::common, DataClass::care});
    change(act);
    return home.refusal(home.by_device(home.founder(), act));
  };
  CHECK(refusal([](auto&) {}) == std::nullopt);
  CHECK(refusal([&](auto& act) { act.xwing_hash = home.founder().xwing_hash(); }) == ErrorCode::key_invalid);
  CHECK(refusal([&](auto& act) { act.grants[1].commitment = home.make_hash(); }) == ErrorCode::commitment_mismatch);
  CHECK(refusal([&](auto& act) { act.grants[1].commitment = act.grants[0].commitment; }) ==
        ErrorCode::commitment_mismatch);
  CHECK(refusal([&](auto& act) { act.grants[1].generation = 2; }) == ErrorCode::generation_stale);
  CHECK(refusal([&](auto& act) { act.unit = make_id<UnitId>(home.random()); }) == ErrorCode::generation_stale);
}
