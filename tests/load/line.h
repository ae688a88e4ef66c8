// tests/load/line.h — one connection that stays open, of one client. Thin on purpose: what it costs is taken from the server's cores.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace care::load {

struct Where {
  std::uint16_t port = 0;
  bool tls = false;
  std::string name;  // what the server is called, such as load.localhost; the connection goes to 127.0.0.1
};

struct Reply {
  int status = 0;  // 0: no answer came
  std::string body;
  std::vector<std::string> cookies;  // name=value of each Set-Cookie
};

class Line {
 public:
  using Headers = std::vector<std::pair<std::string, std::string>>;
  explicit Line(Where where);
  ~Line();
  Line(Line&&) noexcept;

  Reply send(const std::string& method, const std::string& path, const Headers& headers, const std::string& body);

 private:
  struct Wire;
  Where where_;
  std::unique_ptr<Wire> wire_;  // none before the first request, and after one that broke it
};

}  // namespace care::load
