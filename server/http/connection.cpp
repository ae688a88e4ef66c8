#include "server/http/connection.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace care::server {
namespace {

constexpr std::size_t kInputBytes = 4096;
constexpr std::ptrdiff_t kFailed = -1;
constexpr std::ptrdiff_t kNotYet = -2;

}  // namespace

void Connection::TlsFree::operator()(ssl_st* tls) const { SSL_free(tls); }

Connection::Connection(int socket, ssl_ctx_st* tls, Peer peer) : socket_(socket), secure_(tls != nullptr), peer_(std::move(peer)) {
  if (!secure_) return;
  tls_.reset(SSL_new(tls));
  if (tls_ && SSL_set_fd(tls_.get(), socket_) == 1) SSL_set_accept_state(tls_.get());
}

Connection::~Connection() {
  // The goodbye is sent, the other side's is not waited for (RFC 8446 6.1).
  if (tls_ && greeted_ && !broken_) SSL_shutdown(tls_.get());
  ERR_clear_error();
  ::shutdown(socket_, SHUT_RDWR);
  ::close(socket_);
}

Connection::Step Connection::step_of(int outcome) {
  const int error = SSL_get_error(tls_.get(), outcome);
  if (error == SSL_ERROR_WANT_READ) return Step::wants_read;
  if (error == SSL_ERROR_WANT_WRITE) return Step::wants_write;
  if (error != SSL_ERROR_ZERO_RETURN) broken_ = true;
  return Step::failed;
}

Connection::Step Connection::shake_hands() {
  if (secure_) {
    if (!tls_) return Step::failed;
    ERR_clear_error();
    const int outcome = SSL_do_handshake(tls_.get());
    if (outcome != 1) return step_of(outcome);
  }
  greeted_ = true;
  return Step::done;
}

bool Connection::wait(short events) const {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd wanted{.fd = socket_, .events = events, .revents = 0};
    const int ready = ::poll(&wanted, 1, static_cast<int>(std::min<long long>(left, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool Connection::is_peer_there() const {
  pollfd look{.fd = socket_, .events = POLLRDHUP, .revents = 0};
  return ::poll(&look, 1, 0) == 0;
}

std::ptrdiff_t Connection::receive_tls(char* to, std::size_t size, short& wanted) {
  ERR_clear_error();
  std::size_t got = 0;
  const int outcome = SSL_read_ex(tls_.get(), to, size, &got);
  if (outcome == 1) return static_cast<std::ptrdiff_t>(got);
  const Step step = step_of(outcome);
  if (step == Step::failed) return broken_ ? kFailed : 0;
  if (step == Step::wants_write) wanted = POLLOUT;
  return kNotYet;
}

std::ptrdiff_t Connection::receive(char* to, std::size_t size) {
  while (true) {
    short wanted = POLLIN;
    std::ptrdiff_t got = kNotYet;
    if (tls_) {
      got = receive_tls(to, size, wanted);
    } else {
      got = ::recv(socket_, to, size, 0);
      if (got < 0) got = errno == EAGAIN || errno == EINTR ? kNotYet : kFailed;
    }
    if (got != kNotYet) return got;
    if (!wait(wanted)) return kFailed;
  }
}

std::ptrdiff_t Connection::read(char* to, std::size_t size) {
  if (input_.empty()) {
    if (size >= kInputBytes) return receive(to, size);
    input_.resize(kInputBytes);
    const std::ptrdiff_t got = receive(input_.data(), input_.size());
    input_.resize(static_cast<std::size_t>(std::max<std::ptrdiff_t>(got, 0)));
    if (got <= 0) return got;
  }
  const std::size_t taken = std::min(size, input_.size() - input_read_);
  std::memcpy(to, input_.data() + input_read_, taken);
  input_read_ += taken;
  if (input_read_ == input_.size()) {
    input_ = {};
    input_read_ = 0;
  }
  return static_cast<std::ptrdiff_t>(taken);
}

bool Connection::has_input() const { return !input_.empty() || (tls_ && SSL_has_pending(tls_.get()) == 1); }

std::ptrdiff_t Connection::transmit(std::string_view bytes, short& wanted) {
  if (!tls_) {
    const std::ptrdiff_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) return sent;
    return errno == EAGAIN || errno == EINTR ? kNotYet : kFailed;
  }
  ERR_clear_error();
  std::size_t sent = 0;
  const int outcome = SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &sent);
  if (outcome == 1) return static_cast<std::ptrdiff_t>(sent);
  const Step step = step_of(outcome);
  if (step == Step::failed) return kFailed;
  if (step == Step::wants_read) wanted = POLLIN;
  return kNotYet;
}

bool Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    short wanted = POLLOUT;
    const std::ptrdiff_t sent = transmit(bytes, wanted);
    if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
    if (sent == kFailed) return false;
    if (sent == kNotYet && !wait(wanted)) return false;
  }
  return true;
}

void Connection::shut_down() const { ::shutdown(socket_, SHUT_RDWR); }

}  // namespace care::server
