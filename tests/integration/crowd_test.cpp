// Many at once, slow ones, strangers with invented cookies, and a listener that ends: what others notice of it.
#include <httplib.h>
#include <sys/socket.h>

#include "server/http/socket.h"
#include "shared/base/encoding.h"
#include "tests/integration/home.h"
#include "tests/integration/raw_tls.h"

namespace care::test {
namespace {

using namespace std::chrono_literals;
using Time = std::chrono::steady_clock;

const std::string kHome = host_of("sunrise");

std::string get_page(const TestServer& server) {
  return "GET / HTTP/1.1\r\nHost: " + kHome + ":" + std::to_string(server.port()) + "\r\n\r\n";
}

std::string begin_post(const TestServer& server, std::size_t length) {
  return "POST /api/v1/signin/start HTTP/1.1\r\nHost: " + kHome + ":" + std::to_string(server.port()) +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

bool answers_within(TestServer& server, Time::duration limit) {
  const auto began = Time::now();
  return still_answers(server) && Time::now() - began < limit;
}

int listening_descriptor(std::uint16_t port) {
  for (int each = 3; each < 1024; ++each) {
    int listens = 0;
    socklen_t length = sizeof listens;
    if (::getsockopt(each, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0 && listens == 1 && server::listening_port(each) == port) {
      return each;
    }
  }
  return -1;
}

bool logged(const TestServer& server, const std::string& event) {
  for (const std::string& line : server.log_lines()) {
    if (line.find("\"" + event + "\"") != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("crowd: a server told to use few threads starts, and everybody gets an answer") {
  for (const std::uint32_t threads : {1U, 3U, 8U}) {
    INFO(threads);
    TestServer server;
    server.config.threads = threads;
    server.start();
    TestHome home(server, "sunrise", false);
    std::vector<std::unique_ptr<RawTls>> idle;
    for (int i = 0; i < 12; ++i) idle.push_back(std::make_unique<RawTls>(server, kHome));
    CHECK(answers_within(server, 5s));
    CHECK(home.owner->try_get("/api/v1/session").status == 200);
  }
}

TEST_CASE("crowd: a stranger who keeps more connections open than there are threads keeps nobody out") {
  TestServer server;
  server.config.threads = 16;
  server.start();
  TestHome home(server, "sunrise", false);
  std::vector<std::unique_ptr<RawTls>> stranger;
  for (int i = 0; i < 100; ++i) {
    stranger.push_back(std::make_unique<RawTls>(server, kHome));
    REQUIRE(stranger.back()->ok());
    stranger.back()->send(get_page(server));
    CHECK(answers_within(server, 5s) == true);
  }
  CHECK(home.owner->try_get("/api/v1/session").status == 200);
}

TEST_CASE("crowd: an address over its share of connections loses the oldest, and the newest is served") {
  TestServer server;
  server.config.connections_per_address = 5;
  server.start();
  TestHome home(server, "sunrise", false);
  std::vector<std::unique_ptr<RawTls>> many;
  for (int i = 0; i < 12; ++i) {
    many.push_back(std::make_unique<RawTls>(server, kHome));
    REQUIRE(many.back()->ok());
  }
  many.front()->read_all(2s);
  CHECK(many.front()->closed());
  CHECK(still_answers(server));
}

TEST_CASE("crowd: a body that trickles in has the time its route gives it, and no more") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  RawTls slow(server, kHome);
  REQUIRE(slow.ok());
  slow.send(begin_post(server, 4000));
  const auto began = Time::now();
  while (!slow.closed() && Time::now() - began < 20s) {
    slow.send("{");
    slow.read_all(500ms);
  }
  CHECK(slow.closed());
  CHECK(Time::now() - began < 16s);
  CHECK(still_answers(server));
}

TEST_CASE("crowd: a stop ends within its time even if somebody dawdles") {
  TestServer server;
  server.config.drain_seconds = 1;
  server.start();
  TestHome home(server, "sunrise", false);
  RawTls slow(server, kHome);
  REQUIRE(slow.ok());
  slow.send(begin_post(server, 4000) + "{");
  std::this_thread::sleep_for(300ms);
  const auto began = Time::now();
  server.stop();
  CHECK(Time::now() - began < 5s);
}

TEST_CASE("crowd: a listener that the system ends is told, and readiness with it") {
  TestServer server;
  const int reserved = server::open_listening_socket("127.0.0.1", 0);
  server.config.admin_port = server::listening_port(reserved);
  ::close(reserved);
  server.start();
  TestHome home(server, "sunrise", false);
  httplib::Client admin("127.0.0.1", server.config.admin_port);
  const auto ready = admin.Get("/readyz");
  REQUIRE(ready);
  CHECK(ready->status == 200);
  ::shutdown(listening_descriptor(server.port()), SHUT_RDWR);
  for (int tries = 0; tries < 100 && !logged(server, "listener_ended"); ++tries) std::this_thread::sleep_for(50ms);
  CHECK(logged(server, "listener_ended"));
  CHECK_FALSE(logged(server, "stopped"));
  const auto after = admin.Get("/readyz");
  REQUIRE(after);
  CHECK(after->status == 503);
}

TEST_CASE("crowd: invented cookies are counted against the address, and people who are signed in notice nothing") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  CHECK(home.owner->try_get("/api/v1/session").status == 200);
  Device stranger(server, "sunrise");
  const std::uint64_t moment = stranger.now_ms();
  std::string code;
  int asked = 0;
  while (asked < 400 && code != "rate_limited") {
    server.clock.set_ms(moment);  // each request lets time pass: here none does, or the bucket would fill up again
    ByteArray<32> invented{};
    server.random.fill(invented);
    code = stranger.ask({.path = "/api/v1/session", .with_proof = false, .cookie = "__Host-careseal=" + encode_base64url(invented)}).code();
    ++asked;
  }
  INFO(asked);
  CHECK(code == "rate_limited");
  CHECK(home.owner->try_get("/api/v1/session").status == 200);
}

}  // namespace care::test
