// Malformed answers while somebody comes in: to a password, to an invitation, to a recovery kit.
#include "tests/hostile/forge.h"
#include "tests/hostile/malformed.h"

namespace care::test {

TEST_CASE("hostile: malformed answers to a password") {
  World& home = world();
  Victim device(home.server, "sunrise");
  Json signed_in;
  const auto renew = [&] {
    device.core().lock();
    const Answer answer = device.device().try_sign_in(home.nurse.person);
    REQUIRE(answer.status == 200);
    signed_in = answer.json;
  };
  renew();
  Tally tally;
  Json good = signed_in;
  for_each_mutant(pick(good, {"account", "actor", "csid", "expires", "identity", "keyring", "role", "wraps"}), [&](const Mutant& mutant) {
    INFO(mutant.where);
    const auto opened = device.core().open_vault(Json::object({{"signed_in", mutant.answer}}));
    const bool consumed = device.core().is_open() || (!opened.ok() && opened.error().code() == ErrorCode::unwrap_failed);
    if (!opened.ok()) tally.refuse(code_of(opened));
    if (opened.ok()) ++tally.same;
    // What was accepted is a number or a name that the log will judge; the seed is the right one or none.
    if (opened.ok() && device.core().is_open() && mutant.where.starts_with("actor")) CHECK(code_of(device.sync()) == "author_unknown");
    if (consumed) renew();
  });
  CHECK(tally.refused > 60);
}

TEST_CASE("hostile: malformed answers to the first half of a password") {
  World& home = world();
  Device device(home.server, "sunrise");
  // Nobody's account: it is answered like one, and no member is locked out by a question that was never finished.
  const std::string handle = "nobody@sunrise.example";
  const BytesView password = as_bytes(std::string_view("Amber-Window-Otters-8"));
  const Answer started = device.start_sign_in(handle, "Amber-Window-Otters-8");
  REQUIRE(started.status == 200);
  Tally tally;
  for_each_mutant(pick(started.json, {"account", "ke2"}), [&](const Mutant& mutant) {
    INFO(mutant.where);
    // A question of its own each time: whatever answers it is read as far as it goes.
    REQUIRE(device.core().signin_start(password, Json::object({{"handle", handle}})).ok());
    Json args = mutant.answer;
    const auto finished = device.core().signin_finish(args.set("ws", home.home.workspace));
    CHECK_FALSE(finished.ok());
    if (!finished.ok()) tally.refuse(code_of(finished));
  });
  CHECK(tally.refused > 15);
}

TEST_CASE("hostile: malformed answers to an invitation") {
  World& home = world();
  Device device(home.server, "sunrise");
  const Invitation& mine = home.open_invitation;
  const Json opened = device.post("/api/v1/invites/open", Json::object({{"inv", mine.inv}}));
  const auto open = [&](const Json& answer) {
    Json args = pick(answer, {"hello"});
    return device.core().invite_open(mine.code, args.set("inv", mine.inv).set("ws", home.home.workspace));
  };
  Tally tally;
  for_each_mutant(pick(opened, {"hello"}), [&](const Mutant& mutant) {
    INFO(mutant.where);
    const auto refused = open(mutant.answer);
    CHECK_FALSE(refused.ok());
    if (!refused.ok()) tally.refuse(code_of(refused));
  });
  Json request = Json::object();
  const auto begin = [&] {
    REQUIRE(code_of(open(opened)) == "ok");
    const auto made = device.core().invite_register(as_bytes(home.nurse.person.password), Json::object({{"handle", "ines@sunrise.example"}}));
    REQUIRE(made.ok());
    request = *made;
  };
  begin();
  const Json registered = device.post("/api/v1/invites/register", request.set("handle", "ines@sunrise.example").set("inv", mine.inv));
  const Json answer = Json::object({{"dir", *opened.find("dir")}, {"response", *registered.find("response")}});
  for_each_mutant(answer, [&](const Mutant& mutant) {
    INFO(mutant.where);
    begin();
    Json args = mutant.answer;
    const auto made = device.core().invite_accept(args.set("now", device.now_ms()));
    if (!made.ok()) return tally.refuse(code_of(made));
    // Another head of the members, or another key for the password: what is signed with it no honest server and no member takes.
    ++tally.same;
  });
  CHECK(tally.refused > 25);
  CHECK(tally.same < 4);
}

TEST_CASE("hostile: malformed answers to a recovery kit") {
  World& home = world();
  Victim owner(home.server, "sunrise");
  owner.settle(home.carer.person);
  std::string sheet;
  const Json lines = owner.device().store_kit();
  for (const Json& line : lines.items()) sheet += line.text() + "\n";
  Device stranger(home.server, "sunrise");
  const auto start = [&] {
    const auto started = stranger.core().recover_start(
        as_bytes(std::string_view("Amber-Window-Otters-8")),
        Json::object({{"handle", home.carer.person.handle}, {"kit", sheet}, {"ws", home.home.workspace}}));
    REQUIRE(code_of(started) == "ok");
    return *started;
  };
  const Answer answer = stranger.try_post("/api/v1/recovery/start", start());
  REQUIRE(answer.status == 200);
  Tally tally;
  for_each_mutant(answer.json, [&](const Mutant& mutant) {
    INFO(mutant.where);
    start();
    const auto made = stranger.core().recover_finish(mutant.answer);
    if (!made.ok()) return tally.refuse(code_of(made));
    // The id of this recovery is the server's own, and so is the key that its half of the new password is made with. That the wrap
    // is a kit's is not read from the answer: it is bound in the wrap.
    const auto is_about = [&](std::string_view part) { return mutant.where.starts_with(part); };
    CHECK((is_about("recovery") || is_about("response") || is_about("wrap.kind")));
    ++tally.same;
  });
  CHECK(tally.refused > 40);
  CHECK(tally.same < 6);
}

}  // namespace care::test
