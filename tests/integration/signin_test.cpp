// Signing in under attack: guesses, second factors, lockouts.
#include "server/demo/home_client.h"
#include "shared/audit/leaf.h"
#include "shared/audit/statement_server_event.h"
#include "shared/base/encoding.h"
#include "shared/signin/totp.h"
#include "tests/integration/home.h"
#include "tests/unit/server/workspace/wrapped_store.h"

namespace care::test {
namespace {

// What reaches the disk, counted: a stranger with a clock sees that and nothing else.
struct Weight {
  int commits = 0, leaves = 0;
};

class WeighingWriter final : public server::test::WrappedWriter {
 public:
  WeighingWriter(server::Writer& real, Weight& weight) : WrappedWriter(real), weight_(weight) {}
  Result<void> commit() override {
    ++weight_.commits;
    return WrappedWriter::commit();
  }
  Result<void> append_leaf(const server::NewLeaf& leaf) override {
    ++weight_.leaves;
    return WrappedWriter::append_leaf(leaf);
  }

 private:
  Weight& weight_;
};

class WeighingStores final : public server::test::WrappedStores {
 public:
  Weight weight;  // one request at a time

 private:
  std::unique_ptr<server::Writer> wrap(server::Writer& real) override { return std::make_unique<WeighingWriter>(real, weight); }
};

// One guess as a program makes it: KE1 alone already counts.
Answer guess(Device& device, const std::string& handle) {
  auto start = device.core().signin_start(as_bytes("Wrong-Password-11"), Json::object({{"handle", handle}}));
  REQUIRE(start.ok());
  return device.try_post("/api/v1/signin/start", start->set("handle", handle));
}

}  // namespace

TEST_CASE("sign-in: a wrong password is noticed on the device and opens nothing on the server") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device device(server, "sunrise");
  const Answer started = device.start_sign_in(home.owner.person.handle, "Wrong-Password-11");
  REQUIRE(started.status == 200);
  CHECK(device.finish_sign_in(started).code() == "signin_failed");
  const Answer forced = device.try_post("/api/v1/signin/finish", Json::object({{"ke3", encode_base64url(Bytes(64, 7))},
                                                                               {"login", text_of(started.json, "login")}}));
  CHECK(forced.code() == "signin_failed");
  // One try for each KE1.
  CHECK(device.try_post("/api/v1/signin/finish", Json::object({{"ke3", encode_base64url(Bytes(64, 7))},
                                                               {"login", text_of(started.json, "login")}})).code() == "login_unknown");
}

TEST_CASE("sign-in: a handle nobody has is answered like any other, and always alike") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device device(server, "sunrise");
  const Answer known = guess(device, home.owner.person.handle);
  const Answer unknown = guess(device, "nobody@sunrise.example");
  const Answer again = guess(device, " NOBODY@sunrise.example ");
  REQUIRE(known.status == 200);
  REQUIRE(unknown.status == 200);
  CHECK(known.body.size() == unknown.body.size());
  CHECK(text_of(unknown.json, "account") == text_of(again.json, "account"));
  CHECK(text_of(unknown.json, "account") != text_of(known.json, "account"));
  CHECK(text_of(unknown.json, "ke2") != text_of(again.json, "ke2"));
  const auto finish = [&](const Answer& started) {
    return device.try_post("/api/v1/signin/finish", Json::object({{"ke3", encode_base64url(Bytes(64, 7))},
                                                                  {"login", text_of(started.json, "login")}}));
  };
  const Answer a = finish(known);
  const Answer b = finish(unknown);
  CHECK(a.body == b.body);
  // After five tries both are locked.
  for (int i = 0; i < 4; ++i) guess(device, home.owner.person.handle);
  for (int i = 0; i < 3; ++i) guess(device, "nobody@sunrise.example");
  CHECK(guess(device, home.owner.person.handle).code() == "locked_out");
  CHECK(guess(device, "nobody@sunrise.example").code() == "locked_out");
}

