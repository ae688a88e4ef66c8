// A lost password under attack: who opens an account with a printed sheet, and who does not.
#include "shared/audit/leaf.h"
#include "shared/audit/statement_server_event.h"
#include "shared/base/encoding.h"
#include "tests/integration/home.h"
#include "tests/unit/server/workspace/wrapped_store.h"

namespace care::test {
namespace {

constexpr std::string_view kNewPassword = "Amber-Window-Otters-8";

std::string sheet_of(const Json& lines) {
  std::string out;
  for (const Json& line : lines.items()) out += line.text() + "\n";
  return out;
}

// What the device sends for this sheet, whoever it belongs to.
Json request_for(Device& device, const TestHome& home, const std::string& handle, const std::string& sheet) {
  const auto started = device.core().recover_start(
      as_bytes(kNewPassword), Json::object({{"handle", handle}, {"kit", sheet}, {"ws", home.workspace}}));
  INFO("recover_start: " << (started ? "fine" : std::string(info_of(started.error().code()).name)));
  REQUIRE(started.ok());
  return *started;
}

Answer start(Device& device, const TestHome& home, const std::string& handle, const std::string& sheet) {
  return device.try_post("/api/v1/recovery/start", request_for(device, home, handle, sheet));
}

Json finish_request(Device& device, const Answer& started) {
  INFO("recovery/start answered " << started.status << " " << started.body);
  REQUIRE(started.status == 200);
  const auto finish = device.core().recover_finish(started.json);
  INFO("recover_finish: " << (finish ? "fine" : std::string(info_of(finish.error().code()).name)));
  REQUIRE(finish.ok());
  return *finish;
}

Answer finish(Device& device, const Json& request) { return device.try_post("/api/v1/recovery/finish", request); }

// The whole way, as the page goes it.
Answer recover(Device& device, const TestHome& home, Person& person, const std::string& sheet) {
  const Answer started = start(device, home, person.handle, sheet);
  if (started.status != 200) return started;
  const Answer done = finish(device, finish_request(device, started));
  if (done.status == 200) {
    person.password = kNewPassword;
    person.totp.clear();
  }
  return done;
}

struct SheetHome : TestHome {
  explicit SheetHome(TestServer& at, const std::string& home_label = "sunrise")
      : TestHome(at, home_label, false), sheet(sheet_of(owner->store_kit())) {}
  std::string sheet;
};

std::uint64_t log_size(Device& device) { return number_of(device.get("/api/v1/log/checkpoint"), "size"); }

std::vector<audit::ServerEvent> newest_events(Device& device, int count) {
  std::vector<audit::ServerEvent> out;
  const Json page = device.get("/api/v1/log/entries?limit=" + std::to_string(count) + "&size=" + std::to_string(log_size(device)));
  for (const Json& entry : page.find("entries")->items()) {
    const auto leaf = audit::decode_leaf(decode_base64url(text_of(entry, "leaf")).value());
    if (leaf->kind == audit::LeafKind::server_event) out.push_back(audit::parse_server_event(leaf->body).value());
  }
  return out;
}

class CountingWriter final : public server::test::WrappedWriter {
 public:
  CountingWriter(server::Writer& real, int& commits) : WrappedWriter(real), commits_(commits) {}
  Result<void> commit() override {
    ++commits_;
    return WrappedWriter::commit();
  }

 private:
  int& commits_;
};

class CountingStores final : public server::test::WrappedStores {
 public:
  int commits = 0;

