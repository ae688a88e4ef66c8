#include "server/assist/chat_stream.h"

#include "server/assist/wiped.h"
#include "tests/support/catch.h"

namespace care::server {
namespace {

std::string piece(std::string_view text, std::string_view reason = "null") {
  return "data: {\"choices\":[{\"delta\":{\"content\":\"" + std::string(text) + "\"},\"finish_reason\":" + std::string(reason) + "}]}\n\n";
}
const std::string kDone = "data: [DONE]\n\n";
const std::string kStop = piece("", "\"stop\"");

// All of it in parts of this size, and what came of it.
std::string read(std::string_view bytes, std::size_t part = std::string::npos) {
  std::string text;
  ChatStream stream([&](std::string_view more) {
    text += more;
    return true;
  });
  const auto code = [](const Error& error) { return " " + std::string(info_of(error.code()).name); };
  while (!bytes.empty()) {
    const auto taken = stream.take(bytes.substr(0, part));
    if (!taken.ok()) return text + code(taken.error());
    bytes.remove_prefix(std::min(part, bytes.size()));
  }
  const auto finished = stream.finish();
  return finished.ok() ? text : text + code(finished.error());
}

}  // namespace

TEST_CASE("chat stream: the same text however it is cut, with any line end, with comments and other fields") {
  const std::string plain = piece("Zo\xC3\xAB slept ") + piece("well \xE2\x9C\x93") + kStop + kDone;
  std::string dressed = ": keep-alive\r\n\r\nevent: message\r\nid: 7\r\n";
  for (const char letter : plain) dressed += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
  std::string returns = plain;
  std::replace(returns.begin(), returns.end(), '\n', '\r');
  for (const std::string& bytes : {plain, dressed, returns}) {
    for (const std::size_t part : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, std::size_t{64}, std::string::npos}) {
      CHECK(read(bytes, part) == "Zo\xC3\xAB slept well \xE2\x9C\x93");
    }
  }
}

TEST_CASE("chat stream: data without a blank, and data in several lines, is one object") {
  CHECK(read("data:{\"choices\":[{\"delta\":\ndata: {\"content\":\"a\"}}]}\n\n" + kStop) == "a");
}

TEST_CASE("chat stream: the end is the reason, or [DONE]; without either it was cut off") {
  CHECK(read(piece("a") + kStop) == "a");
  CHECK(read(piece("a") + kDone) == "a");
  CHECK(read(piece("a") + kDone + piece("b")) == "a");  // nothing follows it
  CHECK(read(piece("a")) == "a assist_cut_off");
  CHECK(read(piece("a", "\"length\"") + kDone) == "a assist_cut_off");
  CHECK(read(piece("a") + "data: {\"choices\"") == "a assist_cut_off");
  CHECK(read("") == " assist_provider_failed");
  CHECK(read("<html>\n\n") == " assist_provider_failed");
  CHECK(read(kDone) == " assist_provider_failed");  // not one piece before it
  CHECK(read("data: {\n\n") == " assist_provider_failed");
}

TEST_CASE("chat stream: more than an answer may hold is cut, a line that never ends is not waited for") {
  std::string much;
  while (much.size() < 3 * kAnswerMaxBytes) much += piece(std::string(1000, 'a'));
  const std::string cut = read(much, 4096);
  CHECK(cut.ends_with(" assist_cut_off"));
  CHECK(cut.size() < kAnswerMaxBytes + 20);
  CHECK(cut.size() > kAnswerMaxBytes - 1000);
  CHECK(read("data: " + std::string(70'000, 'x'), 4096) == " assist_provider_failed");
  CHECK(read("data: " + std::string(40'000, 'x') + "\ndata: " + std::string(40'000, 'x') + "\n\n") == " assist_provider_failed");
  std::string comments;
  while (comments.size() < 17 * 1024 * 1024) comments += ": " + std::string(60'000, 'x') + "\n";
  CHECK(read(comments, 65536) == " assist_cut_off");
}

TEST_CASE("chat stream: ends where its text is not wanted any more") {
  int taken = 0;
  ChatStream stream([&](std::string_view) { return ++taken < 2; });
  CHECK(stream.take(piece("a") + piece("b") + piece("c")).error().code() == ErrorCode::assist_cancelled);
  CHECK(taken == 2);
}

TEST_CASE("wiped: its text is gone from where it was") {
  std::string text(100, 's');
  wipe(text);
  CHECK(text == std::string(100, '\0'));
}

}  // namespace care::server