TEST_CASE("sign-in: strangers lock out strangers, and never the browser that signed in before") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  Device stranger(server, "sunrise");
  for (int i = 0; i < 5; ++i) CHECK(guess(stranger, carer.person.handle).status == 200);
  CHECK(guess(stranger, carer.person.handle).code() == "locked_out");

  Device other_phone(server, "sunrise");
  const Answer locked = other_phone.try_sign_in(carer.person);
  CHECK(locked.status == 429);
  CHECK(locked.code() == "locked_out");
  CHECK_FALSE(locked.header("Retry-After").empty());
  carer->sign_in(carer.person);  // with its device cookie

  // A cookie made up, or another person's, is a stranger's.
  stranger.forget_cookies();
  auto start = stranger.core().signin_start(as_bytes("Wrong-Password-11"), Json::object({{"handle", carer.person.handle}}));
  Ask made_up{.method = "POST", .path = "/api/v1/signin/start", .body = encode_canonical(start->set("handle", carer.person.handle))};
  made_up.cookie = "__Host-careseal-device=" + encode_base64url(Bytes(48, 3));
  CHECK(stranger.ask(made_up).code() == "locked_out");
  made_up.cookie = "__Host-careseal-device=" + home.owner->device_cookie();
  CHECK(stranger.ask(made_up).code() == "locked_out");

  server.clock.pass(std::chrono::minutes(16));
  other_phone.sign_in(carer.person);
}

TEST_CASE("sign-in: a known browser that guesses is locked by itself") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  for (int i = 0; i < 5; ++i) CHECK(guess(*carer.device, carer.person.handle).status == 200);
  CHECK(guess(*carer.device, carer.person.handle).code() == "locked_out");
  Device phone(server, "sunrise");
  phone.sign_in(carer.person);
}

TEST_CASE("sign-in: the lock outlives a restart") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device stranger(server, "sunrise");
  for (int i = 0; i < 5; ++i) guess(stranger, home.owner.person.handle);
  server.restart();
  CHECK(guess(stranger, home.owner.person.handle).code() == "locked_out");
}

TEST_CASE("second factor: wrong, used, early and late codes are refused; the right one opens") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Person& owner = home.owner.person;
  Device device(server, "sunrise");
  const auto reach = [&] {
    const Answer started = device.start_sign_in(owner.handle, owner.password);
    return device.finish_sign_in(started);
  };
  server.clock.pass(std::chrono::minutes(5));
  // To the beginning of a step, so that none ends while the codes are tried: it did once, and the code that was too early was not.
  while (signin::totp_step_at(server.clock.now()) == signin::totp_step_at(server.clock.now() - std::chrono::seconds(1))) server.clock.pass(std::chrono::seconds(1));
  const std::uint64_t now = signin::totp_step_at(server.clock.now());
  const auto code_at = [&](std::uint64_t step) { return server::totp_code(owner.totp, step).value(); };
  const Answer asked = reach();
  CHECK(asked.code() == "second_factor_needed");
  CHECK(asked.header("Set-Cookie").empty());
  CHECK(asked.json.find("wraps") == nullptr);
  CHECK(device.second_factor(asked, code_at(now - 2)).code() == "second_factor_wrong");
  CHECK(device.second_factor(asked, code_at(now + 2)).code() == "second_factor_wrong");
  CHECK(device.second_factor(asked, "").code() == "second_factor_wrong");
  CHECK(device.second_factor(asked, code_at(now)).status == 200);
  CHECK(device.second_factor(asked, code_at(now + 1)).code() == "login_unknown");
  device.forget_cookies();
  device.lock();
  const Answer again = reach();
  CHECK(device.second_factor(again, code_at(now)).code() == "second_factor_reused");
  CHECK(device.second_factor(again, code_at(now - 1)).code() == "second_factor_reused");
}

TEST_CASE("second factor: guessing ends with the sign-in, then with the account locked for a while") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device device(server, "sunrise");
  const Answer asked = device.finish_sign_in(device.start_sign_in(home.owner.person.handle, home.owner.person.password));
  int wrong = 0;
  std::string last;
  for (int i = 0; i < 8; ++i) {
    last = device.second_factor(asked, "00000" + std::to_string(i)).code();
    if (last == "second_factor_wrong") ++wrong;
  }
  CHECK(wrong <= 5);
  CHECK((last == "login_unknown" || last == "locked_out"));
  const Answer next = device.finish_sign_in(device.start_sign_in(home.owner.person.handle, home.owner.person.password));
  CHECK(device.second_factor(next, "123123").code() == "locked_out");
}

TEST_CASE("one of the ten printed codes signs in once when the phone is lost") {
  StartedServer server;
  TestHome home(server, "sunrise");
  Device device(server, home.label);
  const std::string code = home.owner.person.sign_in_codes.items().front().text();
  const auto attempt = [&] {
    const Answer started = device.start_sign_in(home.owner.person.handle, home.owner.person.password);
    return device.second_factor(device.finish_sign_in(started), code);
  };
  CHECK(attempt().status == 200);
  device.forget_cookies();
  device.lock();
  CHECK(attempt().code() == "second_factor_reused");
}

