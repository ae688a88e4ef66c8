// Every route × every kind of caller, as a table: what the gate says, and that it says it before anything else happens.
#include <set>

#include "tests/integration/route_rows.h"

namespace care::test {

TEST_CASE("routes: every route stands in the table, and nothing else does") {
  std::set<Handler> covered;
  for (const RouteRow& row : route_rows()) covered.insert(route_of(row).handler);
  CHECK(covered.size() == std::size(kRoutes));
  CHECK(route_rows().size() == std::size(kRoutes));
}

TEST_CASE("routes: without a session only public routes answer") {
  Device stranger(route_world().server, "sunrise");
  for (const RouteRow& row : route_rows()) {
    Answer answer = route_world().at_right_host(row, stranger).ask(ask_of(row));
    check_row(row, "nobody", std::move(answer), is_public(row) ? row.answer : "session_missing");
  }
}

TEST_CASE("routes: another home's session opens nothing here") {
  Device& foreign = *route_world().other->owner.device;
  for (const RouteRow& row : route_rows()) {
    if (is_public(row)) continue;
    Ask request = ask_of(row);
    request.host = host_of("sunrise") + ":" + std::to_string(route_world().server.port());
    request.origin = "https://" + *request.host;
    check_row(row, "the owner of another home", foreign.ask(request), "session_missing");
  }
}

TEST_CASE("routes: a stolen cookie without the key behind it opens nothing that bears keys or changes anything") {
  for (const RouteRow& row : route_rows()) {
    if (is_public(row)) continue;
    Ask request = ask_of(row);
    request.with_proof = false;
    check_row(row, "a thief with the cookie", route_world().home->owner->ask(request),
              route_of(row).proof ? "session_proof_wrong" : row.answer);
    request.proof = "1." + std::string(43, 'A');
    check_row(row, "a thief who guesses", route_world().home->owner->ask(request),
              route_of(row).proof ? "session_proof_wrong" : row.answer);
    request.proof = "nonsense";
    check_row(row, "a thief with rubbish", route_world().home->owner->ask(request),
              route_of(row).proof ? "session_proof_wrong" : row.answer);
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
  Device& owner = *route_world().home->owner.device;
  for (const RouteRow& row : route_rows()) {
    if (is_public(row) || !route_of(row).proof || ends_session(row)) continue;
    Ask request = ask_of(row);
    request.proof = owner.proof_for(request);
    check_row(row, "the owner", owner.ask(request), row.answer);
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

TEST_CASE("routes: a wrong host is told nothing but that no home is there") {
  const std::string port = ":" + std::to_string(route_world().server.port());
  Device& owner = *route_world().home->owner.device;
  for (const RouteRow& row : route_rows()) {
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
  const std::string port = ":" + std::to_string(route_world().server.port());
  for (const RouteRow& row : route_rows()) {
    if (!changes_state(row)) continue;
    Device& device = route_world().at_right_host(row, *route_world().home->owner.device);
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
  for (const RouteRow& row : route_rows()) {
    if (!changes_state(row) || ends_session(row)) continue;
    Ask request = ask_of(row);
    request.origin = "";
    check_row(row, "a program without origin", route_world().at_right_host(row, *route_world().home->owner.device).ask(request),
              is_public(row) ? "origin_refused" : row.answer);
  }
}

TEST_CASE("routes: a body that does not call itself JSON is refused") {
  for (const RouteRow& row : route_rows()) {
    if (row.method != "POST") continue;
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "text/json"}) {
      Ask request = ask_of(row);
      request.content_type = type;
      check_row(row, type, route_world().at_right_host(row, *route_world().home->owner.device).ask(request), "content_type_wrong");
    }
    Ask request = ask_of(row);
    request.content_type = "Application/JSON; charset=utf-8";
    check_row(row, "JSON with its charset", route_world().at_right_host(row, *route_world().home->owner.device).ask(request), row.answer);
  }
}

TEST_CASE("routes: headers that name another method are only headers") {
  for (const RouteRow& row : route_rows()) {
    if (ends_session(row)) continue;
    for (const char* name : {"X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"}) {
      Ask request = ask_of(row);
      request.more = {{name, row.method == "DELETE" ? "GET" : "DELETE"}};
      check_row(row, name, route_world().at_right_host(row, *route_world().home->owner.device).ask(request), row.answer);
    }
  }
}

TEST_CASE("routes: methods that no route has are refused everywhere") {
  for (const RouteRow& row : route_rows()) {
    for (const char* method : {"PUT", "PATCH", "OPTIONS", "HEAD", "TRACE"}) {
      Ask request = ask_of(row);
      request.method = method;
      request.body.clear();
      const Answer answer = route_world().at_right_host(row, *route_world().home->owner.device).ask(request);
      INFO(method << " " << row.path << " answered " << answer.status << " " << answer.body);
      CHECK(answer.status == 405);
    }
  }
}

TEST_CASE("routes: addresses that are almost a route are none") {
  Device& owner = *route_world().home->owner.device;
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
  RouteWorld& world = route_world();
  world.server.clock.pass(std::chrono::hours(8));
  for (Member* member : {&world.home->owner, &world.carer, &world.pending}) {
    for (const RouteRow& row : route_rows()) {
      if (is_public(row)) continue;
      check_row(row, member->person.name + ", eight hours later", (*member)->ask(ask_of(row)), "session_expired");
    }
  }
  for (Member* member : {&world.home->owner, &world.manager, &world.carer, &world.pending}) {
    member->device->sign_in(member->person);
    Ask out{.method = "DELETE", .path = "/api/v1/session"};
    const std::string cookie = member->device->cookie_header();
    CHECK(member->device->ask(out).status == 200);
    out.cookie = cookie;
    CHECK(member->device->ask(out).code() == "session_missing");
  }
}

}  // namespace care::test
