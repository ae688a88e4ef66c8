// tests/bench/homes.cpp — many homes for one server, made through the API; and a knock at each of them.
//
//   homes make CONFIG COUNT     makes home-001 … on the data folder of this configuration, which no server may have open
//   homes knock PORT COUNT      asks each for its name, and begins a sign-in that nobody finishes: opens its files for reading and writing
//
// Making them runs the real server inside, because a set-up link is good for one home only.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "server/demo/home_client.h"
#include "server/runtime/running_server.h"

namespace care::server {
namespace {

std::string label_of(unsigned number) {
  char text[16];
  std::snprintf(text, sizeof text, "home-%03u", number);
  return text;
}

int fail(const std::string& what, const Error& error) {
  std::fprintf(stderr, "homes: %s: %s\n", what.c_str(), std::string(info_of(error.code()).name).c_str());
  return 1;
}

// A server lets one address begin so many sign-ins and no more; whoever is told so waits, as a browser's page does.
template <typename Work>
Result<void> patiently(const Work& work) {
  while (true) {
    auto done = work();
    if (done.ok() || done.error().code() != ErrorCode::rate_limited) return done;
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
}

Result<void> make_one(RunningServer& server, Address base, unsigned number, const Clock& clock) {
  crypto::SystemRandom random;
  base.port = server.port();
  const std::string link = server.setup_link();
  const std::string label = label_of(number);
  CARE_TRY(HomeClient::found(base, {link.substr(link.find('#') + 1), label, label, "owner@" + label + ".example", "Lantern-orchard-7-quay"},
                             random, clock));
  return {};
}

int make(const std::string& file, unsigned count) {
  ConfigAnswer read = load_config(file, {});
  if (!read.problems.empty()) return fail(file, ErrorCode::config_invalid);
  read.config.port = 0;
  read.config.admin_port = 0;
  auto started = RunningServer::start(read.config, LogLevel::error);
  if (auto* problem = std::get_if<StartProblem>(&started)) return fail("server", problem->error);
  auto server = std::move(std::get<std::unique_ptr<RunningServer>>(started));
  std::thread serving([&] { server->run(); });

  const Address base{"127.0.0.1", 0, read.config.tls_mode != "off", read.config.base_host};
  const SystemClock clock;
  std::atomic<unsigned> next{1};
  std::atomic<int> worst{0};
  std::vector<std::thread> founders;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
    founders.emplace_back([&] {
      for (unsigned number = next++; number <= count && worst == 0; number = next++) {
        const auto done = patiently([&] { return make_one(*server, base, number, clock); });
        if (!done) worst = fail(label_of(number), done.error());
      }
    });
  }
  for (std::thread& each : founders) each.join();
  server->stop();
  serving.join();
  return worst;
}

Result<void> knock_at(const Address& address, Random& random, const Clock& clock) {
  HomeClient stranger(address, random, clock);
  CARE_TRY(stranger.get("/api/v1/home"));
  Json start = CARE_TRY(stranger.core().signin_start(as_bytes(std::string_view("Nobody-knows-this-1")),
                                                    Json::object({{"handle", "nobody@nowhere.example"}})));
  CARE_TRY(stranger.post("/api/v1/signin/start", start.set("handle", "nobody@nowhere.example")));
  return {};
}

int knock(std::uint16_t port, unsigned count) {
  const SystemClock clock;
  crypto::SystemRandom random;
  for (unsigned number = 1; number <= count; ++number) {
    const std::string label = label_of(number);
    const auto done = patiently([&] { return knock_at({"127.0.0.1", port, true, label + ".localhost"}, random, clock); });
    if (!done) return fail(label, done.error());
  }
  return 0;
}

}  // namespace
}  // namespace care::server

int main(int count, char** words) {
  const std::string verb = count == 4 ? words[1] : "";
  if (!care::crypto::initialise()) return 1;
  const auto number = static_cast<unsigned>(count == 4 ? std::atoi(words[3]) : 0);
  if (verb == "make") return care::server::make(words[2], number);
  if (verb == "knock") return care::server::knock(static_cast<std::uint16_t>(std::atoi(words[2])), number);
  std::fprintf(stderr, "homes make CONFIG COUNT | homes knock PORT COUNT\n");
  return 2;
}
