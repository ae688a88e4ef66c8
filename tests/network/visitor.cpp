#include "tests/network/visitor.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "tests/support/catch.h"

namespace care::test {
namespace {

sockaddr_in at(const std::string& ip, std::uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  REQUIRE(::inet_pton(AF_INET, ip.c_str(), &out.sin_addr) == 1);
  return out;
}

}  // namespace

void ClientTlsFree::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }
void ClientTlsFree::operator()(ssl_st* tls) const { SSL_free(tls); }

ClientTls make_client_tls(const std::filesystem::path& authority) {
  ClientTls out(SSL_CTX_new(TLS_client_method()));
  REQUIRE(SSL_CTX_load_verify_locations(out.get(), authority.c_str(), nullptr) == 1);
  SSL_CTX_set_verify(out.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_mode(out.get(), SSL_MODE_RELEASE_BUFFERS);
  return out;
}

Visitor::Visitor(std::uint16_t port, std::size_t network) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (socket_ < 0) return;
  const sockaddr_in own = at("127." + std::to_string(1 + network / 250) + "." + std::to_string(network % 250) + ".1", 0);
  const sockaddr_in server = at("127.0.0.1", port);
  const timeval limit{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  const bool through = ::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0 &&
                       ::connect(socket_, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0;
  if (!through) ::close(std::exchange(socket_, -1));
}

Visitor::~Visitor() {
  tls_.reset();
  if (socket_ >= 0) ::close(socket_);
}

Visitor::Visitor(Visitor&& other) noexcept : socket_(std::exchange(other.socket_, -1)), tls_(std::move(other.tls_)) {}

bool Visitor::greet(ssl_ctx_st* context, const std::string& host) {
  tls_.reset(SSL_new(context));
  // SSL_set_tlsext_host_name, whose macro casts as C does.
  SSL_ctrl(tls_.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(host.c_str()));
  SSL_set1_host(tls_.get(), host.c_str());
  SSL_set_fd(tls_.get(), socket_);
  return SSL_connect(tls_.get()) == 1;
}

bool Visitor::send(std::string_view bytes) const {
  if (tls_) return SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size());
  return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

std::string Visitor::hear(std::chrono::milliseconds patience) const {
  pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
  const bool there = (tls_ && SSL_pending(tls_.get()) > 0) || ::poll(&wanted, 1, static_cast<int>(patience.count())) > 0;
  if (!there) return {};
  std::array<char, 16384> text{};
  const ssize_t got = tls_ ? SSL_read(tls_.get(), text.data(), static_cast<int>(text.size())) : ::recv(socket_, text.data(), text.size(), 0);
  return got <= 0 ? std::string() : std::string(text.data(), static_cast<std::size_t>(got));
}

bool Visitor::open() const {
  if (socket_ < 0) return false;
  pollfd wanted{.fd = socket_, .events = POLLRDHUP, .revents = 0};
  return ::poll(&wanted, 1, 0) == 0;
}

std::size_t raise_descriptors() {
  rlimit files{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
  const rlim_t wanted = 40'000;  // the hard limit too, which only some may raise
  const rlimit more{.rlim_cur = wanted, .rlim_max = std::max(files.rlim_max, wanted)};
  if (::setrlimit(RLIMIT_NOFILE, &more) != 0) {
    const rlimit most{.rlim_cur = files.rlim_max, .rlim_max = files.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &most) == 0);
  }
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
  return files.rlim_cur;
}

}  // namespace care::test
