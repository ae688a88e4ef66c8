// A server whose clock was wrong and is set right: what is decided by the clock on the wall, and what by the time of the log.
#include "tests/integration/home.h"

namespace care::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::chrono::milliseconds kYear = hours(24 * 365);

void set_back(TestServer& server, std::chrono::milliseconds by) {
  server.clock.set_ms(to_ms(server.clock.now()) - static_cast<std::uint64_t>(by.count()));
}

// A home whose newest entry lies ahead of the clock by this much.
struct SetRight {
  explicit SetRight(std::chrono::milliseconds ahead) : home(server, "sunrise", false), carer(home.join("colin", Role::carer)) {
    server.clock.pass(ahead);
    carer->sign_in(carer.person);
    set_back(server, ahead);
  }
  StartedServer server;
  TestHome home;
  Member carer;
};

Answer guess(Device& device, const std::string& handle) {
  auto start = device.core().signin_start(as_bytes("Wrong-Password-11"), Json::object({{"handle", handle}}));
  REQUIRE(start.ok());
  return device.try_post("/api/v1/signin/start", start->set("handle", handle));
}

}  // namespace

TEST_CASE("clock: after an hour ahead is set right, the code of an authenticator counts at once") {
  SetRight world(hours(1));
  Device phone(world.server, "sunrise");
  CHECK(phone.try_sign_in(world.home.owner.person).code() == "ok");
}

TEST_CASE("clock: a code used before the clock was set back stays used") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device phone(server, "sunrise");
  server.clock.pass(minutes(2));
  const std::string code = phone.next_code(home.owner.person);  // of this half minute
  const auto attempt = [&] {
    const Answer started = phone.start_sign_in(home.owner.person.handle, home.owner.person.password);
    return phone.second_factor(phone.finish_sign_in(started), code);
  };
  CHECK(attempt().code() == "ok");
  set_back(server, std::chrono::seconds(20));
  phone.forget_cookies();
  phone.lock();
  CHECK(attempt().code() == "second_factor_reused");
}

TEST_CASE("clock: a pause for wrong tries lasts its quarter of an hour, however far ahead the clock was when it began") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  Device stranger(server, "sunrise");
  server.clock.pass(kYear);
  for (int i = 0; i < 5; ++i) CHECK(guess(stranger, carer.person.handle).status == 200);
  set_back(server, kYear);
  CHECK(guess(stranger, carer.person.handle).code() == "locked_out");
  server.clock.pass(minutes(10));
  CHECK(guess(stranger, carer.person.handle).code() == "locked_out");
  server.clock.pass(minutes(6));
  Device phone(server, "sunrise");
  CHECK(phone.try_sign_in(carer.person).code() == "ok");
}

TEST_CASE("clock: wrong tries are forgotten after a quarter of an hour though the log's time stands still") {
  SetRight world(hours(1));
  Device stranger(world.server, "sunrise");
  for (int i = 0; i < 3; ++i) CHECK(guess(stranger, world.carer.person.handle).status == 200);
  world.server.clock.pass(minutes(16));
  for (int i = 0; i < 4; ++i) CHECK(guess(stranger, world.carer.person.handle).status == 200);
}

TEST_CASE("clock: a sign-in after the clock was set right ends nobody else's session") {
  SetRight world(kYear);
  world.carer->sign_in(world.carer.person);
  Device phone(world.server, "sunrise");
  CHECK(phone.try_sign_in(world.home.owner.person).code() == "ok");
  world.server.restart();  // what counts is the row, not what the process remembers
  CHECK(world.carer->try_get("/api/v1/session").code() == "ok");
}

TEST_CASE("clock: a session begun while the clock was ahead does not last longer than any other") {
  SetRight far(hours(1));
  CHECK(far.carer->try_get("/api/v1/session").code() == "session_expired");
  SetRight near(minutes(2));  // clocks are set by seconds all the time
  CHECK(near.carer->try_get("/api/v1/session").code() == "ok");
}

}  // namespace care::test
