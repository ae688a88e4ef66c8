// Every route × every kind of caller, as a table: what the gate says, and that it says it before anything else happens.
#include <map>
#include <set>

#include "shared/schema/routes.gen.h"
#include "tests/integration/home.h"

namespace care::test {
namespace {

// A request that reaches the handler and changes nothing, and what each caller hears. "ok" is 200.
struct Row {
  std::string_view method, path, body;
  std::string_view owner, manager, carer, pending;  // public routes: the first counts for everyone
};

constexpr std::string_view kUnknownSubject = "sub_00000000000000000000000000";
constexpr Row kRows[] = {
    // ---- public
    {"GET", "/api/v1/home", "", "ok", "", "", ""},
    {"POST", "/api/v1/homes/start", "{}", "json_missing_field", "", "", ""},
    {"POST", "/api/v1/homes/finish", "{}", "json_missing_field", "", "", ""},
    {"POST", "/api/v1/signin/start", "{}", "json_missing_field", "", "", ""},
    {"POST", "/api/v1/signin/finish", "{}", "json_missing_field", "", "", ""},
    {"POST", "/api/v1/signin/second", "{}", "json_missing_field", "", "", ""},
    {"POST", "/api/v1/recovery/start", "{}", "json_missing_field", "", "", ""},
    {"POST", "/api/v1/recovery/finish", "{}", "json_missing_field", "", "", ""},
    {"POST", "/api/v1/invites/open", "{}", "json_missing_field", "", "", ""},
    {"POST", "/api/v1/invites/register", "{}", "json_missing_field", "", "", ""},
    {"POST", "/api/v1/invites/accept", "{}", "json_missing_field", "", "", ""},
    // ---- signed in
    {"GET", "/api/v1/session", "", "ok", "ok", "ok", "ok"},
    {"POST", "/api/v1/account/totp/start", "{}", "ok", "ok", "ok", "ok"},
    {"POST", "/api/v1/account/totp/confirm", "{}", "json_missing_field", "json_missing_field", "json_missing_field", "json_missing_field"},
    {"GET", "/api/v1/account/keys", "", "ok", "ok", "ok", "ok"},
    {"POST", "/api/v1/account/kit", "{}", "json_missing_field", "json_missing_field", "json_missing_field", "json_missing_field"},
    {"POST", "/api/v1/account/keyring", "{}", "json_missing_field", "json_missing_field", "json_missing_field", "json_missing_field"},
    {"GET", "/api/v1/log/checkpoint", "", "ok", "ok", "ok", "ok"},
    {"GET", "/api/v1/log/consistency?from=1&to=2", "", "ok", "ok", "ok", "ok"},
    {"GET", "/api/v1/log/membership?from=0&size=3", "", "ok", "ok", "ok", "ok"},
    {"GET", "/api/v1/log/entries?size=3", "", "ok", "ok", "role_forbids", "confirmation_needed"},
    {"GET", "/api/v1/grants", "", "ok", "ok", "ok", "ok"},
    {"POST", "/api/v1/membership", "{}", "json_missing_field", "json_missing_field", "json_missing_field", "json_missing_field"},
    {"POST", "/api/v1/records", "{}", "json_missing_field", "json_missing_field", "json_missing_field", "confirmation_needed"},
    {"GET", "/api/v1/subjects", "", "ok", "ok", "ok", "ok"},
    {"GET", "/api/v1/records/current?collection=1", "", "ok", "ok", "ok", "confirmation_needed"},
    {"GET", "/api/v1/subjects/sub_00000000000000000000000000/records", "", "not_found", "not_found", "not_found", "confirmation_needed"},
    {"GET", "/api/v1/changes?after=0", "", "ok", "ok", "ok", "confirmation_needed"},
    {"GET", "/api/v1/records/rec_00000000000000000000000000/versions", "", "not_found", "not_found", "not_found", "confirmation_needed"},
    {"POST", "/api/v1/reads", "{}", "json_missing_field", "json_missing_field", "json_missing_field", "confirmation_needed"},
    {"GET", "/api/v1/members", "", "ok", "ok", "ok", "ok"},
    {"DELETE", "/api/v1/accounts/act_00000000000000000000000000", "", "not_found", "not_found", "role_forbids", "confirmation_needed"},
    // Last: it ends the session it is asked with.
    {"DELETE", "/api/v1/session", "", "ok", "ok", "ok", "ok"},
};

std::string without_query(std::string_view path) { return std::string(path.substr(0, path.find('?'))); }

const Route& route_of(const Row& row) {
  for (const Route& route : kRoutes) {
    if (name_of(route.method) != row.method) continue;
    // {subj} and the like stand for one segment.
    std::string_view pattern = route.path;
    const std::string whole = without_query(row.path);
    std::string_view path = whole;
    bool same = true;
    while (same && !pattern.empty() && !path.empty()) {
      const auto cut = [](std::string_view& rest) {
        const std::size_t end = std::min(rest.find('/', 1), rest.size());
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(end);
        return part;
      };
      const std::string_view wanted = cut(pattern);
      const std::string_view given = cut(path);
      same = wanted == given || wanted.starts_with("/{");
    }
    if (same && pattern.empty() && path.empty()) return route;
  }
  FAIL("no route for " << row.method << " " << row.path);
  return kRoutes[0];
}

Ask ask_of(const Row& row) {
  Ask request;
  request.method = std::string(row.method);
  request.path = std::string(row.path);
  request.body = std::string(row.body);
  return request;
}

bool changes_state(const Row& row) { return row.method != "GET"; }
bool is_public(const Row& row) { return !route_of(row).permission.has_value(); }
bool ends_session(const Row& row) { return row.method == "DELETE" && row.path == "/api/v1/session"; }

void check_problem(const Answer& answer) {
  if (answer.status == 200) return;
  CHECK(answer.header("Content-Type") == "application/problem+json");
  CHECK(number_of(answer.json, "status") == static_cast<std::uint64_t>(answer.status));
  CHECK(text_of(answer.json, "type") == "/errors/" + std::to_string(number_of(answer.json, "number")));
  bool known = false;
  for (const ErrorInfo& info : kErrors) known = known || (info.name == answer.code() && static_cast<int>(info.status) == answer.status);
  CHECK(known);
}

// One home with four kinds of people, and another home beside it.
struct World {
  World() {
    server.start();
    home.emplace(server, "sunrise");
    other.emplace(server, "westgate");
    manager = home->join("marta", Role::manager);
    carer = home->join("colin", Role::carer);
    pending = home->join_unconfirmed("dev", Role::deputy);
    pending.device->sign_in(pending.person);
    base = std::make_unique<Device>(server, "");
  }
  // A route of the base host is asked there.
  Device& at_right_host(const Row& row, Device& device) { return route_of(row).host == Host::base ? *base : device; }

