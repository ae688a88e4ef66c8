#include "tests/integration/ai_provider.h"

#include <fcntl.h>
#include <httplib.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/wire/json_text.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

namespace care::test {
namespace {

constexpr std::string_view kListening = "listening ";

std::string read_line(int from) {
  std::string line;
  char letter = 0;
  while (::read(from, &letter, 1) == 1 && letter != '\n') line += letter;
  return line;
}

}  // namespace

AiProvider::AiProvider(const std::optional<server::CertificateFiles>& tls) : tls_(tls.has_value()) {
  std::vector<std::string> words = {CARE_NODE, "tests/support/ai-provider.mjs"};
  if (tls) words.insert(words.end(), {"--cert", tls->certificate.string(), "--key", tls->key.string()});
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  int in[2], out[2];
  REQUIRE(::pipe2(in, O_CLOEXEC) == 0);
  REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
  pid_ = ::fork();
  REQUIRE(pid_ >= 0);
  if (pid_ == 0) {
    ::dup2(in[0], 0);
    ::dup2(out[1], 1);
    ::execv(pointers.front(), pointers.data());
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  to_ = in[1];
  const std::string line = read_line(out[0]);
  ::close(out[0]);
  INFO(line);
  REQUIRE(line.starts_with(kListening));
  port_ = static_cast<std::uint16_t>(std::stoi(line.substr(kListening.size())));
}

AiProvider::~AiProvider() {
  ::close(to_);
  ::kill(pid_, SIGKILL);
  int status = 0;
  ::waitpid(pid_, &status, 0);
}

std::string AiProvider::ask(const std::string& path, const std::string& body) {
  const auto post = [&](auto&& client) {
    const auto answer = client.Post(path, body, "application/json");
    REQUIRE(answer);
    return answer->body;
  };
  if (!tls_) return post(httplib::Client("127.0.0.1", port_));
  httplib::SSLClient client("127.0.0.1", port_);
  client.enable_server_certificate_verification(false);
  return post(client);
}

void AiProvider::behave(const Json& how) { ask("/stand-in/behave", encode_canonical(how)); }

Json AiProvider::received() {
  const std::string answer = ask("/stand-in/received", "{}");
  return wire::parse_json(as_bytes(answer), {.max_bytes = answer.size(), .max_depth = 8}).value();
}

Bytes built_redact_lists() { return to_bytes(as_bytes(read_file(CARE_REDACT_LISTS))); }

}  // namespace care::test
