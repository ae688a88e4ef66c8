#include "tests/integration/program/child.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace care::test {
namespace {

pid_t spawn(const std::vector<std::string>& arguments, const std::filesystem::path& output) {
  const int file = ::open(output.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  REQUIRE(file >= 0);
  std::vector<std::string> words = {CARE_SERVER_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const pid_t pid = ::fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    ::dup2(file, 1);
    ::dup2(file, 2);
    ::execv(CARE_SERVER_BINARY, pointers.data());
    ::_exit(127);
  }
  ::close(file);
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  REQUIRE(::waitpid(pid, &status, 0) == pid);
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

std::vector<std::string> serve_flags(const std::filesystem::path& folder, std::uint16_t port) {
  return {"--server-data", (folder / "data").string(), "--server-port", std::to_string(port), "--server-admin-port", "0",
          "--tls-mode", "off", "--keys-master-key", "file:" + (folder / "master.key").string(), "--log-level", "error"};
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

ServingChild::ServingChild(const std::filesystem::path& folder, std::uint16_t port) : output_(folder / "serve.log") {
  std::vector<std::string> arguments = {"serve", "--setup-link"};
  for (const std::string& flag : serve_flags(folder, port)) arguments.push_back(flag);
  pid_ = spawn(arguments, output_);
  for (int tries = 0; tries < 600 && !answers(port); ++tries) {
    int status = 0;
    const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
    if (ended == pid_) pid_ = -1;
    INFO(read_file(output_));
    REQUIRE(ended == 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  // It answers before it has said its link.
  for (int tries = 0; tries < 600 && token_.empty(); ++tries) {
    const std::string said = read_file(output_);
    const std::size_t at = said.find("/create-home#");
    const std::size_t end = at == std::string::npos ? at : said.find('\n', at);
    if (end != std::string::npos) token_ = said.substr(at + 13, end - at - 13);
    if (token_.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  REQUIRE_FALSE(token_.empty());
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
