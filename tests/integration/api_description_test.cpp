// What /openapi.json says and what the server does: every exchange of every test here is compared (Device::ask), and this one meets
// everything that is described.
#include "tests/integration/api_description.h"

#include "shared/wire/json_text.h"
#include "tests/integration/assisted_home.h"
#include "tests/integration/writing.h"

namespace care::test {
namespace {

using Sentences = std::vector<std::string>;

Sentences differences(const std::string& shape, std::string_view json) {
  return ApiDescription::instance().differences(shape, wire::parse_json(as_bytes(json)).value());
}

const std::string kId(22, 'A');
const std::string kReceipt = R"("commitments":[],"index":3,"note":"","proof":[],"time":5)";

}  // namespace

TEST_CASE("openapi: a value that is not as described is refused by the name of its member") {
  CHECK(differences("Wrap", R"({"bytes":"AA","id":")" + kId + R"(","kind":2})").empty());
  CHECK(differences("Wrap", R"({"bytes":"AA","id":")" + kId + R"("})") == Sentences{"Wrap.kind is absent"});
  CHECK(differences("Wrap", R"({"bytes":"AA","id":")" + kId + R"(","kind":2,"note":"x"})") == Sentences{"Wrap.note is not described"});
  CHECK(differences("Wrap", R"({"bytes":"AA","id":")" + kId + R"(","kind":"2"})") == Sentences{"Wrap.kind is no integer"});
  CHECK(differences("Wrap", R"({"bytes":"A+","id":")" + kId + R"(","kind":2})") == Sentences{"Wrap.bytes does not fit ^[A-Za-z0-9_-]*$"});
  CHECK(differences("Wrap", R"({"bytes":"AA","id":"A)" + kId + R"(","kind":2})") == Sentences{"Wrap.id does not fit ^[A-Za-z0-9_-]{22}$"});
  CHECK(differences("Member", R"({"actor":"act_00000000000000000000000000","has_account":2})") ==
        Sentences{"Member.has_account is none of the choices"});
  CHECK(differences("Member", R"({"actor":"acc_00000000000000000000000000","has_account":1})") ==
        Sentences{"Member.actor does not fit ^act_[0-9a-v]{26}$"});
  CHECK(differences("ProvedLeaf", R"({"leaf":"AA","proof":["AA"]})") == Sentences{"ProvedLeaf.proof[] does not fit ^[A-Za-z0-9_-]{43}$"});
  CHECK(differences("Receipt", R"({"result":"stored",)" + kReceipt + "}").empty());
  CHECK(differences("Receipt", R"({"result":"refused",)" + kReceipt + R"(,"code":"version_stale","refused_body":"AA","version":2})").empty());
  CHECK(differences("Receipt", R"({"result":"stored",)" + kReceipt + R"(,"version":2})") == Sentences{"Receipt.version is not described"});
}

TEST_CASE("openapi: an exchange that is not as described is refused by the name of its route") {
  const auto differ = [](const std::string& method, const std::string& target, const std::string& body, int status, const std::string& type,
                         std::string_view answer) {
    return ApiDescription::instance().differences({method, target, body, status, type, wire::parse_json(as_bytes(answer)).value()});
  };
  const std::string json = "application/json";
  const std::string problem = "application/problem+json";
  CHECK(differ("GET", "/api/v1/log/consistency?from=1&to=2", "", 200, json, R"({"proof":[]})").empty());
  CHECK(differ("GET", "/api/v1/log/consistency?till=2", "", 200, json, R"({"proof":[]})") ==
        Sentences{"getConsistency query.till is not described"});
  CHECK(differ("GET", "/api/v1/records/current", "", 200, json, R"({"next":0,"records":[]})") ==
        Sentences{"getCurrentRecords query.collection is absent and was not missed"});
  CHECK(differ("POST", "/api/v1/reads", "{}", 200, json, "{}") == Sentences{"noteRead request.subj is absent"});
  CHECK(differ("POST", "/api/v1/reads", R"({"subj":"sub_1"})", 200, json, "{}") ==
        Sentences{"noteRead request.subj does not fit ^sub_[0-9a-v]{26}$"});
  CHECK(differ("DELETE", "/api/v1/session", "{}", 200, json, "{}") == Sentences{"endSession request has a body that is not described"});
  CHECK(differ("DELETE", "/api/v1/session", "", 200, problem, "{}") == Sentences{"endSession answer has the type application/problem+json"});
  CHECK(differ("GET", "/api/v1/session", "", 401, json, "{}") == Sentences{"getSession answer has the type application/json with status 401"});
  CHECK(differ("GET", "/api/v1/session", "", 401, problem, R"({"code":"nonsense","number":1,"status":401,"title":"","type":"/errors/4008"})") ==
        Sentences{"getSession refusal.code is none of the choices"});
  CHECK(differ("GET", "/api/v1/weather", "", 200, json, "{}") == Sentences{"GET /api/v1/weather is not described"});
}

TEST_CASE("openapi: every route answers, every member that is described comes by, and those that may be absent are absent once") {
  Writing world;
  TestHome& home = world.home;
  Member& carer = world.carer;
  Member manager = home.join("marta", Role::manager);
  manager->sync();

  // Stored, refused for an older version or for a clock that is ahead, rejected within a batch.
  const std::uint64_t at = carer->now_ms();
  carer->write(list_of(drink_for(world.subject, at, 200)));
  const Json records = carer->read_changes();
  const Json& record = records.items().back();
  const auto correct = [&](std::uint64_t ml) {
    return carer->send(carer->seal(list_of(
        correction_of(record, "update", Json::object({{"body", drink_body(at, ml)}, {"change", change_of("wrong_details")}})))));
  };
  CHECK(correct(150).status == 200);
  CHECK(correct(160).status == 409);
  client::SealProblems problems;
  const auto ahead = carer->core().seal_records(
      Json::object({{"now", carer->now_ms() + 10 * 60 * 1000}, {"records", world.drink(100)}}), problems);
  CHECK(carer->send(*ahead.value().find("sealed")).status == 422);
  Json batch = Json::array();
  for (const Json sealed = carer->seal(world.drink(90)); const char* each : {"good", "bad"}) {
    Json item = *sealed.items().front().find("item");
    if (std::string_view(each) == "bad") item.set("sig", flip(text_of(item, "sig")));
    batch.push(std::move(item));
  }
  CHECK(carer->try_post("/api/v1/records", Json::object({{"items", std::move(batch)}})).status == 200);

  const std::string size = std::to_string(world.log_size());
  for (const std::string& path : std::initializer_list<std::string>{
           "/api/v1/session", "/api/v1/account/keys", "/api/v1/members", "/api/v1/records/" + text_of(record, "record") + "/versions",
           "/api/v1/subjects/" + world.subject + "/records", "/api/v1/subjects/" + world.subject + "/records?before=1000000&limit=1",
           "/api/v1/records/current?collection=2", "/api/v1/records/current?collection=2&after=0&limit=1",
           "/api/v1/changes", "/api/v1/changes?after=0&limit=1",
           "/api/v1/log/consistency", "/api/v1/log/consistency?from=1&to=" + size,
           "/api/v1/log/membership", "/api/v1/log/membership?from=0&size=" + size,
           "/api/v1/log/entries", "/api/v1/log/entries?before=" + size + "&limit=1&size=" + size}) {
    manager->get(path);
  }
  carer->get("/api/v1/members");
  carer->get("/api/v1/assist");  // here the operator offers none
  manager->post("/api/v1/reads", Json::object({{"subj", world.subject}}));
  CHECK(manager->try_post("/api/v1/reads", Json::object()).code() == "json_missing_field");

  std::string sheet;
  for (const Json lines = carer->store_kit(); const Json& line : lines.items()) sheet += line.text() + "\n";
  carer.person.password = "Amber-Window-Otters-8";
  const auto lost = carer->core().recover_start(
      as_bytes(carer.person.password), Json::object({{"handle", carer.person.handle}, {"kit", sheet}, {"ws", home.workspace}}));
  const auto found = carer->core().recover_finish(carer->post("/api/v1/recovery/start", lost.value()));
  carer->post("/api/v1/recovery/finish", found.value());

  carer->sign_in(carer.person);
  CHECK(carer->ask({.method = "DELETE", .path = "/api/v1/session"}).status == 200);
  home.owner->act(Json::object({{"act", "revoke_user"}, {"actor", carer.person.actor}}));
  CHECK(home.owner->ask({.method = "DELETE", .path = "/api/v1/accounts/" + carer.person.actor}).status == 200);

  AssistedHome assisted;
  assisted.carer->get("/api/v1/assist");
  const Json unsent = assisted.sign(assisted.carer);
  assisted.carer->post("/api/v1/assist/statements", Json::object({{"item", *unsent.find("statement")}}));
  CHECK(assisted.ask(assisted.carer).result() == "done");
  CHECK(assisted.ask(assisted.carer, assisted.sign(assisted.carer), "another text").result() == "assist_text_changed");
  assisted.provider.behave("busy");
  CHECK(assisted.ask(assisted.carer).result() == "assist_provider_busy");

  std::set<std::string> never = ApiDescription::instance().described();
  for (const std::string& each : ApiDescription::instance().met()) never.erase(each);
  // Out of reach: a second page of members begins after five hundred acts, whoever has an account has signed something, and what
  // comes over a line comes from some address.
  CHECK(never == std::set<std::string>{"Identity.p?", "LogEntry.details?", "getMembership answer.next"});
}

}  // namespace care::test
