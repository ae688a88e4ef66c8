#include "tests/network/talk.h"

namespace care::test {

NetworkWorld& network_world() {
  static NetworkWorld one;
  return one;
}

Heard say(const std::string& bytes, std::chrono::milliseconds patience) {
  RawTls line(network_world().server, host_of("sunrise"));
  REQUIRE(line.ok());
  line.send(bytes);
  Heard out;
  out.text = line.read_all(patience);
  out.closed = line.closed();
  out.status = first_status(out.text);
  out.answers = count_answers(out.text);
  const std::string mark = "\"code\":\"";
  if (const std::size_t at = out.text.find(mark); at != std::string::npos) {
    const std::size_t begin = at + mark.size();
    out.code = out.text.substr(begin, out.text.find('"', begin) - begin);
  }
  return out;
}

std::string request(const std::string& line, const std::string& more, const std::optional<std::string>& host) {
  return line + "\r\nHost: " + host.value_or(network_world().own_host()) + "\r\n" + more + "\r\n";
}

}  // namespace care::test
