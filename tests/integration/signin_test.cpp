// Signing in under attack: guesses, second factors, lockouts, invitations, set-up links.
#include "server/demo/home_client.h"
#include "shared/audit/leaf.h"
#include "shared/base/encoding.h"
#include "shared/signin/opaque.h"
#include "shared/signin/totp.h"
#include "tests/integration/home.h"

namespace care::test {
namespace {

// One guess as a program makes it: KE1 alone already counts.
Answer guess(Device& device, const std::string& handle) {
  auto start = device.core().signin_start(as_bytes("Wrong-Password-11"), Json::object({{"handle", handle}}));
  REQUIRE(start.ok());
  return device.try_post("/api/v1/signin/start", start->set("handle", handle));
}

}  // namespace

TEST_CASE("sign-in: a wrong password is noticed on the device and opens nothing on the server") {
  TestServer server;
  server.start();
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
  TestServer server;
  server.start();
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
  TestServer server;
  server.start();
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
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  for (int i = 0; i < 5; ++i) CHECK(guess(*carer.device, carer.person.handle).status == 200);
  CHECK(guess(*carer.device, carer.person.handle).code() == "locked_out");
  Device phone(server, "sunrise");
  phone.sign_in(carer.person);
}

TEST_CASE("sign-in: the lock outlives a restart") {
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  Device stranger(server, "sunrise");
  for (int i = 0; i < 5; ++i) guess(stranger, home.owner.person.handle);
  server.restart();
  CHECK(guess(stranger, home.owner.person.handle).code() == "locked_out");
}

TEST_CASE("second factor: wrong, used, early and late codes are refused; the right one opens") {
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  Person& owner = home.owner.person;
  Device device(server, "sunrise");
  const auto reach = [&] {
    const Answer started = device.start_sign_in(owner.handle, owner.password);
    return device.finish_sign_in(started);
  };
  server.clock.pass(std::chrono::minutes(5));
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
  TestServer server;
  server.start();
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

TEST_CASE("second factor: a sign-in left open for more than five minutes is over") {
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  Device device(server, "sunrise");
  const Answer asked = device.finish_sign_in(device.start_sign_in(home.owner.person.handle, home.owner.person.password));
  server.clock.pass(std::chrono::minutes(6));
  CHECK(device.second_factor(asked, device.next_code(home.owner.person)).code() == "login_unknown");
}

TEST_CASE("second factor: a sign-in begun in one home can't be finished in another") {
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  TestHome other(server, "westgate", false);
  Device here(server, "sunrise");
  Device there(server, "westgate");
  const Answer asked = here.finish_sign_in(here.start_sign_in(home.owner.person.handle, home.owner.person.password));
  CHECK(there.second_factor(asked, here.next_code(home.owner.person)).code() == "login_unknown");
}

TEST_CASE("second factor: a role that needs one gets neither keys nor data before it stands") {
  TestServer server;
  server.start();
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
  TestServer server;
  server.start();
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
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  CHECK(carer->try_post("/api/v1/account/totp/confirm", Json::object({{"code", "000000"}})).code() == "second_factor_wrong");
  CHECK(carer->try_post("/api/v1/account/totp/start", Json::object({{"secret", "mine"}})).code() == "json_unknown_field");
}

TEST_CASE("session: the proof's counter can't be moved beyond what a clock can say") {
  TestServer server;
  server.start();
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
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  Ask a{.path = "/api/v1/account/keys"};
  Ask b{.path = "/api/v1/members"};
  a.proof = home.owner->proof_for(a);
  b.proof = home.owner->proof_for(b);
  CHECK(home.owner->ask(b).status == 200);
  CHECK(home.owner->ask(a).status == 200);
  CHECK(home.owner->ask(a).code() == "session_proof_wrong");
  CHECK(home.owner->ask(b).code() == "session_proof_wrong");
}

TEST_CASE("session: no proof of before a restart counts after it") {
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  Ask request{.path = "/api/v1/account/keys"};
  request.proof = home.owner->proof_for(request);
  CHECK(home.owner->ask(request).status == 200);
  Ask unused{.path = "/api/v1/members"};
  unused.proof = home.owner->proof_for(unused);
  server.restart();
  CHECK(home.owner->ask(request).code() == "session_proof_wrong");
}

TEST_CASE("invitations: expired, used, cancelled and guessed ones open nothing") {
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  Device stranger(server, "sunrise");
  const auto open = [&](const std::string& inv) { return stranger.try_post("/api/v1/invites/open", Json::object({{"inv", inv}})); };

  const Invitation short_lived = home.owner->invite("ann", Role::carer, 1);
  CHECK(open(short_lived.inv).status == 200);
  server.clock.pass(std::chrono::minutes(61));
  CHECK(open(short_lived.inv).code() == "invite_expired");
  Person ann = make_person("ann", "sunrise", Role::carer);
  CHECK(Device(server, "sunrise").try_accept(short_lived, ann).code() == "invite_expired");

  const Invitation used = home.owner->invite("bob", Role::carer);
  Person bob = make_person("bob", "sunrise", Role::carer);
  Device(server, "sunrise").accept(used, bob);
  CHECK(open(used.inv).code() == "invite_used");

  const Invitation cancelled = home.owner->invite("cat", Role::carer);
  home.owner->act(Json::object({{"act", "invite_cancel"}, {"inv", cancelled.inv}}));
  CHECK(open(cancelled.inv).code() == "invite_unknown");

  for (int i = 0; i < 20; ++i) CHECK(open(make_id<InviteId>(server.random).text()).code() == "invite_unknown");
}

TEST_CASE("invitations: a wrong code opens no hello, and a taken address asks for another") {
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  const Invitation invitation = home.owner->invite("ann", Role::carer);
  const Invitation other = home.owner->invite("bob", Role::carer);
  Device stranger(server, "sunrise");
  const Json offer = stranger.post("/api/v1/invites/open", Json::object({{"inv", invitation.inv}}));
  const std::string ws = text_of(stranger.get("/api/v1/home"), "ws");
  const auto wrong = stranger.core().invite_open(
      other.code, Json::object({{"hello", text_of(offer, "hello")}, {"inv", invitation.inv}, {"ws", ws}}));
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().code() == ErrorCode::invite_code_wrong);

  Person ann = make_person("ann", "sunrise", Role::carer);
  ann.handle = home.owner.person.handle;
  CHECK(stranger.try_accept(invitation, ann).code() == "handle_taken");
  ann.handle = "ann@sunrise.example";
  stranger.accept(invitation, ann);
}

TEST_CASE("invitations: a member can't take the place of somebody who was invited") {
  TestServer server;
  server.start();
  TestHome home(server, "sunrise", false);
  Member carer = home.join("colin", Role::carer);
  const Invitation manager = home.owner->invite("marta", Role::manager);

  // Every member reads the ids of invitations in the log. With one, and statements of anybody's that are valid in themselves ...
  carer->sync();
  const Json page = carer->get("/api/v1/log/membership?from=0");
  Json statements = Json::array();
  for (const Json& entry : page.find("entries")->items()) {
    const auto leaf = audit::decode_leaf(decode_base64url(text_of(entry, "leaf")).value()).value();
    statements.push(Json::object({{"body", encode_base64url(leaf.body)}, {"sig", encode_base64url(*leaf.signature)}}));
    if (statements.items().size() == 2) break;
  }
  const WorkspaceId workspace = WorkspaceId::parse(home.workspace).value();
  const auto account = make_id<AccountId>(server.random);
  auto start = signin::begin_registration(signin::Password::parse(as_bytes("Quiet-Harbour-Lanterns-5")).value(), server.random);
  REQUIRE(start.ok());
  const Json registered = carer->post("/api/v1/invites/register", Json::object({{"account", account.text()},
                                                                                {"handle", "thief@sunrise.example"},
                                                                                {"inv", manager.inv},
                                                                                {"request", encode_base64url(start->request.encode())}}));
  const auto response = signin::RegistrationResponse::decode(decode_base64url(text_of(registered, "response")).value());
  const auto end = signin::finish_registration(std::move(start->state), *response, signin::OpaqueSetting::of(workspace, account), server.random);
  REQUIRE(end.ok());
  const auto take = [&](Json list) {
    return carer->try_post("/api/v1/invites/accept", Json::object({{"account", account.text()},
                                                                   {"handle", "thief@sunrise.example"},
                                                                   {"inv", manager.inv},
                                                                   {"keyring", "AAAA"},
                                                                   {"record", encode_base64url(end->record.encode())},
                                                                   {"statements", std::move(list)},
                                                                   {"wraps", Json::array()}}));
  };
  // ... nobody gets an account in the manager's name, be the statements old ones or fresh ones of the thief's own.
  CHECK(take(statements).status >= 400);
  Json own = Json::array();
  for (int i = 0; i < 2; ++i) {
    const auto made = carer->core().membership_act(Json::object({{"act", "add_device"}, {"now", carer->now_ms()}}));
    REQUIRE(made.ok());
    own.push(*made->find("statements")->items().front().find("statement"));
  }
  CHECK(take(own).status >= 400);

  Member marta{make_person("marta", "sunrise", Role::manager), std::make_unique<Device>(server, "sunrise")};
  marta->accept(manager, marta.person);
}

TEST_CASE("confirmation: somebody nobody has confirmed gets no share of any resident's key") {
  TestServer server;
  server.start();
  TestHome home(server, "sunrise");
  const std::string subject = home.owner->add_resident("Edith", "Marlow");
  Member deputy = home.join_unconfirmed("dev", Role::deputy);
  deputy->sign_in(deputy.person);
  const auto sees_resident = [&] {
    const Json answer = deputy->get("/api/v1/subjects");
    const auto& subjects = answer.find("subjects")->items();
    return std::any_of(subjects.begin(), subjects.end(), [&](const Json& each) { return text_of(each, "subj") == subject; });
  };
  CHECK_FALSE(sees_resident());
  home.confirm(deputy);
  CHECK(sees_resident());
}

TEST_CASE("set-up links: wrong, used and old ones create no home; taken and odd addresses are refused") {
  TestServer server;
  server.start();
  Device base(server, "");
  const auto begin = [&](const std::string& token, const std::string& label) {
    auto start = base.core().home_start(as_bytes("Quiet-Harbour-Lanterns-5"), Json::object({{"handle", "a@b.example"}, {"label", label}}));
    REQUIRE(start.ok());
    return base.try_post("/api/v1/homes/start", start->set("handle", "a@b.example").set("label", label).set("token", token)).code();
  };
  CHECK(begin("guess", "sunrise") == "setup_token_wrong");
  CHECK(begin(encode_base64url(Bytes(32, 0)), "sunrise") == "setup_token_wrong");
  const std::string old = server.setup_token();
  server.clock.pass(std::chrono::minutes(31));
  CHECK(begin(old, "sunrise") == "setup_token_wrong");
  const std::string token = server.setup_token();
  for (const char* label : {"", "ab", "api", "www", "-ab", "ab-", "Sunrise", "sun rise", "xn--abc", "a.b.c", "../../etc", "sunrise/x"}) {
    INFO(label);
    CHECK(begin(token, label) == "home_label_invalid");
  }
  TestHome home(server, "sunrise", false);
  CHECK(begin(token, "sunrise") == "home_exists");
}

TEST_CASE("rate limits: a flood of sign-ins from one address is slowed, and the rest of the server is not") {
  TestServer server;
  server.start();
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
