#include "server/http/request_head.h"

#include "tests/support/catch.h"

namespace care::server {
namespace {

std::string with(const std::string& lines) { return "GET /api/v1/home HTTP/1.1\r\nHost: sunrise.careseal.test:8443\r\n" + lines + "\r\n"; }
std::string with_host(const std::string& host) { return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"; }
std::string asks(const std::string& line) { return line + "\r\nHost: sunrise.careseal.test\r\n\r\n"; }

std::string repeated(const std::string& line, std::size_t times) {
  std::string out;
  while (times-- > 0) out += line;
  return out;
}

}  // namespace

TEST_CASE("judge_head: what browsers send arrives as it came") {
  const std::string head =
      "POST /api/v1/changes?after=0&x=%20y HTTP/1.1\r\nHost: sunrise.careseal.test:8443\r\nContent-Length: 17\r\n"
      "Cookie: a=b; __Host-careseal=AAAA_-\r\nOrigin: https://sunrise.careseal.test:8443\r\nUser-Agent: Mozilla/5.0 (X11; x86_64)\r\n"
      "Accept:\r\nX-Name: J\xC3\xBCrgen\tK\r\n\r\n";
  const auto judged = judge_head(head);
  REQUIRE(judged.ok());
  CHECK(*judged == "POST /api/v1/changes?after=0&x=%20y HTTP/1.1\r\nHost: sunrise.careseal.test:8443\r\nContent-Length: 17\r\n"
                   "Cookie: a=b; __Host-careseal=AAAA_-\r\nOrigin: https://sunrise.careseal.test:8443\r\nUser-Agent: Mozilla/5.0 (X11; x86_64)\r\n"
                   "Accept: \r\nX-Name: J\xC3\xBCrgen\tK\r\n\r\n");
  CHECK(judge_head(with("X:  spaces around   \r\n")).value() == with("X: spaces around\r\n"));
}

TEST_CASE("judge_head: a percent sign in a value is one for the library too, where it would be taken for another byte") {
  CHECK(judge_head(with("Cookie: x=1%3B%20__Host-careseal=evil\r\n")).value() == with("Cookie: x=1%253B%2520__Host-careseal=evil\r\n"));
  CHECK(judge_head(with("X: %u003b%0d%0a\r\n")).value() == with("X: %25u003b%250d%250a\r\n"));
  // These the library leaves alone.
  CHECK(judge_head(with("Referer: https://x/%20\r\n")).value() == with("Referer: https://x/%20\r\n"));
  CHECK(judge_head(with("LOCATION: https://x/%20\r\n")).value() == with("LOCATION: https://x/%20\r\n"));
}

TEST_CASE("judge_head: lines that two readers take differently are refused") {
  const std::string zero(1, '\0');
  for (const std::string& lines : std::vector<std::string>{
           "X: a\nY: b\r\n", "X: a\rY: b\r\n", "X: a\r\n\tfolded\r\n", "X: a\r\n folded\r\n", " X: a\r\n", "X : a\r\n", "X\t: a\r\n", "X\r\n",
           ": a\r\n", "X(y): a\r\n", "X\xC3: a\r\n", "X: a" + zero + "b\r\n", "X: \x01\r\n", "X: \x7F\r\n", "X: a\r\r\n",
           "Content-Length: 1\r\nContent-Length: 1\r\n", "Content-Length: 1\r\ncontent-length: 2\r\n", "Content-Length: 1, 1\r\n",
           "Content-Length: +1\r\n", "Content-Length: -1\r\n", "Content-Length: 0x1\r\n", "Content-Length: 1 1\r\n", "Content-Length:\r\n",
           "Content-Length: 1%32\r\n", "Content-Length: 9999999999999999\r\n", "Transfer-Encoding: chunked\r\n", "transfer-encoding: identity\r\n",
           "Transfer-Encoding:\r\n", "Host: sunrise.careseal.test\r\n", "HOST: other\r\n", "Cookie: a=1\r\nCookie: b=2\r\n",
           "Origin: https://a\r\nOrigin: https://b\r\n", "Careseal-Proof: 1.A\r\ncareseal-proof: 2.B\r\n",
           "Content-Type: application/json\r\nContent-Type: text/plain\r\n", "Sec-Fetch-Site: none\r\nSec-Fetch-Site: same-origin\r\n"}) {
    INFO(lines);
    CHECK(judge_head(with(lines)).error().code() == ErrorCode::header_invalid);
  }
  CHECK(judge_head(with("Content-Length: 0\r\n")).ok());
}

TEST_CASE("judge_head: a request line is a method, an address that begins with a slash, and the version") {
  for (const char* line : {"GET / HTTP/1.1", "GET / HTTP/1.0", "PRI / HTTP/1.1", "GET /a?b=c&d=%20|x HTTP/1.1", "X-Y /\\..\\x HTTP/1.1"}) {
    INFO(line);
    CHECK(judge_head(asks(line)).ok());
  }
  for (const char* line : {"GET /", "GET", "", " ", "GET  / HTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/1.1 ", "GET / HTTP/2.0", "GET / HTTP/0.9",
                           "GET / http/1.1", "GET /a b HTTP/1.1", "GET /a#b HTTP/1.1", "GET\t/ HTTP/1.1", "G(T / HTTP/1.1", "PRI * HTTP/2.0",
                           "OPTIONS * HTTP/1.1", "CONNECT evil.example:443 HTTP/1.1", "GET http://sunrise.careseal.test/ HTTP/1.1",
                           "GET https://evil.example/api/v1/home HTTP/1.1", "GET sunrise/ HTTP/1.1", "GET /\xC0\xAF HTTP/1.1", "GET /\x01 HTTP/1.1"}) {
    INFO(line);
    CHECK_FALSE(judge_head(asks(line)).ok());
  }
  CHECK_FALSE(judge_head("\r\n" + with("")).ok());
}

TEST_CASE("judge_head: a host is a name or an address with at most a port, and there is one") {
  for (const char* host : {"sunrise.careseal.test", "sunrise.careseal.test:8443", "SUNRISE.careseal.test", "sunrise.careseal.test.", "localhost",
                           "127.0.0.1:1", "[::1]", "[::1]:8443", "[::ffff:127.0.0.1]"}) {
    INFO(host);
    CHECK(judge_head(with_host(host)).ok());
  }
  for (const char* host : {"", "ruth@sunrise.careseal.test", "sunrise.careseal.test:", "sunrise.careseal.test:x", "a:1:2", "a:123456", "a/b", "a,b", "a b",
                           "a?b", "a%2Eb", "[::1", "[]", "[::1]x", "[::1%25lo]", "\xE2\x98\x83.test", "a\\b", ":8443"}) {
    INFO(host);
    CHECK_FALSE(judge_head(with_host(host)).ok());
  }
  CHECK_FALSE(judge_head("GET / HTTP/1.1\r\n\r\n").ok());
}

TEST_CASE("judge_head: it has an end, and ends") {
  CHECK(judge_head(with(repeated("X: a\r\n", 99))).ok());
  CHECK_FALSE(judge_head(with(repeated("X: a\r\n", 100))).ok());
  CHECK(judge_head(with("X: " + std::string(8000, 'a') + "\r\n")).ok());
  CHECK_FALSE(judge_head(with("X: " + std::string(9000, 'a') + "\r\n")).ok());
  CHECK_FALSE(judge_head(with(repeated("X: " + std::string(8000, 'a') + "\r\n", 5))).ok());
  CHECK_FALSE(judge_head(asks("GET /" + std::string(9000, 'a') + " HTTP/1.1")).ok());
  CHECK_FALSE(judge_head("").ok());
  CHECK_FALSE(judge_head("GET / HTTP/1.1\r\nHost: a\r\n").ok());
  CHECK_FALSE(judge_head(with("") + "GET / HTTP/1.1\r\n\r\n").ok());
}

}  // namespace care::server