  TestServer server;
  std::optional<TestHome> home, other;
  Member manager, carer, pending;
  std::unique_ptr<Device> base;
};

World& world() {
  static World one;  // founding takes seconds: all tables share it, and none changes it
  return one;
}

void check_row(const Row& row, const char* who, Answer answer, std::string_view expected) {
  INFO(row.method << " " << row.path << " as " << who << " answered " << answer.status << " " << answer.body);
  CHECK(answer.code() == expected);
  check_problem(answer);
}

}  // namespace

TEST_CASE("routes: every route stands in the table, and nothing else does") {
  std::set<Handler> covered;
  for (const Row& row : kRows) covered.insert(route_of(row).handler);
  CHECK(covered.size() == std::size(kRoutes));
  CHECK(std::size(kRows) == std::size(kRoutes));
}

TEST_CASE("routes: without a session only public routes answer") {
  Device stranger(world().server, "sunrise");
  for (const Row& row : kRows) {
    Answer answer = world().at_right_host(row, stranger).ask(ask_of(row));
    check_row(row, "nobody", std::move(answer), is_public(row) ? row.owner : "session_missing");
  }
}

TEST_CASE("routes: another home's session opens nothing here") {
  Device& foreign = *world().other->owner.device;
  for (const Row& row : kRows) {
    if (is_public(row)) continue;
    Ask request = ask_of(row);
    request.host = host_of("sunrise") + ":" + std::to_string(world().server.port());
    request.origin = "https://" + *request.host;
    check_row(row, "the owner of another home", foreign.ask(request), "session_missing");
  }
}

TEST_CASE("routes: a stolen cookie without the key behind it opens nothing that bears keys or changes anything") {
  for (const Row& row : kRows) {
    if (is_public(row)) continue;
    Ask request = ask_of(row);
    request.with_proof = false;
    check_row(row, "a thief with the cookie", world().home->owner->ask(request),
              route_of(row).proof ? "session_proof_wrong" : row.owner);
    request.proof = "1." + std::string(43, 'A');
    check_row(row, "a thief who guesses", world().home->owner->ask(request),
              route_of(row).proof ? "session_proof_wrong" : row.owner);
    request.proof = "nonsense";
    check_row(row, "a thief with rubbish", world().home->owner->ask(request),
              route_of(row).proof ? "session_proof_wrong" : row.owner);
  }
}

TEST_CASE("routes: every route that changes something or bears keys asks for a proof") {
  const std::set<std::string_view> free = {"/api/v1/session"};  // asked before the keys are there, to learn whether to unlock
  for (const Route& route : kRoutes) {
    INFO(route.path);
    if (!route.permission) continue;
    CHECK((route.proof || (route.method == Method::get && free.contains(route.path))));
  }
}

TEST_CASE("routes: a proof counts once, for its method, its path and its body") {
  Device& owner = *world().home->owner.device;
  for (const Row& row : kRows) {
    if (is_public(row) || !route_of(row).proof || ends_session(row)) continue;
    Ask request = ask_of(row);
    request.proof = owner.proof_for(request);
    check_row(row, "the owner", owner.ask(request), row.owner);
    check_row(row, "a replay", owner.ask(request), "session_proof_wrong");

    Ask other_path = ask_of(row);
    other_path.path += (other_path.path.find('?') == std::string::npos ? "?" : "&") + std::string("x=1");
    other_path.proof = owner.proof_for(ask_of(row));
    check_row(row, "a proof moved to another query", owner.ask(other_path), "session_proof_wrong");
    if (row.method == "POST") {
      Ask other_body = ask_of(row);
      other_body.body = "{ }";
      other_body.proof = owner.proof_for(ask_of(row));
      check_row(row, "a proof moved to another body", owner.ask(other_body), "session_proof_wrong");
    }
  }
}

TEST_CASE("routes: each role hears what permissions.json says") {
  const auto run = [](Member& member, const char* who, std::string_view Row::*column) {
    for (const Row& row : kRows) {
      if (is_public(row) || ends_session(row)) continue;
      check_row(row, who, member->ask(ask_of(row)), row.*column);
    }
  };
  run(world().home->owner, "owner", &Row::owner);
  run(world().manager, "manager", &Row::manager);
  run(world().carer, "carer", &Row::carer);
  run(world().pending, "pending deputy", &Row::pending);
}

TEST_CASE("routes: a wrong host is told nothing but that no home is there") {
  const std::string port = ":" + std::to_string(world().server.port());
  Device& owner = *world().home->owner.device;
  for (const Row& row : kRows) {
    for (const std::string& host : {host_of("nobody"), std::string("evil.example"), host_of("a.sunrise"),
                                    host_of("sunrise") + ".evil.example", std::string("127.0.0.1")}) {
      Ask request = ask_of(row);
      request.host = host + port;
      request.origin = "https://" + *request.host;
      const bool base_route_at_some_home = route_of(row).host == Host::base && host.ends_with("." + std::string(kBaseHost));
      check_row(row, host.c_str(), owner.ask(request), base_route_at_some_home ? "not_found" : "host_unknown");
    }
    Ask request = ask_of(row);
    request.host = std::string(kBaseHost) + port;
    request.origin = "https://" + *request.host;
    if (route_of(row).host == Host::home) check_row(row, "the base host", owner.ask(request), "host_unknown");
  }
}

TEST_CASE("routes: a page of another origin changes nothing, a sibling home's no more than a stranger's") {
  const std::string port = ":" + std::to_string(world().server.port());
  for (const Row& row : kRows) {
    if (!changes_state(row)) continue;
    Device& device = world().at_right_host(row, *world().home->owner.device);
    for (const std::string& origin : {std::string("https://evil.example"), "https://" + host_of("westgate") + port,
                                      "http://" + host_of("sunrise") + port, "https://" + host_of("sunrise"),
                                      std::string("null")}) {
      Ask request = ask_of(row);
      request.origin = origin;
      check_row(row, origin.c_str(), device.ask(request), "origin_refused");
    }
    for (const char* site : {"cross-site", "same-site", "none"}) {
      Ask request = ask_of(row);
      request.fetch_site = site;
      check_row(row, site, device.ask(request), "origin_refused");
    }
  }
}

TEST_CASE("routes: a request without Origin counts only together with a proof") {
  for (const Row& row : kRows) {
    if (!changes_state(row) || ends_session(row)) continue;
    Ask request = ask_of(row);
    request.origin = "";
    check_row(row, "a program without origin", world().at_right_host(row, *world().home->owner.device).ask(request),
              is_public(row) ? "origin_refused" : row.owner);
  }
}

TEST_CASE("routes: a body that does not call itself JSON is refused") {
  for (const Row& row : kRows) {
    if (row.method != "POST") continue;
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "text/json"}) {
      Ask request = ask_of(row);
      request.content_type = type;
      check_row(row, type, world().at_right_host(row, *world().home->owner.device).ask(request), "content_type_wrong");
    }
    Ask request = ask_of(row);
    request.content_type = "Application/JSON; charset=utf-8";
    check_row(row, "JSON with its charset", world().at_right_host(row, *world().home->owner.device).ask(request), row.owner);
  }
}

