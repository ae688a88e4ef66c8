// A session: who may go on with it, how long, and what it takes besides the cookie.
#include "tests/integration/writing.h"

namespace care::test {
namespace {

// A request whose proof is made now and may be sent later, or again.
Ask proved(Device& device, const std::string& path) {
  Ask request{.path = path};
  request.proof = device.proof_for(request);
  return request;
}

}  // namespace

TEST_CASE("session: the proof's counter can't be moved beyond what a clock can say") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  // The member's own device, gone mad: 2^64 - 300 would make every sum overflow.
  const Ask request{.path = "/api/v1/account/keys"};
  const auto far = home.owner->core().sign_request("GET", request.path, {}, 18'446'744'073'709'551'316ULL);
  REQUIRE(far.ok());
  Ask mad = request;
  mad.proof = text_of(*far, "proof");
  CHECK(home.owner->ask(mad).code() == "session_proof_wrong");
}

TEST_CASE("session: requests may overtake each other, but none counts twice") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  const Ask a = proved(*home.owner.device, "/api/v1/account/keys");
  const Ask b = proved(*home.owner.device, "/api/v1/members");
  CHECK(home.owner->ask(b).status == 200);
  CHECK(home.owner->ask(a).status == 200);
  CHECK(home.owner->ask(a).code() == "session_proof_wrong");
  CHECK(home.owner->ask(b).code() == "session_proof_wrong");
}

TEST_CASE("session: no proof of before a restart counts after it") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  const Ask used = proved(*home.owner.device, "/api/v1/account/keys");
  CHECK(home.owner->ask(used).status == 200);
  const Ask unused = proved(*home.owner.device, "/api/v1/members");
  server.restart();
  CHECK(home.owner->ask(used).code() == "session_proof_wrong");
  CHECK(home.owner->ask(unused).code() == "session_proof_wrong");
}

TEST_CASE("unlocking with a live cookie needs the password and no second factor, and keeps the end of the session") {
  StartedServer server;
  TestHome home(server, "sunrise");
  const std::uint64_t ends = number_of(home.owner->get("/api/v1/session"), "expires");
  server.clock.pass(std::chrono::minutes(30));
  home.owner->unlock(home.owner.person);
  const Json session = home.owner->get("/api/v1/session");
  CHECK(number_of(session, "expires") == ends);

  // The cookie that was replaced is worth nothing, and a stranger's browser still needs the code.
  Device other(server, home.label);
  const Answer started = other.start_sign_in(home.owner.person.handle, home.owner.person.password);
  CHECK(other.finish_sign_in(started).code() == "second_factor_needed");
}

TEST_CASE("unlocking ends the session it replaces") {
  StartedServer server;
  TestHome home(server, "sunrise");
  const std::string before = home.owner->session_cookie();
  home.owner->unlock(home.owner.person);
  const std::string after = home.owner->session_cookie();
  CHECK(before != after);
  CHECK(home.owner->ask({.path = "/api/v1/session", .cookie = "__Host-careseal=" + before}).code() == "session_missing");
  CHECK(home.owner->try_get("/api/v1/session").status == 200);
}

TEST_CASE("signing out ends the session and tells the browser to forget it") {
  StartedServer server;
  TestHome home(server, "sunrise");
  const std::string cookie = home.owner->session_cookie();
  const Answer out = home.owner->ask({.method = "DELETE", .path = "/api/v1/session"});
  CHECK(out.status == 200);
  CHECK(out.header("Set-Cookie").find("Max-Age=0") != std::string::npos);
  CHECK(home.owner->ask({.path = "/api/v1/session", .cookie = "__Host-careseal=" + cookie}).code() == "session_missing");
}

TEST_CASE("a restart between two requests loses no entry, and sessions go on within a minute") {
  Writing world;
  Member& carer = world.carer;
  carer->write(world.drink(120));
  world.server.restart();
  CHECK(carer->try_get("/api/v1/session").status == 200);
  world.server.clock.pass(std::chrono::seconds(60));  // proofs of the minute before count as taken
  carer->write(world.drink(130));
  CHECK(carer->read_changes().items().size() >= 2);
}

}  // namespace care::test
