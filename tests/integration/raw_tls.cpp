#include "tests/integration/raw_tls.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shared/base/encoding.h"

namespace care::test {

struct RawTls::Parts {
  SSL_CTX* context = nullptr;
  SSL* tls = nullptr;
  int socket = -1;
  bool connected = false;
  ~Parts() {
    if (tls != nullptr) SSL_free(tls);
    if (context != nullptr) SSL_CTX_free(context);
    if (socket >= 0) ::close(socket);
  }
};

RawTls::RawTls(const TestServer& server, const std::string& host, int max_version) : parts_(std::make_unique<Parts>()) {
  parts_->context = SSL_CTX_new(TLS_client_method());
  REQUIRE(SSL_CTX_load_verify_locations(parts_->context, server.authority().c_str(), nullptr) == 1);
  SSL_CTX_set_verify(parts_->context, SSL_VERIFY_PEER, nullptr);
  if (max_version != 0) REQUIRE(SSL_CTX_set_max_proto_version(parts_->context, max_version) == 1);
  parts_->socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(server.port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(parts_->socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  parts_->tls = SSL_new(parts_->context);
  // SSL_set_tlsext_host_name, whose macro casts as C does.
  SSL_ctrl(parts_->tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(host.c_str()));
  SSL_set1_host(parts_->tls, host.c_str());
  SSL_set_fd(parts_->tls, parts_->socket);
  parts_->connected = SSL_connect(parts_->tls) == 1;
}

RawTls::~RawTls() = default;

bool RawTls::ok() const { return parts_->connected; }

std::string RawTls::version() const { return SSL_get_version(parts_->tls); }

std::string RawTls::certificate_fingerprint() const {
  X509* certificate = SSL_get1_peer_certificate(parts_->tls);
  REQUIRE(certificate != nullptr);
  ByteArray<32> hash{};
  unsigned length = 0;
  REQUIRE(X509_digest(certificate, EVP_sha256(), hash.data(), &length) == 1);
  X509_free(certificate);
  return encode_hex(hash);
}

std::size_t RawTls::chain_length() const {
  const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(parts_->tls);
  return chain == nullptr ? 0 : static_cast<std::size_t>(sk_X509_num(chain));
}

void RawTls::send(std::string_view bytes) {
  // The server may have closed meanwhile: that is what some tests are about.
  if (!bytes.empty()) static_cast<void>(SSL_write(parts_->tls, bytes.data(), static_cast<int>(bytes.size())));
}

void RawTls::half_close() {
  SSL_shutdown(parts_->tls);
  ::shutdown(parts_->socket, SHUT_WR);
}

std::string RawTls::read_all(std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  std::string out;
  while (true) {
    if (SSL_pending(parts_->tls) == 0) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
      pollfd wait{.fd = parts_->socket, .events = POLLIN, .revents = 0};
      if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0) return out;
    }
    char buffer[4096];
    const int got = SSL_read(parts_->tls, buffer, sizeof buffer);
    if (got <= 0) {
      if (SSL_get_error(parts_->tls, got) == SSL_ERROR_WANT_READ) continue;
      closed_ = true;
      return out;
    }
    out.append(buffer, static_cast<std::size_t>(got));
  }
}

int first_status(std::string_view answer) {
  const std::size_t space = answer.find(' ');
  if (!answer.starts_with("HTTP/1.1") || space == std::string_view::npos) return 0;
  return std::atoi(std::string(answer.substr(space + 1, 3)).c_str());
}

std::size_t count_answers(std::string_view answer) {
  std::size_t count = 0;
  for (std::size_t at = answer.find("HTTP/1.1 "); at != std::string_view::npos; at = answer.find("HTTP/1.1 ", at + 1)) ++count;
  return count;
}

}  // namespace care::test