TEST_CASE("second factor: a sign-in left open for more than five minutes is over") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device device(server, "sunrise");
  const Answer asked = device.finish_sign_in(device.start_sign_in(home.owner.person.handle, home.owner.person.password));
  server.clock.pass(std::chrono::minutes(6));
  CHECK(device.second_factor(asked, device.next_code(home.owner.person)).code() == "login_unknown");
}

TEST_CASE("second factor: a sign-in begun in one home can't be finished in another") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  TestHome other(server, "westgate", false);
  Device here(server, "sunrise");
  Device there(server, "westgate");
  const Answer asked = here.finish_sign_in(here.start_sign_in(home.owner.person.handle, home.owner.person.password));
  CHECK(there.second_factor(asked, here.next_code(home.owner.person)).code() == "login_unknown");
}

TEST_CASE("second factor: a role that needs one gets neither keys nor data before it stands") {
  StartedServer server;
  TestHome home(server, "sunrise");
  Member manager = home.join_unconfirmed("marta", Role::manager);
  home.confirm(manager);
  const Answer signed_in = manager->try_sign_in(manager.person);
  REQUIRE(signed_in.status == 200);
  CHECK(number_of(signed_in.json, "second_factor_setup") == 1);
  CHECK(signed_in.json.find("wraps")->items().empty());
  CHECK(text_of(signed_in.json, "keyring").empty());
  manager->open(signed_in);
  for (const char* path : {"/api/v1/account/keys", "/api/v1/changes?after=0", "/api/v1/subjects", "/api/v1/grants", "/api/v1/members",
                           "/api/v1/log/checkpoint", "/api/v1/log/membership?from=0"}) {
    INFO(path);
    CHECK(manager->try_get(path).code() == "second_factor_setup_needed");
  }
  CHECK(manager->try_get("/api/v1/session").status == 200);
  manager->set_up_second_factor(manager.person);
  CHECK(manager->try_get("/api/v1/subjects").status == 200);
}

TEST_CASE("second factor: beginning to change the phone leaves the old one in force until the new one is confirmed") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  const Json started = home.owner->post("/api/v1/account/totp/start", Json::object());
  REQUIRE_FALSE(text_of(started, "secret").empty());
  // Somebody else who knows the password alone.
  Device thief(server, "sunrise");
  const Answer asked = thief.finish_sign_in(thief.start_sign_in(home.owner.person.handle, home.owner.person.password));
  CHECK(asked.code() == "second_factor_needed");
  Device phone(server, "sunrise");
  phone.sign_in(home.owner.person);  // the old phone still counts

  // A wrong code does not confirm; the right one does, and from then on the old one is worth nothing.
  CHECK(home.owner->try_post("/api/v1/account/totp/confirm", Json::object({{"code", "000000"}})).code() == "second_factor_wrong");
  Person changed = home.owner.person;
  changed.totp = text_of(started, "secret");
  changed.last_step = 0;
  server.clock.pass(std::chrono::minutes(2));
  CHECK(home.owner->try_post("/api/v1/account/totp/confirm", Json::object({{"code", home.owner->next_code(changed)}})).status == 200);
  Device old_phone(server, "sunrise");
  CHECK(old_phone.try_sign_in(home.owner.person).code() == "second_factor_wrong");
  Device new_phone(server, "sunrise");
  new_phone.sign_in(changed);
}

TEST_CASE("second factor: confirming without having begun is refused") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  CHECK(carer->try_post("/api/v1/account/totp/confirm", Json::object({{"code", "000000"}})).code() == "second_factor_wrong");
  CHECK(carer->try_post("/api/v1/account/totp/start", Json::object({{"secret", "mine"}})).code() == "json_unknown_field");
}

TEST_CASE("sign-in: a wrong password weighs as much for a handle that nobody has as for one that somebody has") {
  TestServer server;
  auto stores = std::make_unique<WeighingStores>();
  Weight& weight = stores->weight;
  server.start(std::move(stores));
  TestHome home(server, "sunrise", false);
  Device stranger(server, "sunrise");
  const auto weigh = [&](const std::string& handle) {
    weight = {};
    const Answer started = guess(stranger, handle);
    REQUIRE(started.status == 200);
    const Weight start = weight;
    weight = {};
    CHECK(stranger.try_post("/api/v1/signin/finish", Json::object({{"ke3", encode_base64url(Bytes(64, 7))},
                                                                   {"login", text_of(started.json, "login")}})).code() == "signin_failed");
    return std::pair(start, weight);
  };
  const auto known = weigh(home.owner.person.handle);
  const auto unknown = weigh("nobody@sunrise.example");
  CHECK(unknown.first.commits == known.first.commits);
  CHECK(unknown.first.leaves == known.first.leaves);
  CHECK(known.second.commits == 1);
  CHECK(unknown.second.commits == 1);
  CHECK(known.second.leaves == 1);
  CHECK(unknown.second.leaves == 1);
}

