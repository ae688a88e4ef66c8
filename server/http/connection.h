// server/http/connection.h — one accepted connection, plain or TLS: bytes with one deadline for all of them, not a time-out for each.
//
// A client that sends a byte now and then would stay within any time-out.
// Tests    tests/unit/server/http/listener_test.cpp, tests/integration/wire_test.cpp
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct ssl_st;
struct ssl_ctx_st;

namespace care::server {

struct Peer {
  std::string ip;
  std::uint16_t port = 0;
  std::string network;  // whose share of connections it takes from: the address, of IPv6 the first 64 bits
};

class Connection {
 public:
  enum class Step : std::uint8_t { done, wants_read, wants_write, failed };

  // Takes the socket, which must be one that does not block. Without a context: plain.
  Connection(int socket, ssl_ctx_st* tls, Peer peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  const Peer& peer() const { return peer_; }
  int socket() const { return socket_; }

  // As far as it gets without waiting; plain is done at once.
  Step shake_hands();

  // Reads and writes wait until then and no longer.
  void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }
  // How many bytes were read; 0: the other side has ended; below 0: too late, or broken.
  std::ptrdiff_t read(char* to, std::size_t size);
  bool write(std::string_view bytes);
  // Something was taken from the system that nobody has read yet: waiting for the socket would not tell.
  bool has_input() const;
  // Waits for the socket (POLLIN, POLLOUT), at most until the deadline.
  bool wait(short events) const;
  // The other side has not ended. One that said goodbye while something of it is unread counts as ended too.
  bool is_peer_there() const;

  // From any thread: whoever reads or writes goes on at once, and fails.
  void shut_down() const;

 private:
  struct TlsFree {
    void operator()(ssl_st* tls) const;
  };
  std::ptrdiff_t receive(char* to, std::size_t size);
  std::ptrdiff_t receive_tls(char* to, std::size_t size, short& wanted);
  std::ptrdiff_t transmit(std::string_view bytes, short& wanted);
  Step step_of(int outcome);

  int socket_;
  bool secure_;
  bool greeted_ = false;
  bool broken_ = false;
  Peer peer_;
  std::unique_ptr<ssl_st, TlsFree> tls_;
  std::chrono::steady_clock::time_point deadline_{};
  std::vector<char> input_;  // empty while nothing is left in it, so that an idle connection holds none
  std::size_t input_read_ = 0;
};

}  // namespace care::server
