// server/assist/http_call.h — one POST to one address, its answer handed on as it comes. The only includer of libcurl.
//
// Never   follows a redirect, asks a proxy of the environment, a cookie jar, a .netrc or an address of another kind, or speaks less
//         than TLS 1.2; the certificate is verified against the system's authorities or the given file
// Tests   tests/integration/assist_test.cpp, tests/integration/assist_trouble_test.cpp
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace care::server {

struct HttpCall {
  std::string url;
  std::vector<std::string> headers;          // "name: value"; wiped by whoever made them
  std::string_view body;
  std::string ca_file;                       // PEM; empty: the system's
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds quiet{60'000};   // until the first byte, and between two
  std::chrono::milliseconds whole{120'000};
};

class HttpReader {
 public:
  virtual ~HttpReader() = default;
  virtual bool take_header(std::string_view name, std::string_view value) = 0;  // name in small letters. False: no more of this answer
  virtual bool take_body(int status, std::string_view bytes) = 0;
  virtual bool go_on() = 0;  // asked every second or so while nothing comes
};

struct HttpOutcome {
  enum class Kind : std::uint8_t { answered, unreachable, too_slow, broken_off, stopped };
  Kind kind = Kind::unreachable;             // broken_off: by the other side; stopped: by the reader
  int status = 0;                            // 0: none came
  std::optional<std::uint32_t> retry_s;      // what Retry-After says
};

// One for the whole program, made before its threads are.
class HttpCaller {
 public:
  HttpCaller();
  ~HttpCaller();
  HttpCaller(const HttpCaller&) = delete;
  HttpCaller& operator=(const HttpCaller&) = delete;

  HttpOutcome post(const HttpCall& call, HttpReader& reader) const;  // any thread
};

}  // namespace care::server
