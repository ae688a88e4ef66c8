#include "server/keyring/key_command.h"

#include <cerrno>
#include <algorithm>
#include <csignal>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace care::server {
namespace {

constexpr std::size_t kOutputMaxBytes = 256;
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

// True when the output ended in time.
bool read_until(int descriptor, SteadyClock::time_point end, Bytes& output) {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - SteadyClock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{descriptor, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    std::uint8_t part[kOutputMaxBytes];
    const ssize_t got = ::read(descriptor, part, sizeof part);
    if (got <= 0) {
      for (volatile std::uint8_t& byte : part) byte = 0;
      return got == 0;
    }
    const std::size_t room = kOutputMaxBytes - output.size();
    append(output, BytesView(part, std::min(room, static_cast<std::size_t>(got))));
  }
}

bool wait_for_exit(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
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
    const bool in_time = read_until(ends[0], SteadyClock::now() + limit, answer.output);
    if (!in_time) ::kill(-child, SIGKILL);
    const bool succeeded = wait_for_exit(child);
    if (!in_time) {
      answer.outcome = CommandAnswer::Outcome::too_slow;
    } else if (succeeded) {
      answer.outcome = CommandAnswer::Outcome::done;
    }
  }
  ::close(ends[0]);
  return answer;
}

}  // namespace care::server