TEST_CASE("routes: headers that name another method are only headers") {
  for (const Row& row : kRows) {
    if (ends_session(row)) continue;
    for (const char* name : {"X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"}) {
      Ask request = ask_of(row);
      request.more = {{name, row.method == "DELETE" ? "GET" : "DELETE"}};
      check_row(row, name, world().at_right_host(row, *world().home->owner.device).ask(request), row.owner);
    }
  }
}

TEST_CASE("routes: methods that no route has are refused everywhere") {
  for (const Row& row : kRows) {
    for (const char* method : {"PUT", "PATCH", "OPTIONS", "HEAD", "TRACE"}) {
      Ask request = ask_of(row);
      request.method = method;
      request.body.clear();
      const Answer answer = world().at_right_host(row, *world().home->owner.device).ask(request);
      INFO(method << " " << row.path << " answered " << answer.status << " " << answer.body);
      CHECK(answer.status == 405);
    }
  }
}

TEST_CASE("routes: what belongs to another home answers exactly like what nobody has") {
  Device& here = *world().home->owner.device;
  TestHome& other = *world().other;
  const std::string subject = other.owner->add_resident("Agnes", "Quill");
  const Json records = other.owner->read_changes();
  const std::string record = text_of(records.items().back(), "record");
  const auto same = [&](const Ask& foreign, const Ask& unknown) {
    const Answer a = here.ask(foreign);
    const Answer b = here.ask(unknown);
    INFO(foreign.path << " answered " << a.body << ", and " << unknown.path << " " << b.body);
    CHECK(a.status == b.status);
    CHECK(a.body == b.body);
    CHECK(a.status != 200);
  };
  same({.path = "/api/v1/subjects/" + subject + "/records"}, {.path = "/api/v1/subjects/" + std::string(kUnknownSubject) + "/records"});
  same({.path = "/api/v1/subjects/not-an-id/records"}, {.path = "/api/v1/subjects/" + std::string(kUnknownSubject) + "/records"});
  same({.path = "/api/v1/records/" + record + "/versions"}, {.path = "/api/v1/records/rec_00000000000000000000000000/versions"});
  same({.method = "DELETE", .path = "/api/v1/accounts/" + other.owner.person.actor},
       {.method = "DELETE", .path = "/api/v1/accounts/act_00000000000000000000000000"});
  same({.method = "POST", .path = "/api/v1/reads", .body = "{\"subj\":\"" + subject + "\"}"},
       {.method = "POST", .path = "/api/v1/reads", .body = "{\"subj\":\"" + std::string(kUnknownSubject) + "\"}"});
  const Invitation invitation = other.owner->invite("paul", Role::carer);
  same({.method = "POST", .path = "/api/v1/invites/open", .body = "{\"inv\":\"" + invitation.inv + "\"}"},
       {.method = "POST", .path = "/api/v1/invites/open", .body = "{\"inv\":\"inv_00000000000000000000000000\"}"});
}

