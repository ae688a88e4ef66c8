// tests/integration/test_server.h — a whole server in this process: real files, real TLS on loopback, time that a test moves.
#pragma once

#include <mutex>
#include <thread>

#include "server/runtime/running_server.h"
#include "server/workspace/verify.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_clock.h"

namespace care::test {

inline constexpr const char* kBaseHost = "careseal.test";

// Where a home with this label is; without one, where homes are made.
inline std::string host_of(const std::string& label) { return label.empty() ? kBaseHost : label + "." + kBaseHost; }

class TestServer {
 public:
  TestServer();
  ~TestServer();

  // Each start may bring a store of its own; absent means SQLite.
  void start(std::unique_ptr<server::StoreMaker> stores = nullptr);
  std::optional<server::StartProblem> try_start(std::unique_ptr<server::StoreMaker> stores = nullptr);
  void stop();
  void restart() {
    stop();
    start();
  }
  bool running() const { return running_ != nullptr; }

  std::uint16_t port() const { return running_->port(); }
  std::string setup_token();
  std::filesystem::path data() const { return config.data; }
  std::filesystem::path authority() const;          // what a client trusts
  std::filesystem::path home_folder(const std::string& workspace) const { return data() / workspace; }
  std::vector<std::string> log_lines() const;

  // While the server is stopped: the home's own files, read as `careseal verify` reads them.
  Result<server::VerifyReport> verify(const std::string& workspace) const;
  server::Keyring keyring() const;

  TempFolder folder;
  TestClock clock;  // begins at the machine's time: certificates are checked by it on the client's side
  SharedTestRandom random{20261121};
  server::Config config;
  std::optional<Bytes> redact_lists;  // of the second look at what leaves for an AI

 private:
  static void keep_line(void* self, std::string_view line);
  std::unique_ptr<server::RunningServer> running_;
  std::thread serving_;
  mutable std::mutex lines_mutex_;
  std::vector<std::string> lines_;
};

// Running, on the configuration above: what most tests begin with.
class StartedServer : public TestServer {
 public:
  StartedServer() { start(); }
};

}  // namespace care::test