 private:
  std::unique_ptr<server::Writer> wrap(server::Writer& real) override { return std::make_unique<CountingWriter>(real, commits); }
};

}  // namespace

TEST_CASE("recovery: the printed sheet opens the account with a new password, and everything that was open is closed") {
  StartedServer server;
  SheetHome home(server);
  const std::string subject = home.owner->add_resident("Edith", "Marlow");
  Person& owner = home.owner.person;
  const Person before = owner;
  const Json old_codes = owner.sign_in_codes;
  Device phone(server, "sunrise");
  CHECK(recover(phone, home, owner, home.sheet).code() == "ok");

  CHECK(home.owner->try_get("/api/v1/subjects").code() == "session_missing");
  Device old(server, "sunrise");
  Person forgotten = before;
  CHECK(old.try_sign_in(forgotten).code() == "signin_failed");

  // Without the lost phone; but an owner's keys stay back until there is another second factor.
  const Answer signed_in = phone.try_sign_in(owner);
  REQUIRE(signed_in.status == 200);
  CHECK(number_of(signed_in.json, "second_factor_setup") == 1);
  CHECK(signed_in.json.find("wraps")->items().empty());
  phone.open(signed_in);
  CHECK(phone.try_get("/api/v1/subjects").code() == "second_factor_setup_needed");
  phone.set_up_second_factor(owner);
  const Json records = phone.read_changes();
  CHECK(std::any_of(records.items().begin(), records.items().end(), [&](const Json& each) { return text_of(each, "subject") == subject; }));

  // The ten printed codes of the lost phone are worth nothing any more.
  Device thief(server, "sunrise");
  const Answer asked = thief.finish_sign_in(thief.start_sign_in(owner.handle, owner.password));
  CHECK(thief.second_factor(asked, old_codes.items().front().text()).code() == "second_factor_wrong");
  home.check_log_is_whole();
}

TEST_CASE("recovery: the log says that it happened and whose account it was") {
  StartedServer server;
  SheetHome home(server);
  Member carer = home.join("colin", Role::carer);
  const std::string sheet = sheet_of(carer->store_kit());
  Device phone(server, "sunrise");
  CHECK(recover(phone, home, carer.person, sheet).code() == "ok");
  const auto events = newest_events(*home.owner.device, 1);
  REQUIRE(events.size() == 1);
  CHECK(std::holds_alternative<audit::AccountRecovered>(events.front().act));
  CHECK((events.front().who && events.front().who->text() == carer.person.actor));
  for (const std::string& line : server.log_lines()) CHECK(line.find("colin") == std::string::npos);
}

TEST_CASE("recovery: the sheet works again after it was used once") {
  StartedServer server;
  SheetHome home(server);
  Member carer = home.join("colin", Role::carer);
  const std::string sheet = sheet_of(carer->store_kit());
  for (int i = 0; i < 2; ++i) {
    Device phone(server, "sunrise");
    CHECK(recover(phone, home, carer.person, sheet).code() == "ok");
    phone.sign_in(carer.person);
    CHECK(phone.try_get("/api/v1/subjects").status == 200);
    // One under the newest password, and the sheet's.
    CHECK(phone.get("/api/v1/account/keys").find("wraps")->items().size() == 2);
  }
}

TEST_CASE("recovery: a wrong sheet, another's sheet, no sheet and a handle nobody has get one answer and cost the server the same") {
  TestServer server;
  auto stores = std::make_unique<CountingStores>();
  const int& commits = stores->commits;
  server.start(std::move(stores));
  SheetHome home(server);
  Member colin = home.join("colin", Role::carer);
  Member nadia = home.join("nadia", Role::carer);  // never printed one
  const std::string colins = sheet_of(colin->store_kit());
  const std::string older = home.sheet;
  const std::string newer = sheet_of(home.owner->store_kit());
  Device phone(server, "sunrise");
  const std::uint64_t size = log_size(*home.owner.device);
  const int commits_before = commits;
  const Answer stranger = start(phone, home, "nobody@sunrise.example", colins);
  CHECK(stranger.code() == "recovery_refused");
  for (const auto& [handle, sheet] : std::vector<std::pair<std::string, std::string>>{
           {home.owner.person.handle, colins},
           {home.owner.person.handle, older},
           {nadia.person.handle, colins},
           {colin.person.handle, newer}}) {
    const Answer refused = start(phone, home, handle, sheet);
    CHECK(refused.status == stranger.status);
    CHECK(refused.body == stranger.body);
  }
  CHECK(commits == commits_before);
  CHECK(log_size(*home.owner.device) == size);
  CHECK(start(phone, home, " COLIN@sunrise.example ", colins).code() == "ok");
}

TEST_CASE("recovery: without the identity key nothing is replaced, whoever signs and whatever was signed") {
  StartedServer server;
  SheetHome home(server);
  Member colin = home.join("colin", Role::carer);
  const std::string colins = sheet_of(colin->store_kit());
  const std::string& handle = home.owner.person.handle;
  Device phone(server, "sunrise");
  Device other(server, "sunrise");
  const Json others = finish_request(other, start(other, home, colin.person.handle, colins));

  const auto attempt = [&](const std::function<void(Json&)>& change) {
    Json request = finish_request(phone, start(phone, home, handle, home.sheet));
    change(request);
    return finish(phone, request).code();
  };
  CHECK(attempt([](Json& request) { request.set("signature", encode_base64url(Bytes(64, 0))); }) == "signature_invalid");
  CHECK(attempt([&](Json& request) { request.set("signature", text_of(others, "signature")); }) == "signature_invalid");
  CHECK(attempt([&](Json& request) { request.set("record", text_of(others, "record")); }) == "signature_invalid");
  CHECK(attempt([&](Json& request) { request.set("wrap", *others.find("wrap")); }) == "signature_invalid");
  CHECK(attempt([&](Json& request) {
          Json wrap = *request.find("wrap");
          request.set("wrap", wrap.set("id", encode_base64url(Bytes(16, 9))));
        }) == "signature_invalid");
  CHECK(attempt([](Json& request) {
          Json wrap = *request.find("wrap");
          request.set("wrap", wrap.set("kind", std::uint64_t{2}));
        }) == "field_not_a_choice");
  CHECK(attempt([](Json& request) { request = pick(request, {"record", "recovery", "wrap"}); }) == "json_missing_field");
  CHECK(attempt([](Json& request) { request.set("record", encode_base64url(Bytes(191, 1))); }) == "encoding_invalid");
  // Signed for another redeeming of the same sheet.
  const Answer first = start(phone, home, handle, home.sheet);
  const Json signed_for_first = finish_request(phone, first);
  const Answer second = start(phone, home, handle, home.sheet);
  Json moved = signed_for_first;
  CHECK(finish(phone, moved.set("recovery", text_of(second.json, "recovery"))).code() == "signature_invalid");
  // A wrong signature uses the redeeming up.
  CHECK(finish(phone, finish_request(phone, second)).code() == "login_unknown");

  home.owner->sign_in(home.owner.person);  // with the old password and the old phone
}

TEST_CASE("recovery: each redeeming counts once, for ten minutes, in its own home") {
  StartedServer server;
  SheetHome home(server);
  TestHome other(server, "westgate", false);
  Member carer = home.join("colin", Role::carer);
  const std::string sheet = sheet_of(carer->store_kit());
  Device phone(server, "sunrise");
  const auto fresh = [&] { return finish_request(phone, start(phone, home, carer.person.handle, sheet)); };

  const Json once = fresh();
  CHECK(finish(phone, once).code() == "ok");
  CHECK(finish(phone, once).code() == "login_unknown");

  const Json late = fresh();
  server.clock.pass(std::chrono::minutes(10));
  CHECK(finish(phone, late).code() == "login_unknown");

  Device there(server, "westgate");
  CHECK(finish(there, fresh()).code() == "login_unknown");
  CHECK(start(there, home, carer.person.handle, sheet).code() == "recovery_refused");

  Json invented = fresh();
  CHECK(finish(phone, invented.set("recovery", make_id<RecoveryId>(server.random).text())).code() == "login_unknown");
}

TEST_CASE("recovery: a member who was removed gets nothing for a sheet, not even when it was begun before") {
  StartedServer server;
  SheetHome home(server);
  Member carer = home.join("colin", Role::carer);
  const std::string sheet = sheet_of(carer->store_kit());
  Device phone(server, "sunrise");
  const Json begun = finish_request(phone, start(phone, home, carer.person.handle, sheet));
  home.owner->act(Json::object({{"act", "revoke_user"}, {"actor", carer.person.actor}}));
  CHECK(finish(phone, begun).code() == "recovery_refused");
  CHECK(start(phone, home, carer.person.handle, sheet).code() == "recovery_refused");
}

TEST_CASE("recovery: a sheet that was replaced meanwhile no longer finishes what it began") {
  StartedServer server;
  SheetHome home(server);
  Device phone(server, "sunrise");
  const Json begun = finish_request(phone, start(phone, home, home.owner.person.handle, home.sheet));
  home.owner->store_kit();
  CHECK(finish(phone, begun).code() == "recovery_refused");
  home.owner->sign_in(home.owner.person);
}

TEST_CASE("recovery: a locked-out sign-in does not stop it, and afterwards the lock is gone") {
  StartedServer server;
  SheetHome home(server);
  Member carer = home.join("colin", Role::carer);
  const std::string sheet = sheet_of(carer->store_kit());
  Device stranger(server, "sunrise");
  for (int i = 0; i < 5; ++i) stranger.start_sign_in(carer.person.handle, "Wrong-Password-11");
  CHECK(stranger.start_sign_in(carer.person.handle, "Wrong-Password-11").code() == "locked_out");
  Device phone(server, "sunrise");
  CHECK(recover(phone, home, carer.person, sheet).code() == "ok");
  phone.sign_in(carer.person);
}

TEST_CASE("recovery: a sign-in begun with the old password does not come to an end after it") {
  StartedServer server;
  SheetHome home(server);
  Member carer = home.join("colin", Role::carer);
  const std::string sheet = sheet_of(carer->store_kit());
  Device thief(server, "sunrise");
  const Answer begun = thief.start_sign_in(carer.person.handle, carer.person.password);
  Device owners_thief(server, "sunrise");
  const Answer asked = owners_thief.finish_sign_in(
      owners_thief.start_sign_in(home.owner.person.handle, home.owner.person.password));
  CHECK(asked.code() == "second_factor_needed");
  const std::string code = home.owner->next_code(home.owner.person);

  Device phone(server, "sunrise");
  CHECK(recover(phone, home, carer.person, sheet).code() == "ok");
  CHECK(recover(phone, home, home.owner.person, home.sheet).code() == "ok");
  CHECK(thief.finish_sign_in(begun).code() == "signin_failed");
  CHECK(thief.session_cookie().empty());
  CHECK(owners_thief.second_factor(asked, code).code() == "second_factor_wrong");
}

}  // namespace care::test