TEST_CASE("routes: addresses that are almost a route are none") {
  Device& owner = *world().home->owner.device;
  for (const char* path : {"/api/v1/homee", "/api/v1/", "/api/", "/api/v2/home", "/api/v1//home", "/api/v1/home/", "/api/v1/subjects//records",
                           "/api/v1/subjects/../session/records/x", "/api/v1/home%00", "/api/v1/records/versions"}) {
    const Answer answer = owner.try_get(path);
    INFO(path << " answered " << answer.status << " " << answer.body);
    CHECK(answer.code() == "route_unknown");
    check_problem(answer);
  }
}

// Ends sessions: the last of the tables.
TEST_CASE("routes: an expired session opens nothing, and signing out works for everyone") {
  world().server.clock.pass(std::chrono::hours(8));
  for (const Row& row : kRows) {
    if (is_public(row)) continue;
    check_row(row, "the owner, nine hours later", world().home->owner->ask(ask_of(row)), "session_expired");
  }
  for (Member* member : {&world().home->owner, &world().manager, &world().carer, &world().pending}) {
    member->device->sign_in(member->person);
    Ask out{.method = "DELETE", .path = "/api/v1/session"};
    const std::string cookie = member->device->cookie_header();
    CHECK(member->device->ask(out).status == 200);
    out.cookie = cookie;
    CHECK(member->device->ask(out).code() == "session_missing");
  }
}

}  // namespace care::test
