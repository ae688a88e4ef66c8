// What an open page alone may not do: replace the ways in that somebody already has.
#include "tests/integration/home.h"

namespace care::test {
namespace {

using std::chrono::minutes;

Answer start_totp(Device& device) { return device.try_post("/api/v1/account/totp/start", Json::object()); }

Answer put_kit(Device& device) {
  const auto kit = device.core().make_kit();
  REQUIRE(kit.ok());
  const auto wrap = device.core().confirm_kit(typed_back(*kit));
  REQUIRE(wrap.ok());
  return device.try_post("/api/v1/account/kit", *wrap);
}

}  // namespace

TEST_CASE("step-up: an open page replaces neither authenticator nor kit once the sign-in is ten minutes old") {
  StartedServer server;
  TestHome home(server, "sunrise");
  home.owner->sign_in(home.owner.person);
  server.clock.pass(minutes(9));
  CHECK(start_totp(*home.owner.device).code() == "ok");
  CHECK(put_kit(*home.owner.device).code() == "ok");
  server.clock.pass(minutes(2));
  CHECK(start_totp(*home.owner.device).code() == "sign_in_again");
  CHECK(put_kit(*home.owner.device).code() == "sign_in_again");
  home.owner->sign_in(home.owner.person);
  CHECK(start_totp(*home.owner.device).code() == "ok");
  CHECK(put_kit(*home.owner.device).code() == "ok");
}

TEST_CASE("step-up: a new authenticator that was begun in time is not confirmed later") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  home.owner->sign_in(home.owner.person);
  const Answer started = start_totp(*home.owner.device);
  REQUIRE(started.code() == "ok");
  Person changed = home.owner.person;
  changed.totp = text_of(started.json, "secret");
  changed.last_step = 0;
  server.clock.pass(minutes(11));
  const Json code = Json::object({{"code", home.owner->next_code(changed)}});
  CHECK(home.owner->try_post("/api/v1/account/totp/confirm", code).code() == "sign_in_again");
  Device phone(server, "sunrise");
  CHECK(phone.try_sign_in(home.owner.person).code() == "ok");
}

TEST_CASE("step-up: unlocking asks for the password alone and does not count as a sign-in") {
  StartedServer server;
  TestHome home(server, "sunrise");
  server.clock.pass(minutes(30));
  home.owner->unlock(home.owner.person);
  CHECK(start_totp(*home.owner.device).code() == "sign_in_again");
  CHECK(put_kit(*home.owner.device).code() == "sign_in_again");
}

TEST_CASE("step-up: a first authenticator and a first kit are set up whenever their owner comes to it") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  server.clock.pass(minutes(60));
  CHECK(put_kit(*home.owner.device).code() == "ok");
  carer->set_up_second_factor(carer.person);
  CHECK(start_totp(*carer.device).code() == "ok");
}

}  // namespace care::test
