// tests/integration/raw_tls.h — bytes over TLS, for what no well-behaved HTTP client sends.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "tests/integration/test_server.h"

namespace care::test {

class RawTls {
 public:
  // `max_version`: the highest protocol offered, such as TLS1_2_VERSION; 0 means any. Not connected: ok() is false.
  RawTls(const TestServer& server, const std::string& host, int max_version = 0);
  ~RawTls();

  bool ok() const;
  std::string version() const;
  std::string certificate_fingerprint() const;  // SHA-256, hex
  std::size_t chain_length() const;             // certificates that the server sent
  void send(std::string_view bytes);
  void half_close();  // nothing more comes from here
  // All that comes until the server closes or `limit` is over.
  std::string read_all(std::chrono::milliseconds limit = std::chrono::seconds(5));
  bool closed() const { return closed_; }

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  bool closed_ = false;
};

// "HTTP/1.1 400" → 400; how often an answer begins in what was read.
int first_status(std::string_view answer);
std::size_t count_answers(std::string_view answer);

}  // namespace care::test
