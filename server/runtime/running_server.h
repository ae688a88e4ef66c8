// server/runtime/running_server.h — everything that runs while the server runs, built once and passed down.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "server/clock/system_clock.h"
#include "server/config/config.h"
#include "server/http/server.h"
#include "server/store/sqlite/store.h"
#include "shared/crypto/system_random.h"

namespace care::server {

struct StartProblem {
  Error error;
  std::string sentence;  // for the person at the terminal
};

// Put in place of the machine's own by tests; absent: the system's clock, standard output, SQLite.
struct Surroundings {
  const Clock* clock = nullptr;
  std::unique_ptr<Log> log;
  std::unique_ptr<StoreMaker> stores;
  std::optional<Bytes> redact_lists;              // absent: those that were built in with the web app
};

class RunningServer {
 public:
  // Reads the master key, makes certificates where needed, opens the registry, binds the addresses.
  static std::variant<std::unique_ptr<RunningServer>, StartProblem> start(const Config& config, LogLevel level,
                                                                          Surroundings around = {});
  ~RunningServer();

  std::uint16_t port() const { return http_->port(); }
  std::string base_address() const;               // https://base:port
  std::string setup_link();                       // for a first home, half an hour
  bool has_homes() const;
  std::vector<WorkspaceId> find_strays() const { return registry_->find_strays(); }  // see WorkspaceRegistry

  bool run();                                     // until stop(); false: the listener ended by itself, nobody can connect any more
  void stop() { stopping_ = true; http_->stop(); }

 private:
  RunningServer(const Config& config, LogLevel level, Surroundings around);
  std::optional<StartProblem> start_assist();
  void maintain();

  Config config_;
  SystemClock system_clock_;
  const Clock& clock_;
  crypto::SystemRandom random_;
  std::unique_ptr<Log> log_;
  std::unique_ptr<StoreMaker> stores_;
  std::unique_ptr<Keyring> keyring_;
  std::unique_ptr<WorkspaceRegistry> registry_;
  SessionTable sessions_{clock_};
  PendingLogins logins_{clock_, std::chrono::minutes(5), 10'000};
  PendingRecoveries recoveries_{clock_, std::chrono::minutes(10), 1'000};
  PendingHomes homes_{clock_, std::chrono::minutes(30), 100};
  SetupTokens setup_tokens_{clock_};
  RateLimiter limiter_{clock_};
  Metrics metrics_;
  std::optional<CertificateWatch> certificates_;
  std::optional<Bytes> redact_lists_;
  std::unique_ptr<Assist> assist_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<HttpServer> http_;
  std::atomic<bool> stopping_{false};
  std::thread maintenance_;
};

}  // namespace care::server
