#include "shared/redact/redact.h"

#include <string>

#include "shared/base/encoding.h"
#include "tests/support/vectors.h"
#include "tests/unit/redact/lists.h"

using namespace care::redact;

namespace {

std::string marked(const std::string& text) {
  std::string out;
  std::size_t at = 0;
  for (const Identifier& found : find_identifiers(text, {}, shipped_lexicon())) {
    out += text.substr(at, found.span.begin - at) + "<" + std::string(type_label(found.span.type)) + ">";
    at = found.span.end;
  }
  return out + text.substr(at);
}

}  // namespace

TEST_CASE("redact: one note, every layer, in order and without overlap") {
  CHECK(marked("Mrs Haldane, DOB 4/3/1931, NHS 943 476 5919, moved to room 12. Son on 07700 900461.") ==
        "Mrs <NAME_RESIDENT>, DOB <DATE_OF_BIRTH>, NHS <NHS_NUMBER>, moved to room <ROOM>. Son on <PHONE>.");
}

TEST_CASE("redact: lists whose words are whole but that have no name model are refused, since nobody would be found") {
  const auto golden = care::test::load_vectors("redact_lists_v2.json");
  std::string hex;
  for (const auto& line : golden["file"]) hex += line.get<std::string>();
  const care::Bytes lists = care::decode_hex(hex).value();
  REQUIRE(Lexicon::open(lists).ok());
  CHECK(open_lists(lists).error().code() == care::ErrorCode::lists_invalid);
}

TEST_CASE("redact: text without anybody in it comes back as it is") {
  const std::string text = "Slept well, pad dry at 06.00. BP 128/74, sats 95%. Porridge and tea, 200 ml.";
  CHECK(marked(text) == text);
  CHECK(marked("").empty());
}

TEST_CASE("redact: bytes that are no text are read to their end, and every span lies inside") {
  std::uint32_t state = 7;
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (int i = 0; i < 200; ++i) {
      state = state * 1664525U + 1013904223U;
      bytes.push_back(static_cast<char>(state >> 24U));
    }
    std::uint32_t end = 0;
    for (const Identifier& found : find_identifiers(bytes, {}, shipped_lexicon())) {
      CHECK(found.span.begin >= end);
      CHECK(found.span.begin < found.span.end);
      end = found.span.end;
    }
    CHECK(end <= bytes.size());
  }
}
