// A request hidden in another one's body or between two readers' opinions of where it ends: it is never answered.
#include "tests/network/talk.h"

namespace care::test {
namespace {

using namespace std::chrono_literals;

struct Trick {
  const char* what;
  std::string lines;  // of the head, each with its end as the trick wants it
};

// What stands behind the head: either it is the body, or it is a request of its own, and the two ends must not differ about that.
std::string hidden() { return request("GET /api/v1/home HTTP/1.1"); }

std::vector<Trick> tricks() {
  const std::string length = std::to_string(hidden().size());
  const std::string own = "Content-Length: " + length + "\r\n";
  const std::string zero(1, '\0');
  return {
      // ---- chunks, with a length or without one
      {"a length, then chunks", own + "Transfer-Encoding: chunked\r\n"},
      {"chunks, then a length", "Transfer-Encoding: chunked\r\n" + own},
      {"chunks and no length", "Transfer-Encoding: chunked\r\n"},
      {"chunks and a length of zero", "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n"},
      {"chunks twice, the second unknown", "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\n"},
      {"an encoding that is none", "Transfer-Encoding: identity\r\n" + own},
      {"an encoding nobody knows", "Transfer-Encoding: xchunked\r\n" + own},
      {"chunks in capitals", "TRANSFER-ENCODING: CHUNKED\r\n" + own},
      {"chunks after a comma", "Transfer-Encoding: gzip, chunked\r\n" + own},
      {"chunks in quotes", "Transfer-Encoding: \"chunked\"\r\n" + own},
      {"a space before the colon", "Transfer-Encoding : chunked\r\n" + own},
      {"a tab before the colon", "Transfer-Encoding\t: chunked\r\n" + own},
      {"a vertical tab in front", "Transfer-Encoding: \x0B" "chunked\r\n" + own},
      {"chunks on a folded line", "X: y\r\n Transfer-Encoding: chunked\r\n" + own},
      {"a value on the next line", "Transfer-Encoding:\r\n chunked\r\n" + own},
      {"chunks behind a bare line feed", "X: y\nTransfer-Encoding: chunked\r\n" + own},
      {"chunks behind a bare return", "X: y\rTransfer-Encoding: chunked\r\n" + own},
      {"chunks behind a zero byte", "X: y" + zero + "Transfer-Encoding: chunked\r\n" + own},
      {"chunks with percent signs", "Transfer-Encoding: %63hunked\r\n" + own},
      // ---- lengths
      {"two lengths", own + "Content-Length: 0\r\n"},
      {"two lengths, the other way round", "Content-Length: 0\r\n" + own},
      {"the same length twice", own + own},
      {"a list of lengths", "Content-Length: 0, " + length + "\r\n"},
      {"a negative length", "Content-Length: -" + length + "\r\n"},
      {"a length with a sign", "Content-Length: +" + length + "\r\n"},
      {"a length in sixteens", "Content-Length: 0x2d\r\n"},
      {"a length with a point", "Content-Length: " + length + ".0\r\n"},
      {"a length with an exponent", "Content-Length: 1e1\r\n"},
      {"a length in percent signs", "Content-Length: %35\r\n"},
      {"a length with a word", "Content-Length: " + length + " bytes\r\n"},
      {"no digits", "Content-Length: \r\n"},
      {"a length beyond 64 bits", "Content-Length: 18446744073709551616\r\n"},
      {"a length just within 64 bits", "Content-Length: 18446744073709551615\r\n"},
      {"a length with a space before the colon", "Content-Length : " + length + "\r\n"},
      {"a length on a folded line", "X: y\r\n Content-Length: " + length + "\r\n"},
      {"a length behind a bare line feed", "X: y\nContent-Length: " + length + "\r\n"},
      {"a length behind a zero byte", zero + "Content-Length: " + length + "\r\n"},
      // ---- the end of the head
      {"an end of two bare line feeds", "X: y\n\n"},
      {"an end of line feed and CR LF", "X: y\n\r\n"},
      {"a line without a colon", "X\r\n"},
      {"a line without a name", ": y\r\n"},
  };
}

const std::string kLines[] = {"POST /api/v1/signin/start HTTP/1.1", "GET / HTTP/1.1",           "GET /residents HTTP/1.1",
                              "GET /api/v1/home HTTP/1.1",          "HEAD / HTTP/1.1",          "DELETE /api/v1/session HTTP/1.1",
                              "POST /api/v1/nothing HTTP/1.1",      "OPTIONS /api/v1/home HTTP/1.1"};

}  // namespace

TEST_CASE("smuggling: what two readers could end at different places is refused, and nothing behind it is answered") {
  for (const Trick& trick : tricks()) {
    for (const std::string& line : kLines) {
      const Heard heard = say(request(line, trick.lines) + hidden());
      INFO(trick.what << " at " << line << " heard: " << heard.text);
      CHECK(heard.answers == 1);
      CHECK(heard.status >= 400);
      CHECK(heard.closed);
    }
  }
  CHECK(still_answers(network_world().server));
}

TEST_CASE("smuggling: chunk sizes and extensions are never even read") {
  const std::string head = request("POST /api/v1/signin/start HTTP/1.1", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n");
  for (const std::string& body : {std::string("2\r\n{}\r\n0\r\n\r\n"), std::string("2;a=b\n{}\r\n0\r\n\r\n"), std::string("-2\r\n{}\r\n0\r\n\r\n"),
                                  std::string("0x2\r\n{}\r\n0\r\n\r\n"), std::string("FFFFFFFFFFFFFFFFF\r\n{}"), std::string("2\n{}\n0\n\n"),
                                  std::string("0\r\nX: y\r\n\r\n")}) {
    const Heard heard = say(head + body + hidden());
    INFO(body << " heard: " << heard.text);
    CHECK(heard.answers == 1);
    CHECK(heard.code == "header_invalid");
    CHECK(heard.closed);
  }
}

TEST_CASE("smuggling: several requests at once are answered one by one, until one is refused") {
  const std::string good = request("GET /api/v1/home HTTP/1.1");
  const Heard two = say(good + request("GET /api/v1/home HTTP/1.1", "Connection: close\r\n"));
  CHECK(two.answers == 2);
  CHECK(two.status == 200);
  for (const std::string& bad : {request("GET /api/v1/nothing HTTP/1.1"), request("PUT /api/v1/home HTTP/1.1"), request("GET / HTTP/1.1", "X : y\r\n"),
                                 request("GET /api/v1/session HTTP/1.1"), std::string("\r\n\r\n"), std::string("\x16\x03\x01 HTTP/1.1\r\n\r\n")}) {
    const Heard heard = say(good + bad + hidden());
    INFO(bad << " heard: " << heard.text);
    CHECK(heard.answers == 2);
    CHECK(heard.status == 200);
    CHECK(heard.closed);
  }
}

TEST_CASE("smuggling: a client that waits to be told to go on is told once, and its refused body is no request") {
  const std::string length = "Expect: 100-continue\r\nContent-Length: " + std::to_string(hidden().size()) + "\r\n";
  for (const std::string& line : {std::string("POST /api/v1/nothing HTTP/1.1"), std::string("GET / HTTP/1.1"), std::string("POST /api/v1/signin/start HTTP/1.1")}) {
    const Heard heard = say(request(line, length) + hidden());
    INFO(line << " heard: " << heard.text);
    CHECK(heard.answers <= 2);  // "100 Continue", and the answer
    CHECK(heard.text.find("\"label\"") == std::string::npos);
    CHECK(heard.closed);
  }
}

TEST_CASE("smuggling: nobody is moved to another protocol") {
  const Heard websocket = say(request("GET / HTTP/1.1", "Upgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\n"
                                                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
  CHECK(websocket.status != 101);
  const Heard clear = say(request("GET /api/v1/home HTTP/1.1", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"));
  CHECK(clear.status == 200);
  const Heard preface = say("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + std::string("\x00\x00\x00\x04\x00\x00\x00\x00\x00", 9));
  CHECK(preface.status == 400);
  CHECK(preface.answers == 1);
  CHECK(preface.closed);
}

TEST_CASE("smuggling: floods of lines end at their limit, at once") {
  const auto lines = [](std::size_t count, std::size_t bytes) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += "X-" + std::to_string(i) + ": " + std::string(bytes, 'a') + "\r\n";
    return out;
  };
  const std::pair<std::size_t, std::size_t> floods[] = {{1, 9000}, {101, 1}, {5000, 1}, {90, 1000}, {1, 3'000'000}, {100'000, 10}};
  for (const auto& [count, bytes] : floods) {
    const auto began = std::chrono::steady_clock::now();
    const Heard heard = say(request("GET /api/v1/home HTTP/1.1", lines(count, bytes)), 3s);
    INFO(count << " lines of " << bytes << " heard: " << heard.text.substr(0, 200));
    CHECK((heard.status == 400 || heard.status == 0));  // 0: it was cut off while it was still sending
    CHECK(heard.closed);
    CHECK(std::chrono::steady_clock::now() - began < 5s);
  }
  CHECK(still_answers(network_world().server));
}

}  // namespace care::test
