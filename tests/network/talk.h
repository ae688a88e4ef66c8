// tests/network/talk.h — one server with a home for all these tests, and raw bytes sent to it.
#pragma once

#include "tests/integration/home.h"
#include "tests/integration/raw_tls.h"

namespace care::test {

struct NetworkWorld {
  NetworkWorld() { home.emplace(server, "sunrise", false); }
  std::string own_host() const { return host_of("sunrise") + ":" + std::to_string(server.port()); }
  StartedServer server;
  std::optional<TestHome> home;
};
// Founding takes a second; no test changes it.
NetworkWorld& network_world();

struct Heard {
  std::string text;
  int status = 0;            // of the first answer; 0: none came
  std::size_t answers = 0;
  bool closed = false;       // by the server, within the time
  std::string code;          // of the problem in the first answer
};

// What the server says to these bytes until it closes, or until it has been silent so long.
Heard say(const std::string& bytes, std::chrono::milliseconds patience = std::chrono::milliseconds(700));

// A whole request: the line, the right host unless another is given, further lines, each with its end.
std::string request(const std::string& line, const std::string& more = "", const std::optional<std::string>& host = std::nullopt);

}  // namespace care::test
