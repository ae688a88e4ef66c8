// Connections that only wait, from many addresses: what they cost the server, and what others notice of them.
#include <algorithm>
#include <cstdio>
#include <thread>

#include "server/keyring/master_key.h"
#include "shared/crypto/system_random.h"
#include "tests/integration/program/child.h"
#include "tests/network/visitor.h"
#include "tests/support/long_form.h"

namespace care::test {
namespace {

using namespace std::chrono_literals;
using Time = std::chrono::steady_clock;

const std::string kHost = "localhost";

// The real program in a process of its own, over TLS, without a home: what is asked needs none.
class Program {
 public:
  Program() : port_(find_free_port()) {
    REQUIRE(crypto::initialise().ok());
    crypto::SystemRandom random;
    std::filesystem::create_directories(folder_ / "data");
    REQUIRE(server::make_master_key_file(folder_ / "master.key", folder_ / "data", random).ok());
    child_.emplace(folder_.path(), port_, ServeOptions{.tls = true});
    tls_ = make_client_tls(folder_ / "data" / "tls" / "ca.pem");
  }
  std::uint16_t port() const { return port_; }
  ssl_ctx_st* tls() const { return tls_.get(); }
  std::string question() const { return "HEAD /openapi.json HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) + "\r\n\r\n"; }
  ServingChild& child() { return *child_; }

  std::size_t figure(const std::string& name) const {
    std::ifstream status("/proc/" + std::to_string(child_->pid()) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with(name + ":")) return std::stoul(line.substr(name.size() + 1));
    }
    return 0;
  }
  double megabytes() const { return static_cast<double>(figure("VmRSS")) / 1024; }

 private:
  TempFolder folder_;
  std::uint16_t port_;
  std::optional<ServingChild> child_;
  ClientTls tls_;
};

bool is_answered(const Program& program, const Visitor& visitor, std::chrono::milliseconds patience = 5s) {
  if (!visitor.send(program.question())) return false;
  return visitor.hear(patience).starts_with("HTTP/1.1 200");
}

// How long somebody new waits for a first answer: connecting, greeting, asking.
double milliseconds_to_be_served(const Program& program, std::size_t network) {
  const auto began = Time::now();
  Visitor visitor(program.port(), network);
  const bool served = visitor.greet(program.tls(), kHost) && is_answered(program, visitor);
  CHECK(served);
  return std::chrono::duration<double, std::milli>(Time::now() - began).count();
}

}  // namespace

TEST_CASE("crowd: connections that wait, from many addresses, cost little and keep nobody out") {
  const std::size_t count = long_form() ? 10'000 : 200;
  const std::size_t per_address = long_form() ? 200 : 40;
  REQUIRE(raise_descriptors() > count + 1000);
  Program program;
  milliseconds_to_be_served(program, 0);
  const double before = program.megabytes();
  std::vector<Visitor> idle;
  std::vector<double> waits;
  for (std::size_t i = 0; i < count; ++i) {
    Visitor& visitor = idle.emplace_back(program.port(), 1 + i / per_address);
    REQUIRE(visitor.connected());
    // A third says nothing at all, a third has greeted, a third was answered once and stays.
    if (i % 3 != 0 && visitor.greet(program.tls(), kHost) && i % 3 == 2) is_answered(program, visitor);
    if (i % 100 == 99) waits.push_back(milliseconds_to_be_served(program, 0));
  }
  std::sort(waits.begin(), waits.end());
  const double after = program.megabytes();
  const auto left = static_cast<std::size_t>(std::count_if(idle.begin(), idle.end(), [](const Visitor& each) { return each.open(); }));
  std::printf("crowd: %zu connections from %zu addresses, %zu still open; somebody new waits %.1f ms (median), %.1f ms (worst); "
              "memory %.1f MB, before %.1f MB; %zu threads\n",
              count, (count + per_address - 1) / per_address, left, waits[waits.size() / 2], waits.back(), after, before, program.figure("Threads"));
  CHECK(waits.back() < 3000);
  CHECK(after - before < 200);
  CHECK(left <= 1024);
  CHECK(program.child().stop() == 0);
}

TEST_CASE("crowd: when all connections are taken, the network that has most gives one up, and who has one keeps it") {
  const std::size_t count = long_form() ? 4000 : 1200;
  REQUIRE(raise_descriptors() > count + 1000);
  Program program;
  Visitor phone(program.port(), 0);
  REQUIRE(phone.greet(program.tls(), kHost));
  REQUIRE(is_answered(program, phone));
  std::vector<Visitor> many;
  for (std::size_t i = 0; i < count; ++i) many.emplace_back(program.port(), 1 + i / 150);
  milliseconds_to_be_served(program, 200);  // whoever came before has been let in by now
  CHECK(phone.open());
  CHECK(is_answered(program, phone));
}

TEST_CASE("crowd: visitors who come and go by the hundred leave nothing behind") {
  const std::size_t rounds = long_form() ? 50 : 3;
  REQUIRE(raise_descriptors() > 1000);
  Program program;
  milliseconds_to_be_served(program, 0);
  for (std::size_t round = 0; round < rounds; ++round) {
    std::vector<Visitor> many;
    for (std::size_t i = 0; i < 100; ++i) {
      Visitor& visitor = many.emplace_back(program.port(), 1 + i % 20);
      if (i % 4 == 1) visitor.send("\x16\x03\x01\x02");          // half a greeting
      if (i % 4 == 2) visitor.send("GET / HTTP/1.1\r\n\r\n");    // no greeting
      if (i % 4 == 3) visitor.greet(program.tls(), kHost);
    }
  }
  CHECK(milliseconds_to_be_served(program, 0) < 3000);
  std::size_t descriptors = 1000;
  for (int tries = 0; tries < 200 && descriptors > 40; ++tries) {
    std::this_thread::sleep_for(50ms);
    const auto folder = std::filesystem::directory_iterator("/proc/" + std::to_string(program.child().pid()) + "/fd");
    descriptors = static_cast<std::size_t>(std::distance(folder, {}));
  }
  CHECK(descriptors <= 40);
  CHECK(program.child().stop() == 0);
}

// Half-sent requests hold a thread each for as long as a head may take; from one network never more than half of them.
TEST_CASE("crowd: heads that trickle in are cut off after ten seconds", "[.long]") {
  Program program;
  std::vector<Visitor> slow;
  for (std::size_t i = 0; i < 100; ++i) {
    Visitor& visitor = slow.emplace_back(program.port(), 1);
    REQUIRE(visitor.greet(program.tls(), kHost));
    visitor.send("GET / HTTP/1.1\r\nX: ");
  }
  const auto began = Time::now();
  double worst = 0;
  std::size_t left = slow.size();
  while (left > 0 && Time::now() - began < 40s) {
    for (const Visitor& each : slow) {
      if (each.open()) each.send("a");
    }
    worst = std::max(worst, milliseconds_to_be_served(program, 0));
    left = static_cast<std::size_t>(std::count_if(slow.begin(), slow.end(), [](const Visitor& each) { return each.open(); }));
    std::this_thread::sleep_for(250ms);
  }
  const double seconds = std::chrono::duration<double>(Time::now() - began).count();
  std::printf("crowd: 100 trickling heads were cut off within %.1f s; somebody new waited %.1f ms at worst\n", seconds, worst);
  CHECK(left == 0);
  CHECK(worst < 3000);
}

}  // namespace care::test
