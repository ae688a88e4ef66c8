#include "tests/integration/program/child.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace care::test {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

pid_t spawn(const std::vector<std::string>& arguments, const std::filesystem::path& output,
            const std::vector<std::string>& more_environment = {}) {
  const int file = ::open(output.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  REQUIRE(file >= 0);
  std::vector<std::string> words = {CARE_SERVER_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = more_environment;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view inherited = *each;
    const std::string_view name = inherited.substr(0, inherited.find('=') + 1);
    const bool replaced = std::any_of(more_environment.begin(), more_environment.end(), [&](const std::string& own) { return own.starts_with(name); });
    if (!replaced) environment.emplace_back(inherited);
  }
  const std::vector<char*> word_pointers = pointers_to(words);
  const std::vector<char*> environment_pointers = pointers_to(environment);
  const pid_t pid = ::fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    ::dup2(file, 1);
    ::dup2(file, 2);
    ::execve(CARE_SERVER_BINARY, word_pointers.data(), environment_pointers.data());
    ::_exit(127);
  }
  ::close(file);
  return pid;
}

// -1: nobody's child. Nothing of Catch here: a child that lives as long as the program is ended after Catch is gone.
int wait_for(pid_t pid) {
  int status = 0;
  if (::waitpid(pid, &status, 0) != pid) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool answers(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool up = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return up;
}

}  // namespace

std::uint16_t find_free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

std::vector<std::string> serve_flags(const std::filesystem::path& folder, std::uint16_t port, bool tls) {
  return {"--server-data", (folder / "data").string(), "--server-port", std::to_string(port), "--server-admin-port", "0",
          "--tls-mode", tls ? "local" : "off", "--keys-master-key", "file:" + (folder / "master.key").string(), "--log-level", "error"};
}

std::vector<std::string> upkeep_of(const char* command, const std::filesystem::path& folder, std::uint16_t port) {
  std::vector<std::string> out = {command};
  for (const std::string& flag : serve_flags(folder, port)) out.push_back(flag);
  return out;
}

Finished run_program(const std::vector<std::string>& arguments) {
  const TempFolder folder;
  const pid_t pid = spawn(arguments, folder / "output");
  const int code = wait_for(pid);
  return {code, read_file(folder / "output")};
}

StartedProgram::StartedProgram(const std::vector<std::string>& arguments) : pid_(spawn(arguments, folder_ / "output")) {}

StartedProgram::~StartedProgram() {
  if (pid_ > 0) end_by(SIGKILL);
}

bool StartedProgram::has_said(std::string_view words) {
  for (int tries = 0; tries < 3000; ++tries) {
    siginfo_t ended{};
    const bool over = ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == pid_;
    if (read_file(folder_ / "output").find(words) != std::string::npos) return true;
    if (over) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

Finished StartedProgram::end_by(int signal) {
  ::kill(pid_, signal);
  const int code = wait_for(pid_);
  pid_ = -1;
  return {code, read_file(folder_ / "output")};
}

ServingChild::ServingChild(const std::filesystem::path& folder, std::uint16_t port, const ServeOptions& options)
    : output_(folder / "serve.log"), port_(port) {
  std::vector<std::string> arguments = {"serve", "--setup-link"};
  for (const std::string& flag : serve_flags(folder, port, options.tls)) arguments.push_back(flag);
  pid_ = spawn(arguments, output_, options.environment);
  if (!options.wait) return;
  const bool up = wait_until_up();
  INFO(read_file(output_));
  REQUIRE(up);
}

bool ServingChild::has_ended() const {
  siginfo_t ended{};
  return pid_ <= 0 || (::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == pid_);
}

bool ServingChild::wait_until_up() {
  // It answers before it has said its link.
  for (int tries = 0; tries < 6000 && !has_ended(); ++tries) {
    if (answers(port_) && read_token()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

bool ServingChild::read_token() {
  const std::string said = read_file(output_);
  const std::size_t at = said.find("/create-home#");
  const std::size_t end = at == std::string::npos ? at : said.find('\n', at);
  if (end != std::string::npos) token_ = said.substr(at + 13, end - at - 13);
  return !token_.empty();
}

ServingChild::~ServingChild() {
  if (pid_ > 0) kill();
}

int ServingChild::finish() {
  const int code = wait_for(pid_);
  pid_ = -1;
  return code;
}

void ServingChild::kill() {
  ::kill(pid_, SIGKILL);
  finish();
}

int ServingChild::stop() {
  ::kill(pid_, SIGTERM);
  return finish();
}

}  // namespace care::test
