// server/http/server.h — the listeners: TLS 1.3 for people, plain loopback for the demo and for metrics. Only includer of httplib,
// which reads requests and writes answers; connections and threads are listener.h's.
//
// Errors   config_invalid (an address that can't be used), certificate_invalid
// Tests    tests/integration
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "server/gate/services.h"
#include "server/http/metrics.h"
#include "server/tls/certificates.h"

namespace care::server {

struct ListenOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;               // 0: any free one
  std::optional<CertificateFiles> tls;     // absent: plain http, refused on any address but loopback
  std::string admin_address = "127.0.0.1";
  std::uint16_t admin_port = 0;            // 0: no admin listener
  std::vector<std::string> trusted_proxies;
  std::size_t threads = 128;               // requests handled at the same time; an idle connection holds none
  std::size_t connections_per_address = 256;
  std::chrono::seconds drain{20};          // what requests that have begun get after stop()
};

class HttpServer {
 public:
  static Result<std::unique_ptr<HttpServer>> listen(const ListenOptions& options, Services& services, Metrics& metrics,
                                                    std::function<bool()> ready);
  ~HttpServer();
  std::uint16_t port() const;
  bool run();                      // until stop(); false: the listener ended by itself
  void stop();                     // from any thread: stops accepting, lets requests finish
  Result<void> reload_certificate();

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace care::server