TEST_CASE("sign-in: a failed try at a handle that nobody has is logged without saying whose") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device stranger(server, "sunrise");
  const auto fail_at = [&](const std::string& handle) {
    const Answer started = guess(stranger, handle);
    stranger.try_post("/api/v1/signin/finish",
                      Json::object({{"ke3", encode_base64url(Bytes(64, 7))}, {"login", text_of(started.json, "login")}}));
    const std::string size = std::to_string(number_of(home.owner->get("/api/v1/log/checkpoint"), "size"));
    const Json page = home.owner->get("/api/v1/log/entries?limit=1&size=" + size);
    const auto leaf = audit::decode_leaf(decode_base64url(text_of(page.find("entries")->items().front(), "leaf")).value());
    return audit::parse_server_event(leaf->body).value();
  };
  const audit::ServerEvent known = fail_at(home.owner.person.handle);
  CHECK(std::holds_alternative<audit::SessionFailed>(known.act));
  CHECK((known.who && known.who->text() == home.owner.person.actor));
  const audit::ServerEvent unknown = fail_at("nobody@sunrise.example");
  CHECK(std::holds_alternative<audit::SessionFailed>(unknown.act));
  CHECK_FALSE(unknown.who.has_value());
  for (const std::string& line : server.log_lines()) CHECK(line.find("nobody@") == std::string::npos);
}

TEST_CASE("sign-in: one address that tries one handle after another is paused, and known browsers there are not") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  Device stranger(server, "sunrise");
  int tries = 0;
  std::string last = "ok";
  for (; tries < 300 && last == "ok"; ++tries) last = guess(stranger, "name" + std::to_string(tries) + "@sunrise.example").code();
  CHECK(last == "locked_out");
  CHECK(tries > 100);  // a whole shift behind one address may mistype now and then
  CHECK(guess(stranger, carer.person.handle).code() == "locked_out");
  carer->sign_in(carer.person);
  server.clock.pass(std::chrono::minutes(16));
  Device phone(server, "sunrise");
  phone.sign_in(carer.person);
}

TEST_CASE("sign-in: right passwords from one address are never counted against it") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  for (int i = 0; i < 8; ++i) {
    Device phone(server, "sunrise");
    CHECK(phone.try_sign_in(carer.person).code() == "ok");
  }
}

TEST_CASE("sign-in: no request holds one reader while it waits for another") {
  TestServer server;
  server.start(server::sqlite::make_store_maker({.readers_max = 1}));
  TestHome home(server, "sunrise");
  Member carer = home.join("colin", Role::carer);
  const std::string subject = home.owner->add_resident("Edith", "Marlow");
  home.owner->unlock(home.owner.person);
  carer->sign_in(carer.person);
  server.stop();
  server.start(server::sqlite::make_store_maker({.readers_max = 1}));
  server.clock.pass(std::chrono::seconds(61));  // proofs of the minute before count as taken
  home.owner->unlock(home.owner.person);  // the session is read from the file meanwhile
  carer->read_changes();
  for (const std::string& path : {"/api/v1/subjects/" + subject + "/records", std::string("/api/v1/account/keys"), std::string("/api/v1/members")}) {
    CHECK(carer->try_get(path).code() == "ok");
  }
}

TEST_CASE("rate limits: a flood of sign-ins from one address is slowed, and the rest of the server is not") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device flood(server, "sunrise");
  std::string last = "ok";
  int answered = 0;
  for (; answered < 600 && last != "rate_limited"; ++answered) {
    last = flood.ask({.method = "POST", .path = "/api/v1/signin/second", .body = "{}"}).code();
  }
  CHECK(last == "rate_limited");
  CHECK(home.owner->try_get("/api/v1/session").status == 200);
  server.clock.pass(std::chrono::seconds(30));
  CHECK(flood.ask({.method = "POST", .path = "/api/v1/signin/second", .body = "{}"}).code() == "json_missing_field");
}

}  // namespace care::test
