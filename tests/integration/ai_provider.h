// tests/integration/ai_provider.h — tests/support/ai-provider.mjs as a child process: the service that answers, as bad as it can be.
#pragma once

#include <sys/types.h>

#include "server/config/config.h"
#include "server/tls/certificates.h"
#include "shared/base/json.h"

namespace care::test {

class AiProvider {
 public:
  explicit AiProvider(const std::optional<server::CertificateFiles>& tls = {});
  ~AiProvider();
  AiProvider(const AiProvider&) = delete;
  AiProvider& operator=(const AiProvider&) = delete;

  std::uint16_t port() const { return port_; }
  std::string address() const { return (tls_ ? "https://localhost:" : "http://localhost:") + std::to_string(port_); }
  void behave(const Json& how);                    // {"kind": …}, as the script says
  void behave(const char* kind) { behave(Json::object({{"kind", kind}})); }
  Json received();                                 // the list of requests, oldest first
  std::size_t count() { return received().items().size(); }

 private:
  std::string ask(const std::string& path, const std::string& body);
  pid_t pid_ = -1;
  int to_ = -1;
  bool tls_;
  std::uint16_t port_ = 0;
};

// The word lists of the second look, as they are built beside the programs.
Bytes built_redact_lists();

}  // namespace care::test
