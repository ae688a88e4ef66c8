// How people come in: invitations, confirmation, and the set-up link that makes the home.
#include "shared/audit/leaf.h"
#include "shared/base/encoding.h"
#include "shared/signin/opaque.h"
#include "tests/integration/home.h"

namespace care::test {
namespace {

// A resident, and a deputy who joined and whom nobody has confirmed.
struct Unconfirmed {
  Unconfirmed() { deputy->sign_in(deputy.person); }

  StartedServer server;
  TestHome home{server, "sunrise"};
  std::string subject = home.owner->add_resident("Edith", "Marlow");
  Member deputy = home.join_unconfirmed("dev", Role::deputy);
};

}  // namespace

TEST_CASE("invitations: expired, used, cancelled and guessed ones open nothing") {
  StartedServer server;
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
  StartedServer server;
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
  StartedServer server;
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
  Unconfirmed world;
  const auto sees_resident = [&] {
    const Json answer = world.deputy->get("/api/v1/subjects");
    const auto& subjects = answer.find("subjects")->items();
    return std::any_of(subjects.begin(), subjects.end(), [&](const Json& each) { return text_of(each, "subj") == world.subject; });
  };
  CHECK_FALSE(sees_resident());
  world.home.confirm(world.deputy);
  CHECK(sees_resident());
}

TEST_CASE("a deputy waits for a person to confirm, and then holds the keys") {
  Unconfirmed world;
  Member& deputy = world.deputy;
  CHECK(deputy->try_get("/api/v1/changes?after=0").code() == "confirmation_needed");
  CHECK(deputy->try_get("/api/v1/log/entries?size=1").code() == "confirmation_needed");
  CHECK(deputy->get("/api/v1/grants").find("grants")->items().empty());
  world.home.confirm(deputy);
  deputy->sync();
  deputy->take_grants();
  const Json records = deputy->read_changes();
  CHECK(std::any_of(records.items().begin(), records.items().end(), [&](const Json& each) {
    return text_of(each, "subject") == world.subject && each.find("problem") == nullptr;
  }));
}

TEST_CASE("set-up links: wrong, used and old ones create no home; taken and odd addresses are refused") {
  StartedServer server;
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

}  // namespace care::test
