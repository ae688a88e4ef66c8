// One address has one spelling, one host is one home, and a cookie is the one that this home gave.
#include "shared/base/encoding.h"
#include "tests/network/talk.h"

namespace care::test {
namespace {

constexpr const char* kAnswered = "";           // 200
constexpr const char* kPage = "a page";         // the app, or nothing: never what a route answers
constexpr const char* kRefused = "header_invalid";
constexpr const char* kNone = "route_unknown";
constexpr const char* kNoHome = "host_unknown";

struct Spelling {
  std::string target;
  const char* expected;
};

std::vector<Spelling> spellings() {
  const std::string zero(1, '\0');
  return {
      {"/api/v1/home", kAnswered},
      {"/api/v1/home?", kAnswered},
      {"/api/v1/home?%2e%2e/%00", kAnswered},
      // ---- the same path in other letters
      {"/%61pi/v1/home", kNone},
      {"/api/v1/%68ome", kNone},
      {"/api/v1%2fhome", kNone},
      {"/api%2fv1%2Fhome", kNone},
      {"/api/v1/hom%65", kNone},
      {"/api/v1/%u0068ome", kNone},
      {"/api/v1/home%00", kNone},
      {"/api/v1/home%20", kNone},
      {"/api/v1/home%0d%0aX:y", kNone},
      {"/api/v1/%c0%afhome", kNone},
      {"/api/v1/HOME", kNone},
      // ---- steps
      {"/api/v1/home/", kNone},
      {"/api/v1//home", kNone},
      {"/api/v1/./home", kNone},
      {"/api/v1/x/../home", kNone},
      {"/api/v1/%2e%2e/v1/home", kNone},
      {"/api/v1/..%2fv1/home", kNone},
      {"/api/v1/home/..", kNone},
      {"/api/v1/home.", kNone},
      {"/api/v1/home..;/", kNone},
      {"/api/v1/home;x=1", kNone},
      {"/api/v1;x=1/home", kNone},
      {"/api/v1\\home", kNone},
      {"/api/v1/%5chome", kNone},
      {"/api/v1/subjects/sub_00000000000000000000000000%2frecords", kNone},
      {"/api/v1/subjects/%2e%2e/records", kNone},
      // ---- almost the API: the app's page at most
      {"//api/v1/home", kPage},
      {"///api/v1/home", kPage},
      {"/./api/v1/home", kPage},
      {"/x/../api/v1/home", kPage},
      {"/x/%2e%2e/api/v1/home", kPage},
      {"/API/v1/home", kPage},
      {"/api", kPage},
      {"/\\api\\v1\\home", kPage},
      {"/%2e%2e/%2e%2e/%2e%2e/etc/passwd", kPage},
      {"/..%2f..%2fmaster.key", kPage},
      {"/assets/..%5c..%5cregistry.db", kPage},
      {"/assets/%2e%2e/index.html", kPage},
      // ---- no path at all
      {"/api/v1/home#x", kRefused},
      {"*", kRefused},
      {"api/v1/home", kRefused},
      {"\\api\\v1\\home", kRefused},
      {"http://sunrise.careseal.test/api/v1/home", kRefused},
      {"https://westgate.careseal.test/api/v1/home", kRefused},
      {"//evil.example@sunrise.careseal.test/ /", kRefused},
      {"/api/v1/home HTTP/1.1 ", kRefused},
      {"/\xC0\xAE\xC0\xAE/home", kRefused},
      {"/api/v1/home" + zero, kRefused},
      {"/api/v1/ho" + zero + "me", kRefused},
      {"/api/v1/home\t", kRefused},
      {"/api/v1/home\x7F", kRefused},
  };
}

bool answers_like_a_route(const Heard& heard) { return heard.text.find("\"ws\":") != std::string::npos; }

void check(const Heard& heard, const char* expected) {
  INFO("heard: " << heard.text.substr(0, 900));
  CHECK(heard.answers == 1);
  if (expected == kAnswered) {
    CHECK(heard.status == 200);
    CHECK(answers_like_a_route(heard));
  } else if (expected == kPage) {
    CHECK_FALSE(answers_like_a_route(heard));
    CHECK((heard.status == 200 || heard.code == "route_unknown"));
  } else {
    CHECK(heard.code == expected);
    CHECK_FALSE(answers_like_a_route(heard));
  }
}

Heard get(const std::string& target, const std::string& more = "", const std::optional<std::string>& host = std::nullopt) {
  return say(request("GET " + target + " HTTP/1.1", "Connection: close\r\n" + more, host));
}

}  // namespace

TEST_CASE("address: a route has one spelling, and every other one is none") {
  for (const Spelling& spelling : spellings()) {
    INFO(spelling.target);
    check(get(spelling.target), spelling.expected);
  }
}

TEST_CASE("address: methods that no route has are refused, whatever they are called and wherever they hide") {
  for (const char* method : {"PUT", "PATCH", "OPTIONS", "TRACE", "HEAD", "CONNECT", "PROPFIND", "STEAL", "get", "PRI", "GETT", "X"}) {
    const Heard heard = say(request(std::string(method) + " /api/v1/home HTTP/1.1", "Connection: close\r\n"));
    INFO(method << " heard: " << heard.text);
    CHECK(heard.status >= 400);
    CHECK(heard.status < 500);
    CHECK_FALSE(answers_like_a_route(heard));
  }
  for (const char* line : {"X-HTTP-Method-Override: DELETE\r\n", "X-HTTP-Method: PUT\r\n", "X-Method-Override: STEAL\r\n", "_method: DELETE\r\n"}) {
    INFO(line);
    check(get("/api/v1/home", line), kAnswered);
    check(get("/api/v1/home?_method=DELETE", line), kAnswered);
  }
}

TEST_CASE("address: a home answers at its own host, however the port is written, and at no other") {
  const std::string home = host_of("sunrise");
  const std::string port = ":" + std::to_string(network_world().server.port());
  const std::string zero(1, '\0');
  const std::pair<std::string, const char*> hosts[] = {
      {home, kAnswered}, {home + port, kAnswered}, {home + ":1", kAnswered}, {"SunRise.CareSeal.TEST" + port, kAnswered},
      {home + ".", kNoHome}, {home + "." + port, kNoHome}, {"." + home, kNoHome}, {"sunrise..careseal.test", kNoHome}, {"a." + home, kNoHome},
      {home + ".evil.example", kNoHome}, {"sunrise-careseal.test", kNoHome}, {"sunrisecareseal.test", kNoHome}, {"westgate.careseal.test", kNoHome},
      {kBaseHost, kNoHome}, {"127.0.0.1" + port, kNoHome}, {"localhost", kNoHome}, {"[::1]" + port, kNoHome}, {"evil.example", kNoHome},
      {"sunrise", kNoHome}, {"-", kNoHome},
      {"", kRefused}, {"ruth@" + home, kRefused}, {"ruth:x@" + home, kRefused}, {home + "@evil.example", kRefused}, {home + ", evil.example", kRefused},
      {home + " evil.example", kRefused}, {home + "/x", kRefused}, {home + "?x", kRefused}, {home + "\\x", kRefused}, {home + ":", kRefused},
      {home + ":8443:1", kRefused}, {home + ":abc", kRefused}, {home + ":123456", kRefused}, {"sunrise%2Ecareseal.test", kRefused},
      {"%73unrise.careseal.test", kRefused}, {home + zero, kRefused}, {home + zero + ".evil.example", kRefused}, {"sunris\xC3\xA9.careseal.test", kRefused},
      {home + "\r\nHost: " + home, kRefused}, {home + "\r\nHost: evil.example", kRefused}, {home + "\r\n evil.example", kRefused},
  };
  for (const auto& [host, expected] : hosts) {
    INFO(host);
    check(get("/api/v1/home", "", host), expected);
  }
  check(say("GET /api/v1/home HTTP/1.1\r\nConnection: close\r\n\r\n"), kRefused);
  check(say("GET /api/v1/home HTTP/1.0\r\n\r\n"), kRefused);
}

TEST_CASE("address: headers that name another host, path or scheme are only headers") {
  for (const char* line : {"X-Forwarded-Host: westgate.careseal.test\r\n", "X-Host: westgate.careseal.test\r\n", "X-Forwarded-Server: westgate.careseal.test\r\n",
                           "Forwarded: host=westgate.careseal.test;proto=http\r\n", "X-Original-URL: /api/v1/nothing\r\n", "X-Rewrite-URL: /api/v1/nothing\r\n",
                           "X-Forwarded-Proto: http\r\n", "X-Forwarded-Prefix: /x\r\n", "Base-Url: https://evil.example\r\n"}) {
    INFO(line);
    const Heard heard = get("/api/v1/home", line);
    check(heard, kAnswered);
    CHECK(heard.text.find("\"label\":\"sunrise\"") != std::string::npos);
    CHECK(heard.text.find("evil") == std::string::npos);
  }
}

// A page of a sibling host can set cookies for all hosts below the shared one. What it can't do is give one the name __Host-…: so it tries
// other spellings of that name, values that hold a second cookie, and cookies without a name, which browsers sent as if they had one.
TEST_CASE("cookies: what a sibling's page tosses in is never taken for this home's") {
  Device& owner = *network_world().home->owner.device;
  Device tosser(network_world().server, "sunrise");
  const std::string own = "__Host-careseal=" + owner.session_cookie();
  const std::string evil = "__Host-careseal=" + encode_base64url(Bytes(32, 7));
  const auto code_with = [&](const std::string& cookies) { return owner.ask({.path = "/api/v1/session", .cookie = cookies}).code(); };
  for (const std::string& cookies :
       std::vector<std::string>{own, "a=b; " + own, own + "; careseal=" + evil, "careseal=x; " + own, "__host-careseal=x; " + own, "__HOST-careseal=x; " + own,
        "__Secure-careseal=x; " + own, "x=1%3B%20" + evil + "; " + own, "x=1%3b " + evil.substr(0, 6) + "; " + own, "x=%u003B " + own.substr(0, 4) + "; " + own,
        "x=\"a%3B " + evil.substr(7) + "\"; " + own, "__Host-careseal2=x; " + own, "x__Host-careseal=y; " + own, "%5F_Host-careseal=x; " + own}) {
    INFO(cookies);
    CHECK(code_with(cookies) == "ok");
  }
  // Two that bear the name: nobody can tell which, so nobody is signed in.
  for (const std::string& cookies : std::vector<std::string>{evil + "; " + own, own + "; " + evil, own + "; " + own, own + ";" + evil, own + "; __Host-careseal=x; x=y"}) {
    INFO(cookies);
    CHECK(code_with(cookies) == "session_missing");
  }
  for (const std::string& cookies : std::vector<std::string>{evil, "careseal=" + owner.session_cookie(), "__host-careseal=" + owner.session_cookie(),
                                     "x=1%3B%20" + own, "x=1; " + own.substr(2), "__Host-careseal", "__Host-careseal=", own + "A", own + "%00"}) {
    INFO(cookies);
    CHECK(code_with(cookies) == "session_missing");
  }
  const Heard two_lines = get("/api/v1/session", "Cookie: " + own + "\r\nCookie: " + evil + "\r\n");
  check(two_lines, kRefused);
}

TEST_CASE("cookies: a flood of them is refused as a whole, and nothing is read out of half of it") {
  std::string flood = "Cookie: __Host-careseal=" + network_world().home->owner->session_cookie();
  for (int i = 0; i < 150; ++i) flood += "; c" + std::to_string(i) + "=" + std::string(60, 'a');
  check(get("/api/v1/session", flood + "\r\n"), kRefused);
}

TEST_CASE("addresses: behind a proxy the address that the proxy saw counts, not one that the visitor wrote in front of it") {
  TestServer server;
  server.config.trusted_proxies = {"127.0.0.1"};
  server.start();
  TestHome home(server, "sunrise", false);
  Device stranger(server, "sunrise");
  const std::uint64_t moment = stranger.now_ms();
  // As some proxies do it: one more line. As others do: behind a comma. And a visitor who has a whole network of IPv6 addresses.
  enum class Way : std::uint8_t { own_line, comma, many_addresses };
  for (const Way way : {Way::own_line, Way::comma, Way::many_addresses}) {
    std::string code;
    int asked = 0;
    while (asked < 400 && code != "rate_limited") {
      server.clock.set_ms(moment);  // no time passes, or the bucket would fill up again
      const std::string written = "198.51.100." + std::to_string(asked % 200);
      Ask ask{.path = "/api/v1/session", .with_proof = false, .cookie = "__Host-careseal=" + encode_base64url(Bytes(32, static_cast<std::uint8_t>(asked)))};
      if (way == Way::own_line) ask.more = {{"X-Forwarded-For", written}, {"X-Forwarded-For", "203.0.113.9"}};
      if (way == Way::comma) ask.more = {{"X-Forwarded-For", written + ", 203.0.113.10"}};
      if (way == Way::many_addresses) ask.more = {{"X-Forwarded-For", "2001:db8:7:1::" + std::to_string(asked)}};
      code = stranger.ask(ask).code();
      ++asked;
    }
    INFO("way " << static_cast<int>(way) << " after " << asked);
    CHECK(code == "rate_limited");
  }
}

}  // namespace care::test
