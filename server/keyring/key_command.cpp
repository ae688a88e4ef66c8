#include "server/keyring/key_command.h"

#include <cerrno>
#include <algorithm>
#include <csignal>
#include <optional>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/base/secret_bytes.h"

extern char** environ;

namespace care::server {
namespace {

constexpr std::size_t kOutputMaxBytes = 256;
constexpr int kExitLookMs = 5;
using SteadyClock = std::chrono::steady_clock;

// Starts the shell with its output in `write_end`; -1 if that failed.
pid_t start(const std::string& command, int write_end) {
  std::string shell = "/bin/sh";
  std::string flag = "-c";
  std::string text = command;
  char* const arguments[] = {shell.data(), flag.data(), text.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, write_end, STDOUT_FILENO);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  pid_t child = -1;
  const int failed = posix_spawn(&child, shell.c_str(), &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return failed == 0 ? child : -1;
}

// Bytes that may be the key's, wiped however the function that holds them ends.
struct Part {
  std::uint8_t bytes[kOutputMaxBytes];
  ~Part() { wipe(bytes, sizeof bytes); }
};

// True when the output ended in time.
bool read_until(int descriptor, SteadyClock::time_point end, Bytes& output) {
  Part part;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - SteadyClock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{descriptor, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t got = ::read(descriptor, part.bytes, sizeof part.bytes);
    if (got <= 0) return got == 0;
    const std::size_t room = kOutputMaxBytes - output.size();
    append(output, BytesView(part.bytes, std::min(room, static_cast<std::size_t>(got))));
  }
}

// The status of a command that ended by itself; absent: it had to be ended, with all that it started.
std::optional<int> wait_until(pid_t child, SteadyClock::time_point end) {
  int status = 0;
  for (;;) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) return -1;
    if (SteadyClock::now() >= end) break;
    ::poll(nullptr, 0, kExitLookMs);
  }
  ::kill(-child, SIGKILL);
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return std::nullopt;
}

}  // namespace

CommandAnswer run_key_command(std::string_view command, std::chrono::milliseconds limit) {
  CommandAnswer answer;
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return answer;
  answer.output.reserve(kOutputMaxBytes);  // never moved, so nothing is left behind unwiped
  const pid_t child = start(std::string(command), ends[1]);
  ::close(ends[1]);
  if (child > 0) {
    const auto end = SteadyClock::now() + limit;
    const bool complete = read_until(ends[0], end, answer.output);
    if (!complete) ::kill(-child, SIGKILL);
    const auto status = wait_until(child, end);
    if (!complete || !status) {
      answer.outcome = CommandAnswer::Outcome::too_slow;
    } else if (WIFEXITED(*status) && WEXITSTATUS(*status) == 0) {
      answer.outcome = CommandAnswer::Outcome::done;
    }
  }
  ::close(ends[0]);
  if (answer.outcome != CommandAnswer::Outcome::done) {
    wipe(answer.output);
    answer.output.clear();
  }
  return answer;
}

}  // namespace care::server
