// tests/network/visitor.h — a connection from an address of its own: every 127.x.y.z is this machine, and to the server another network.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace care::test {

struct ClientTlsFree {
  void operator()(ssl_ctx_st* context) const;
  void operator()(ssl_st* tls) const;
};
using ClientTls = std::unique_ptr<ssl_ctx_st, ClientTlsFree>;

// Trusts this authority; one for as many visitors as there are.
ClientTls make_client_tls(const std::filesystem::path& authority);

class Visitor {
 public:
  // Connected, nothing said. From 127.<1 + network / 250>.<network % 250>.1.
  Visitor(std::uint16_t port, std::size_t network);
  ~Visitor();
  Visitor(Visitor&& other) noexcept;
  Visitor& operator=(Visitor&&) = delete;

  bool connected() const { return socket_ >= 0; }
  // Over TLS from now on; false if the server did not go along within ten seconds.
  bool greet(ssl_ctx_st* context, const std::string& host);
  ssl_st* tls() const { return tls_.get(); }
  bool send(std::string_view bytes) const;         // over TLS once greeted
  std::string hear(std::chrono::milliseconds patience) const;  // what comes at once; empty: nothing, or the end
  bool open() const;                               // the server has not closed it
  int descriptor() const { return socket_; }

 private:
  int socket_ = -1;
  std::unique_ptr<ssl_st, ClientTlsFree> tls_;
};

// As many descriptors as the system gives this process; how many that are.
std::size_t raise_descriptors();

}  // namespace care::test
