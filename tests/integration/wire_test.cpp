// What goes over the wire: bytes that are no HTTP, bodies that hide a request, clients that dawdle.
#include "tests/integration/home.h"
#include "tests/integration/raw_tls.h"

namespace care::test {
namespace {

const std::string kHome = host_of("sunrise");

std::string head_of(const TestServer& server, const std::string& line, const std::string& more = "") {
  return line + "\r\nHost: " + kHome + ":" + std::to_string(server.port()) + "\r\n" + more;
}

std::string ask_raw(const TestServer& server, const std::string& bytes, std::chrono::milliseconds limit = std::chrono::seconds(5)) {
  RawTls tls(server, kHome);
  REQUIRE(tls.ok());
  tls.send(bytes);
  return tls.read_all(limit);
}

}  // namespace

TEST_CASE("wire: bytes that are not HTTP get an error or nothing, and the server goes on") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  const std::string host = "Host: " + kHome + "\r\n";
  const struct {
    const char* what;
    std::string bytes;
  } cases[] = {
      {"rubbish", std::string("\x16\x03\x01\x00rubbish\r\n\r\n", 15)},
      {"no version", "GET /api/v1/home\r\n\r\n"},
      {"an unknown method", "STEAL /api/v1/home HTTP/1.1\r\n" + host + "\r\n"},
      {"no host", "GET /api/v1/home HTTP/1.1\r\n\r\n"},
      {"two hosts", "GET /api/v1/home HTTP/1.1\r\n" + host + "Host: westgate." + kBaseHost + "\r\n\r\n"},
      {"two lengths", "POST /api/v1/signin/start HTTP/1.1\r\n" + host + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"},
      {"a negative length", "POST /api/v1/signin/start HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n{}"},
      {"a length in words", "POST /api/v1/signin/start HTTP/1.1\r\n" + host + "Content-Length: two\r\n\r\n{}"},
      {"a length with a sign", "POST /api/v1/signin/start HTTP/1.1\r\n" + host + "Content-Length: +2\r\n\r\n{}"},
      {"a length too big for any number", "POST /api/v1/signin/start HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999999\r\n\r\n{}"},
      {"chunks", "POST /api/v1/signin/start HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"},
      {"chunks and a length", "POST /api/v1/signin/start HTTP/1.1\r\n" + host + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"a header of 20 kB", "GET /api/v1/home HTTP/1.1\r\n" + host + "X: " + std::string(20'000, 'a') + "\r\n\r\n"},
      {"300 headers", [&] {
         std::string bytes = "GET /api/v1/home HTTP/1.1\r\n" + host;
         for (int i = 0; i < 300; ++i) bytes += "X-" + std::to_string(i) + ": a\r\n";
         return bytes + "\r\n";
       }()},
      {"an address of 20 kB", "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n" + host + "\r\n"},
      {"a zero byte in a header", std::string("GET /api/v1/home HTTP/1.1\r\n") + host + std::string("X: a\0b\r\n\r\n", 10)},
  };
  for (const auto& each : cases) {
    const std::string answer = ask_raw(server, each.bytes, std::chrono::seconds(3));
    INFO(each.what << " answered: " << answer.substr(0, 300));
    const int status = first_status(answer);
    CHECK((status == 0 || status >= 400));
    CHECK(count_answers(answer) <= 1);
    if (status != 0) CHECK(answer.find("\"number\":") != std::string::npos);
  }
  CHECK(still_answers(server));
}

TEST_CASE("wire: what follows a refused body is never taken for a request") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  const std::string hidden = head_of(server, "GET /api/v1/home HTTP/1.1") + "\r\n";
  const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
  for (const std::string& line : {std::string("POST /api/v1/nothing HTTP/1.1"), std::string("GET /api/v1/home HTTP/1.1"),
                                  std::string("DELETE /api/v1/session HTTP/1.1"), std::string("PUT /api/v1/home HTTP/1.1"),
                                  std::string("POST /residents HTTP/1.1"), std::string("HEAD /api/v1/home HTTP/1.1")}) {
    const std::string answer = ask_raw(server, head_of(server, line, length) + "\r\n" + hidden, std::chrono::milliseconds(700));
    INFO(line << " answered: " << answer);
    CHECK(count_answers(answer) == 1);
    CHECK(first_status(answer) >= 400);
  }
}

TEST_CASE("wire: a body that breaks off is no request") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  RawTls tls(server, kHome);
  REQUIRE(tls.ok());
  tls.send(head_of(server, "POST /api/v1/signin/start HTTP/1.1", "Content-Type: application/json\r\nContent-Length: 200\r\n") +
           "\r\n{\"handle\":\"ruth@sunr");
  tls.half_close();
  const std::string answer = tls.read_all();
  INFO(answer);
  CHECK((first_status(answer) == 0 || first_status(answer) >= 400));
  CHECK(still_answers(server));
}

TEST_CASE("wire: a client that dawdles is cut off, and nobody waits for it") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  std::vector<std::unique_ptr<RawTls>> slow;
  for (int i = 0; i < 40; ++i) {
    slow.push_back(std::make_unique<RawTls>(server, kHome));
    slow.back()->send(i % 2 == 0 ? "GET /api/v1/home HT" : head_of(server, "POST /api/v1/signin/start HTTP/1.1", "Content-Length: 50\r\n") + "\r\n{");
  }
  const auto began = std::chrono::steady_clock::now();
  CHECK(still_answers(server));
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
  for (auto& each : slow) {
    const std::string answer = each->read_all(std::chrono::seconds(25));
    CHECK(each->closed());
    CHECK((first_status(answer) == 0 || first_status(answer) >= 400));
  }
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(25));
  CHECK(still_answers(server));
}

}  // namespace care::test
