// tests/load/load.cpp — writes as fast as many bedsides would: the real client core, fresh signed statements, TLS, keep-alive.
//
//   careseal-load --port PORT --token TOKEN [--clients 64] [--seconds 10] [--plain]
//
// Makes a home on a server started with --setup-link, one carer with as many devices as clients, and one resident. Loopback only, stops by
// itself. Prints one JSON object a line: {"name","value","unit","better"}.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "server/clock/system_clock.h"
#include "server/demo/home_client.h"
#include "shared/crypto/system_random.h"
#include "shared/signin/totp.h"

namespace {

using namespace care;
using namespace care::server;
using SteadyClock = std::chrono::steady_clock;

struct Options {
  std::uint16_t port = 0;
  std::string token;
  std::size_t clients = 64;
  unsigned seconds = 10;
  bool tls = true;
};

[[noreturn]] void fail(const char* step, const Error& error) {
  std::fprintf(stderr, "careseal-load: %s: %s\n", step, std::string(info_of(error.code()).name).c_str());
  std::exit(1);
}

template <typename T>
T need(const char* step, Result<T> result) {
  if (!result) fail(step, result.error());
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

Json one(Json item) {
  Json out = Json::array();
  out.push(std::move(item));
  return out;
}

Json seal(HomeClient& client, Json records) {
  client::SealProblems problems;
  return *need("seal", client.core().seal_records(
                           Json::object({{"now", client.now_ms()}, {"records", std::move(records)}}), problems))
              .find("sealed");
}

struct Home {
  Address address;
  std::string handle = "asha@load.example";
  std::string password = "Harbour-4-Thimble-rose";
  std::string subject;
};

Home make_home(const Options& options, Random& random, const Clock& clock) {
  Home home;
  const Address base{"127.0.0.1", options.port, options.tls, "localhost"};
  home.address = base;
  home.address.name = "load.localhost";
  const auto founded = need("found", HomeClient::found(base, {options.token, "load", "Load House", "owner@load.example", "Lantern-orchard-7-quay"}, random, clock));
  HomeClient owner(home.address, random, clock);
  const auto code = need("code", totp_code(founded.totp_secret, signin::totp_step_at(clock.now()) + 1));
  need("owner signs in", owner.sign_in("owner@load.example", "Lantern-orchard-7-quay", code));
  const auto kit = need("kit", owner.core().make_kit());
  std::vector<std::string> groups;
  for (const Json& line : kit.find("lines")->items()) {
    for (std::size_t at = 0; at + 4 <= line.text().size(); at += 5) groups.push_back(line.text().substr(at, 4));
  }
  Json typed = Json::array();
  for (const Json& number : kit.find("ask")->items()) typed.push(Json(groups.at(number.integer() - 1)));
  need("kit stored", owner.post("/api/v1/account/kit", need("kit", owner.core().confirm_kit(Json::object({{"groups", std::move(typed)}})))));
  const auto invite = need("invite", owner.core().make_invite(Json::object({{"host", "https://load.localhost"}, {"hours", 1}, {"name", "Asha Khan"}, {"now", owner.now_ms()}, {"role", "carer"}})));
  need("invite sent", owner.send_membership(*invite.find("statement"), nullptr, invite.find("hello")));
  need("name sent", owner.send_records(one(*invite.find("member"))));
  const Json card = Json::object({{"allergies_known", "none_known"}, {"dnacpr", "not_known"}, {"first_name", "Edith"}, {"last_name", "Marlowe"}, {"room", "14"}, {"status", "living_here"}});
  const Json sealed = seal(owner, one(Json::object({{"act", "create"}, {"fields", Json::object({{"card", card}, {"profile", Json::object()}})}, {"type", "resident"}})));
  need("resident", owner.send_records(sealed));
  home.subject = sealed.items().front().find("subject")->text();
  HomeClient carer(home.address, random, clock);
  need("join", carer.accept_invite(invite.find("inv")->text(), invite.find("code")->text(), home.handle, home.password));
  return home;
}

void print(const char* name, double value, const char* unit, const char* better) {
  std::printf("{\"name\":\"%s\",\"value\":%.2f,\"unit\":\"%s\",\"better\":\"%s\"}\n", name, value, unit, better);
}

Options read_options(int count, char** words) {
  Options out;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const char* value = i + 1 < count ? words[i + 1] : "";
    if (word == "--plain") { out.tls = false; continue; }
    if (word == "--port") out.port = static_cast<std::uint16_t>(std::atoi(value));
    if (word == "--token") out.token = value;
    if (word == "--clients") out.clients = static_cast<std::size_t>(std::atoi(value));
    if (word == "--seconds") out.seconds = static_cast<unsigned>(std::atoi(value));
    ++i;
  }
  return out;
}

}  // namespace

int main(int count, char** words) {
  const Options options = read_options(count, words);
  if (options.port == 0 || options.token.empty() || options.seconds > 300) {
    std::fprintf(stderr, "careseal-load --port PORT --token TOKEN [--clients 64] [--seconds 10] [--plain]\n");
    return 2;
  }
  if (!crypto::initialise()) return 1;
  const SystemClock clock;
  crypto::SystemRandom random;
  const Home home = make_home(options, random, clock);
  std::vector<std::unique_ptr<HomeClient>> clients;
  for (std::size_t i = 0; i < options.clients; ++i) {
    clients.push_back(std::make_unique<HomeClient>(home.address, random, clock));
    need("device signs in", clients.back()->sign_in(home.handle, home.password, ""));
  }
  std::atomic<bool> stop{false};
  std::vector<std::vector<double>> waits(clients.size());
  std::atomic<std::uint64_t> failed{0};
  std::vector<std::thread> threads;
  const auto started = SteadyClock::now();
  for (std::size_t i = 0; i < clients.size(); ++i) {
    threads.emplace_back([&, i] {
      HomeClient& client = *clients[i];
      while (!stop) {
        const std::uint64_t now = client.now_ms();
        const Json body = Json::object({{"amount_ml", 200}, {"drink", "tea"}, {"entered", now}, {"occurred", now}, {"offset", 840}});
        const Json sealed = seal(client, one(Json::object({{"act", "create"}, {"fields", Json::object({{"body", body}})}, {"subject", home.subject}, {"type", "drink"}})));
        const auto sent = SteadyClock::now();
        const auto answer = client.post("/api/v1/records", Json::object({{"items", one(*sealed.items().front().find("item"))}}));
        waits[i].push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - sent).count());
        if (!answer) {
          ++failed;
          return;  // its chain would have a hole
        }
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::seconds(options.seconds));
  stop = true;
  for (std::thread& each : threads) each.join();
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - started).count();
  std::vector<double> all;
  for (const auto& each : waits) all.insert(all.end(), each.begin(), each.end());
  std::sort(all.begin(), all.end());
  print("server.write.per_s", static_cast<double>(all.size()) / seconds, "1/s", "higher");
  if (!all.empty()) {
    print("server.write.p50_ms", all[all.size() / 2], "ms", "lower");
    print("server.write.p99_ms", all[all.size() * 99 / 100], "ms", "lower");
  }
  print("server.write.failed", static_cast<double>(failed), "", "lower");
  return failed == 0 ? 0 : 1;
}
