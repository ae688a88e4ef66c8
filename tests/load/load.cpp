// tests/load/load.cpp — writes and reads as fast as many bedsides would: the real client core, fresh signed statements, TLS, keep-alive.
//
//   careseal-load --port PORT --token TOKEN [--clients 64] [--seconds 10] [--rounds 4] [--plain] [--pid PID]
//                 [--peer PORT] [--peer-pid PID]
//
// Makes a home on a server started with --setup-link, one carer with as many devices as clients, and one resident. Loopback only, stops by
// itself. Prints one JSON object a line: {"name","value","unit","better"}.
//
// --seconds is the time of each kind of work, over all rounds. With --peer, a PocketBase with an open collection `drinks` does the same in
// between, round by round, and the ratios are medians over the rounds. With the servers' process ids it also says what one request cost
// in processor time, on either side: that depends little on what else the machine does.
//
// Statements are sealed before the clock runs, since bedsides are other machines than the server: `server.write`. The same with
// each client sealing and signing on the server's own cores: `server.write_and_seal`.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

#include "server/clock/system_clock.h"
#include "shared/crypto/system_random.h"
#include "tests/load/bedside.h"
#include "tests/load/home.h"
#include "tests/load/peer.h"

namespace {

using namespace care;
using namespace care::load;
using SteadyClock = std::chrono::steady_clock;

// Sealed ahead for this rate; a faster server makes its clients seal on the spot.
constexpr double kAheadPerSecond = 6000;

struct Options {
  std::uint16_t port = 0;
  std::uint16_t peer = 0;
  int pid = 0;
  int peer_pid = 0;
  std::string token;
  std::size_t clients = 64;
  unsigned rounds = 4;
  double seconds = 10;
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

void print(const std::string& name, double value, const char* unit, const char* better) {
  std::printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"better\":\"%s\"}\n", name.c_str(), value, unit, better);
  std::fflush(stdout);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

double own_core_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// Of another process: fields 14 and 15 of its stat, counted after the name, which may hold spaces. 0 where nobody said which.
double core_seconds_of(int pid) {
  if (pid == 0) return 0;
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return 0;
  unsigned long long user = 0;
  unsigned long long system = 0;
  const int found = std::sscanf(text.c_str() + name_end + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user, &system);
  return found == 2 ? static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK)) : 0;
}

// What one kind of work did, over all rounds.
struct Tally {
  std::vector<double> rates;  // one per round
  std::vector<double> waits;  // milliseconds, one per request
  std::uint64_t failed = 0;
  int pid = 0;                // who does the work
  double server_seconds = 0;  // of processor time
  double client_seconds = 0;

  double rate() const { return median(rates); }
  double wait_at(double share) {
    if (waits.empty()) return 0;
    const auto at = waits.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(waits.size() - 1) * share);
    std::nth_element(waits.begin(), at, waits.end());
    return *at;
  }
};

// Every client does `once` again and again, until the time is over or it fails: then its chain would have a hole.
void run_round(Tally& tally, std::size_t clients, double seconds, const std::function<bool(std::size_t client)>& once) {
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> failed{0};
  std::vector<std::vector<double>> waits(clients);
  std::vector<std::thread> threads;
  tally.server_seconds -= core_seconds_of(tally.pid);
  tally.client_seconds -= own_core_seconds();
  const auto started = SteadyClock::now();
  for (std::size_t i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] {
      while (!stop) {
        const auto sent = SteadyClock::now();
        if (!once(i)) {
          ++failed;
          return;
        }
        waits[i].push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - sent).count());
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  stop = true;
  for (std::thread& each : threads) each.join();
  const double took = std::chrono::duration<double>(SteadyClock::now() - started).count();
  tally.server_seconds += core_seconds_of(tally.pid);
  tally.client_seconds += own_core_seconds();
  std::size_t count = 0;
  for (const auto& each : waits) {
    count += each.size();
    tally.waits.insert(tally.waits.end(), each.begin(), each.end());
  }
  tally.rates.push_back(static_cast<double>(count) / took);
  tally.failed += failed;
}

void report_cost(const std::string& name, const Tally& tally) {
  if (tally.pid == 0 || tally.waits.empty()) return;
  const double micros = 1e6 / static_cast<double>(tally.waits.size());
  print(name + ".server_core_us", tally.server_seconds * micros, "us", "lower");
  print(name + ".client_core_us", tally.client_seconds * micros, "us", "lower");
}

void report(const std::string& name, Tally& tally) {
  print(name + ".per_s", tally.rate(), "1/s", "higher");
  print(name + ".p50_ms", tally.wait_at(0.50), "ms", "lower");
  print(name + ".p99_ms", tally.wait_at(0.99), "ms", "lower");
  report_cost(name, tally);
}

void report_against(const std::string& name, const std::string& peer_name, const Tally& ours, const Tally& theirs) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < ours.rates.size(); ++i) ratios.push_back(ours.rates[i] / std::max(theirs.rates[i], 0.001));
  print(peer_name + ".per_s", theirs.rate(), "1/s", "higher");
  report_cost(peer_name, theirs);
  print(name + ".vs_peer", median(ratios), "times", "higher");
}

class Run {
 public:
  explicit Run(Options options) : options_(std::move(options)), slice_(options_.seconds / options_.rounds) {
    for (Tally* each : {&write_, &write_and_seal_, &list_}) each->pid = options_.pid;
    for (Tally* each : {&peer_write_, &peer_list_}) each->pid = options_.peer_pid;
  }

