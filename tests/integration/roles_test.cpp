// Every route × every role and every state a person can be in: unconfirmed, without a second factor, locked out, removed, and with
// somebody else's proof.
#include "tests/integration/route_rows.h"

namespace care::test {
namespace {

Answer ask_to_sign_in(Device& device, const std::string& handle) { return device.start_sign_in(handle, "Wrong-Password-11"); }

// A member whose role the owner changes, so that nine roles need one password; the session goes on meanwhile.
Member& walker() {
  static Member one = route_world().home->join("wendy", Role::nurse);
  return one;
}

void give_role(const Member& member, Role role) {
  route_world().home->owner->act(Json::object({{"act", "set_role"}, {"actor", member.person.actor}, {"role", name_of(role)}}));
}

}  // namespace

TEST_CASE("roles: each role hears what the table says") {
  RouteWorld& world = route_world();
  const auto run = [](Member& member, Role role) {
    for (const RouteRow& row : route_rows()) {
      if (!is_public(row) && !ends_session(row)) check_row(row, name_of(role), member->ask(ask_of(row)), answer_for(row, role));
    }
  };
  run(world.home->owner, Role::owner);
  run(world.manager, Role::manager);
  run(world.carer, Role::carer);
  for (const Role role : {Role::nurse, Role::senior, Role::agency, Role::activities, Role::maintenance, Role::deputy}) {
    if (role != Role::nurse) give_role(walker(), role);
    run(walker(), role);
  }
}

TEST_CASE("roles: a member whom nobody has confirmed may be there, and neither read care nor write it") {
  for (const RouteRow& row : route_rows()) {
    if (is_public(row) || ends_session(row)) continue;
    check_row(row, "an unconfirmed deputy", route_world().pending->ask(ask_of(row)), answer_for_unconfirmed(row));
  }
}

TEST_CASE("roles: whoever is made a manager does nothing before the second factor stands but set it up") {
  give_role(walker(), Role::manager);
  for (const RouteRow& row : route_rows()) {
    if (is_public(row) || ends_session(row)) continue;
    check_row(row, "a manager without second factor", walker()->ask(ask_of(row)),
              row.without_second_factor ? row.answer : "second_factor_setup_needed");
  }
  give_role(walker(), Role::carer);
}

TEST_CASE("roles: who is locked out gets in nowhere with a new device, and goes on working on the one in use") {
  RouteWorld& world = route_world();
  Device stranger(world.server, "sunrise");
  for (int i = 0; i < 5; ++i) CHECK(ask_to_sign_in(stranger, walker().person.handle).status == 200);
  for (const RouteRow& row : route_rows()) {
    if (route_of(row).handler == Handler::start_signin) {
      check_row(row, "the locked person's new phone", ask_to_sign_in(stranger, walker().person.handle), "locked_out");
      continue;
    }
    if (ends_session(row)) continue;
    check_row(row, "the locked person's new phone", world.at_right_host(row, stranger).ask(ask_of(row)),
              is_public(row) ? row.answer : "session_missing");
    if (!is_public(row)) check_row(row, "the phone in use", walker()->ask(ask_of(row)), answer_for(row, Role::carer));
  }
}

TEST_CASE("roles: another person's proof, another method's and another session's count for nothing") {
  RouteWorld& world = route_world();
  for (const RouteRow& row : route_rows()) {
    if (is_public(row) || !route_of(row).proof) continue;
    Ask request = ask_of(row);
    request.proof = world.carer->proof_for(request);
    check_row(row, "the owner with the carer's proof", world.home->owner->ask(request), "session_proof_wrong");
    Ask other_method = ask_of(row);
    other_method.method = row.method == "DELETE" ? "GET" : "DELETE";
    request.proof = world.home->owner->proof_for(other_method);
    check_row(row, "the owner with a proof for another method", world.home->owner->ask(request), "session_proof_wrong");
    // The cookie of one session with the proof of another: neither's holder is asked for.
    request.proof = world.home->owner->proof_for(ask_of(row));
    request.cookie = world.carer->cookie_header();
    check_row(row, "the carer's cookie with the owner's proof", world.home->owner->ask(request), "session_proof_wrong");
  }
}

// Last: she is gone afterwards.
TEST_CASE("roles: who was removed opens nothing with the session that was open") {
  RouteWorld& world = route_world();
  world.home->owner->act(Json::object({{"act", "revoke_user"}, {"actor", walker().person.actor}}));
  for (const RouteRow& row : route_rows()) {
    if (is_public(row)) continue;
    check_row(row, "a leaver", walker()->ask(ask_of(row)), "session_missing");
  }
}

}  // namespace care::test
