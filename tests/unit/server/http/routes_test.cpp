#include "server/http/routes.h"

#include <algorithm>
#include <set>

#include "server/http/headers.h"
#include "server/http/metrics.h"
#include "tests/support/catch.h"

namespace care::server {
namespace {

std::string example_of(std::string_view pattern) {
  std::string out(pattern);
  for (std::size_t open = out.find('{'); open != std::string::npos; open = out.find('{')) {
    out.replace(open, out.find('}') - open + 1, "some_id");
  }
  return out;
}

std::string_view find(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("match_route: every route of the table is found by its own method and address") {
  for (const Route& route : kRoutes) {
    const MatchedRoute matched = match_route(name_of(route.method), example_of(route.path));
    INFO(route.path);
    REQUIRE(matched.route != nullptr);
    CHECK(matched.route->handler == route.handler);
    const bool has_parameter = route.path.find('{') != std::string_view::npos;
    CHECK(matched.parameters.size() == (has_parameter ? 1U : 0U));
    for (const auto& [name, value] : matched.parameters) CHECK(value == "some_id");
  }
}

TEST_CASE("match_route: another method at a known address is told from an unknown address") {
  CHECK(match_route("DELETE", "/api/v1/home").path_known);
  CHECK(match_route("DELETE", "/api/v1/home").route == nullptr);
  CHECK(match_route("HEAD", "/api/v1/home").route == nullptr);
  CHECK(match_route("get", "/api/v1/home").route == nullptr);
  CHECK(match_route("DELETE", "/api/v1/session").route->handler == Handler::end_session);
  CHECK(match_route("GET", "/api/v1/session").route->handler == Handler::get_session);
  CHECK_FALSE(match_route("GET", "/api/v1/homes").path_known);
}

TEST_CASE("match_route: an address that is almost one is none") {
  for (const char* path : {"", "/", "//", "/api", "/api/v1", "/api/v1/", "/api/v1/home/", "/api/v1/home/x", "/api/v1//home", "api/v1/home",
                           "/api/v1/subjects//records", "/api/v1/subjects/records", "/api/v1/subjects/a/b/records", "/api/v1/records/a/versions/",
                           "/api/v1/accounts/", "/api/v1/Home", "/x/api/v1/home"}) {
    INFO(path);
    CHECK(match_route("GET", path).route == nullptr);
    CHECK(match_route("DELETE", path).route == nullptr);
  }
}

TEST_CASE("match_route: the table has no two routes that one request could mean") {
  for (const Route& a : kRoutes) {
    std::size_t matches = 0;
    for (const Route& b : kRoutes) {
      if (a.method == b.method && match_route(name_of(a.method), example_of(b.path)).route == &a) ++matches;
    }
    INFO(a.path);
    CHECK(matches == 1);
  }
}

TEST_CASE("routes: limits are set for each, and handlers stand once") {
  std::set<Handler> handlers;
  for (const Route& route : kRoutes) {
    INFO(route.path);
    CHECK(handlers.insert(route.handler).second);
    CHECK(route.path.starts_with("/api/v1/"));
    CHECK(route.max_seconds > 0);
    CHECK(route.max_body_bytes <= 4U * 1024 * 1024);
    CHECK((route.method == Method::post) == (route.max_body_bytes > 0));
    CHECK((route.host == Host::home || !route.permission));
    if (!route.permission) CHECK(route.rate != RateClass::member);
  }
}

TEST_CASE("headers: pages may run our own script and nothing else; answers of the API may run nothing") {
  const Headers page = headers_of_page(true);
  const std::string policy(find(page, "Content-Security-Policy"));
  CHECK(policy.find("script-src 'self' 'wasm-unsafe-eval';") != std::string::npos);
  CHECK(policy.find("connect-src 'self';") != std::string::npos);
  for (const char* weak : {"unsafe-inline", "'unsafe-eval'", "data:", "https:", "*"}) CHECK(policy.find(weak) == std::string::npos);
  CHECK(find(headers_of_api(true), "Content-Security-Policy") == "default-src 'none'; frame-ancestors 'none'");
  CHECK(find(headers_of_api(true), "Cache-Control") == "no-store");
}

TEST_CASE("headers: only an https answer promises https") {
  CHECK_FALSE(find(headers_of_page(true), "Strict-Transport-Security").empty());
  CHECK(find(headers_of_page(false), "Strict-Transport-Security").empty());
  CHECK(find(headers_of_api(false), "Strict-Transport-Security").empty());
  // Leaving the list of browsers' makers takes months: whoever owns the domain decides that.
  CHECK(find(headers_of_page(true), "Strict-Transport-Security").find("preload") == std::string_view::npos);
  CHECK(may_insist_on_https("careseal.example"));
  CHECK(may_insist_on_https("notlocalhost"));
  CHECK_FALSE(may_insist_on_https("localhost"));
  CHECK_FALSE(may_insist_on_https("care.localhost"));
  std::set<std::string> names;
  for (const auto& [name, value] : headers_of_page(true)) CHECK(names.insert(std::string(name)).second);
}

TEST_CASE("metrics: counts by handler and class of status, and no label comes from a request") {
  Metrics metrics;
  CHECK(metrics.text(0, "0.1.0").find("careseal_requests_total{") == std::string::npos);
  metrics.count(Handler::get_home, 200, 900);
  metrics.count(Handler::get_home, 404, 30'000);
  metrics.count(Handler::append_records, 503, 20'000'000);
  metrics.count(Handler::append_records, 100, 1);  // outside the classes: counted as the nearest
  const std::string text = metrics.text(3, "0.1.0+abc");
  CHECK(text.find("careseal_build_info{build=\"0.1.0+abc\"} 1\n") != std::string::npos);
  CHECK(text.find("careseal_open_homes 3\n") != std::string::npos);
  CHECK(text.find("careseal_requests_total{handler=\"get_home\",status=\"2xx\"} 1\n") != std::string::npos);
  CHECK(text.find("careseal_requests_total{handler=\"get_home\",status=\"4xx\"} 1\n") != std::string::npos);
  CHECK(text.find("careseal_requests_total{handler=\"append_records\",status=\"5xx\"} 1\n") != std::string::npos);
  CHECK(text.find("careseal_request_seconds_count{handler=\"get_home\"} 2\n") != std::string::npos);
  CHECK(text.find("handler=\"append_records\",le=\"+Inf\"} 2\n") != std::string::npos);
  for (std::size_t at = 0; at < text.size();) {  // every line is a comment or `name{labels} number`
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    CHECK((line.starts_with("# TYPE careseal_") || line.starts_with("careseal_")));
    at = end + 1;
  }
}

}  // namespace care::server