  int all() {
    home_ = need("home", make_home(options_.port, options_.tls, options_.token, random_, clock_));
    const Where where{options_.port, options_.tls, home_.address.name};
    for (std::size_t i = 0; i < options_.clients; ++i) {
      devices_.push_back(std::make_unique<Bedside>(where, random_, clock_));
      if (options_.peer != 0) peers_.push_back(std::make_unique<Peer>(options_.peer));
    }
    sign_in();
    writes();
    lists();
    std::uint64_t failed = 0;
    for (const Tally* each : {&write_, &write_and_seal_, &list_, &peer_write_, &peer_list_}) failed += each->failed;
    print("server.failed", static_cast<double>(failed), "", "lower");
    return failed == 0 ? 0 : 1;
  }

 private:
  // A few at a time: every start of a sign-in counts as a guess until it is finished.
  void sign_in() {
    const std::size_t together = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 3);
    for (std::size_t first = 0; first < devices_.size(); first += together) {
      const std::size_t end = std::min(first + together, devices_.size());
      std::vector<std::thread> threads;
      for (std::size_t i = first; i < end; ++i) {
        threads.emplace_back([&, i] { need("password", devices_[i]->stretch_password(home_.handle, home_.password)); });
      }
      for (std::thread& each : threads) each.join();
      for (std::size_t i = first; i < end; ++i) need("device", devices_[i]->enter());
    }
  }

  bool write(std::size_t client) { return devices_[client]->write_next(home_.subject); }

  // Requests that are about to be timed find connections, threads and caches as they will be.
  void warm_up() {
    Tally ignored;
    run_round(ignored, options_.clients, 0.3, [&](std::size_t i) { return write(i); });
    if (!peers_.empty()) run_round(ignored, options_.clients, 0.3, [&](std::size_t i) { return peers_[i]->create(); });
    write_.failed += ignored.failed;
  }

  void writes() {
    warm_up();
    run_round(write_and_seal_, options_.clients, slice_, [&](std::size_t i) { return write(i); });
    const auto ahead = static_cast<std::size_t>(kAheadPerSecond * slice_ / static_cast<double>(options_.clients)) + 1;
    for (unsigned round = 0; round < options_.rounds; ++round) {
      for (const auto& device : devices_) need("seal", device->seal_ahead(home_.subject, ahead));
      run_round(write_, options_.clients, slice_, [&](std::size_t i) { return write(i); });
      if (!peers_.empty()) run_round(peer_write_, options_.clients, slice_, [&](std::size_t i) { return peers_[i]->create(); });
    }
    for (const auto& device : devices_) need("receipt", device->check_last_receipt());
    report("server.write", write_);
    report("server.write_and_seal", write_and_seal_);
    if (!peers_.empty()) report_against("server.write", "peer.write", write_, peer_write_);
  }

  void lists() {
    const std::string path = "/api/v1/subjects/" + home_.subject + "/records?limit=50";
    const std::size_t got = need("list", devices_.front()->open_list(path));
    if (got != 50 || (!peers_.empty() && peers_.front()->count_list() != 50)) {
      std::fprintf(stderr, "careseal-load: a list is not of fifty\n");
      std::exit(1);
    }
    for (unsigned round = 0; round < options_.rounds; ++round) {
      run_round(list_, options_.clients, slice_, [&](std::size_t i) { return devices_[i]->read(path); });
      if (!peers_.empty()) run_round(peer_list_, options_.clients, slice_, [&](std::size_t i) { return peers_[i]->list(); });
    }
    report("server.list50", list_);
    if (!peers_.empty()) report_against("server.list50", "peer.list50", list_, peer_list_);
  }

  Options options_;
  double slice_;
  server::SystemClock clock_;
  crypto::SystemRandom random_;
  Home home_;
  std::vector<std::unique_ptr<Bedside>> devices_;
  std::vector<std::unique_ptr<Peer>> peers_;
  Tally write_, write_and_seal_, list_, peer_write_, peer_list_;
};

Options read_options(int count, char** words) {
  Options out;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const char* value = i + 1 < count ? words[i + 1] : "";
    if (word == "--plain") {
      out.tls = false;
      continue;
    }
    if (word == "--port") out.port = static_cast<std::uint16_t>(std::atoi(value));
    if (word == "--peer") out.peer = static_cast<std::uint16_t>(std::atoi(value));
    if (word == "--pid") out.pid = std::atoi(value);
    if (word == "--peer-pid") out.peer_pid = std::atoi(value);
    if (word == "--token") out.token = value;
    if (word == "--clients") out.clients = static_cast<std::size_t>(std::atoi(value));
    if (word == "--rounds") out.rounds = static_cast<unsigned>(std::atoi(value));
    if (word == "--seconds") out.seconds = std::atof(value);
    ++i;
  }
  return out;
}

}  // namespace

int main(int count, char** words) {
  const Options options = read_options(count, words);
  const bool sound = options.clients > 0 && options.rounds > 0 && options.seconds > 0 && options.seconds <= 300;
  if (options.port == 0 || options.token.empty() || !sound) {
    std::fprintf(stderr,
                 "careseal-load --port PORT --token TOKEN [--clients 64] [--seconds 10] [--rounds 4] [--plain] [--pid PID]\n"
                 "              [--peer PORT] [--peer-pid PID]\n");
    return 2;
  }
  if (!crypto::initialise()) return 1;
  return Run(options).all();
}
