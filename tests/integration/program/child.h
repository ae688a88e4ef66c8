// tests/integration/program/child.h — the real program as a child process: started, spoken to, killed.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temp_folder.h"

namespace care::test {

struct Finished {
  int code = -1;       // exit code, or 128 + signal
  std::string output;  // both streams
};

// Runs to its end.
Finished run_program(const std::vector<std::string>& arguments);

// Runs beside the test, and is killed with it.
class StartedProgram {
 public:
  explicit StartedProgram(const std::vector<std::string>& arguments);
  ~StartedProgram();
  StartedProgram(const StartedProgram&) = delete;
  StartedProgram& operator=(const StartedProgram&) = delete;

  // False when it ended, or a minute passed, without it.
  bool has_said(std::string_view words);
  Finished end_by(int signal);

 private:
  TempFolder folder_;
  pid_t pid_ = -1;
};

struct ServeOptions {
  bool tls = false;
  bool wait = true;                        // until it answers and has said its set-up link
  std::vector<std::string> environment{};  // NAME=value, beside this process's own
};

// `careseal serve` on a data directory, on loopback.
class ServingChild {
 public:
  ServingChild(const std::filesystem::path& folder, std::uint16_t port, const ServeOptions& options = {});
  ~ServingChild();
  ServingChild(const ServingChild&) = delete;
  ServingChild& operator=(const ServingChild&) = delete;

  bool wait_until_up();    // false when it ended first, or half a minute passed
  bool has_ended() const;
  void kill();             // SIGKILL, and gone on return
  int stop();              // SIGTERM; its exit code
  int finish();            // waits until it ends by itself; its exit code
  pid_t pid() const { return pid_; }
  std::string said() const { return read_file(output_); }
  std::string setup_token() const { return token_; }

 private:
  bool read_token();

  std::filesystem::path output_;
  std::uint16_t port_;
  pid_t pid_ = -1;
  std::string token_;
};

std::vector<std::string> serve_flags(const std::filesystem::path& folder, std::uint16_t port, bool tls = false);
// A sub-command with the same flags.
std::vector<std::string> upkeep_of(const char* command, const std::filesystem::path& folder, std::uint16_t port);
std::uint16_t find_free_port();

}  // namespace care::test
