// tests/fuzz/server_home.h — a founded home, and the server's handlers called without TLS and threads between.
//
// Made through the real server by the devices of tests/integration; then that server stops, and its files are opened by what every
// request is handed to. An owner's and a carer's devices stay signed in.
#pragma once

#include <memory>
#include <optional>
#include <thread>

#include "server/gate/request.h"
#include "server/http/server.h"
#include "server/store/sqlite/store.h"
#include "tests/fuzz/fuzz.h"
#include "tests/integration/home.h"

namespace care::fuzz {

class ServerHome {
 public:
  ServerHome();
  ~ServerHome();

  // `device`: absent, nobody is signed in.
  server::Response ask(server::Request request, test::Device* device, bool proved);
  std::uint64_t log_size();
  test::Device& owner() { return *home_.owner.device; }
  test::Device& carer() { return *carer_.device; }
  const std::string& subject() const { return subject_; }
  const std::string& record() const { return record_; }
  const Json& sealed() const { return sealed_; }      // an item that nobody has sent
  const Json& invitation() const { return invitation_; }  // signed by the owner, and not sent either
  Random& random() { return system_.random; }
  std::string setup_token() { return setup_tokens_->make(system_.random); }
  std::uint16_t plain_port();                          // of the HTTP listener on loopback, started when first asked for

 private:
  test::TestServer system_;
  test::TestHome home_;
  test::Member carer_;
  std::string subject_, record_;
  Json sealed_ = Json::object(), invitation_ = Json::object();

  std::unique_ptr<server::Log> log_;
  std::unique_ptr<server::StoreMaker> stores_;
  std::unique_ptr<server::Keyring> keyring_;
  std::unique_ptr<server::WorkspaceRegistry> registry_;
  std::optional<server::WorkspaceLease> workspace_;
  std::optional<server::SessionTable> sessions_;
  std::optional<server::PendingLogins> logins_;
  std::optional<server::PendingRecoveries> recoveries_;
  std::optional<server::PendingHomes> homes_;
  std::optional<server::SetupTokens> setup_tokens_;
  std::optional<server::RateLimiter> limiter_;
  std::unique_ptr<server::Services> services_;
  server::Metrics metrics_;
  std::unique_ptr<server::HttpServer> http_;
  std::thread serving_;
};

ServerHome& server_home();

}  // namespace care::fuzz
