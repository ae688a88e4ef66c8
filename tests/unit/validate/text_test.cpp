#include "shared/validate/text.h"

#include "tests/support/catch.h"

namespace care {
namespace {

std::string utf8(char32_t point) {
  std::string out;
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6U));
    put(0x80 | (point & 0x3FU));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12U));
    put(0x80 | ((point >> 6U) & 0x3FU));
    put(0x80 | (point & 0x3FU));
  } else {
    put(0xF0 | (point >> 18U));
    put(0x80 | ((point >> 12U) & 0x3FU));
    put(0x80 | ((point >> 6U) & 0x3FU));
    put(0x80 | (point & 0x3FU));
  }
  return out;
}

bool in(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

TEST_CASE("is_storable_text: over all of Unicode refuses exactly the characters that must not be stored") {
  std::size_t refused = 0;
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (in(point, 0xD800, 0xDFFF)) continue;
    const bool bad = (point < 0x20 && point != '\n' && point != '\t') || in(point, 0x7F, 0x9F) || in(point, 0x2028, 0x202E) ||
                     in(point, 0x2066, 0x2069) || point == 0xFEFF || in(point, 0xFDD0, 0xFDEF) || (point & 0xFFFFU) >= 0xFFFE;
    if (is_storable_text(utf8(point), true) == bad) FAIL("U+" << std::hex << static_cast<unsigned>(point));
    refused += bad ? 1 : 0;
  }
  CHECK(refused == 30 + 33 + 7 + 4 + 1 + 32 + 34);
}

TEST_CASE("is_storable_text: refuses text that is not UTF-8") {
  for (const char* text : {"\xFF", "a\xC3", "\xED\xA0\x80", "\xC0\x80", "\xF4\x90\x80\x80", "\x80"}) CHECK_FALSE(is_storable_text(text, true));
}

TEST_CASE("is_storable_text: line breaks and tabs only in text of several lines") {
  CHECK(is_storable_text("a\n\tb", true));
  CHECK_FALSE(is_storable_text("a\nb", false));
  CHECK_FALSE(is_storable_text("a\tb", false));
}

TEST_CASE("count_characters: counts code points, not bytes") {
  CHECK(count_characters("") == 0);
  CHECK(count_characters("abc") == 3);
  CHECK(count_characters("\xC5\xB5") == 1);
  CHECK(count_characters("\xF0\x9F\x98\x80\xF0\x9F\x98\x80") == 2);
  CHECK(count_characters("Zoe\xCC\x88") == 4);
}

TEST_CASE("normalise_text: makes one kind of line break and takes the space around away") {
  CHECK(normalise_text("\r\n a \r\n\r\nb\t\r", true) == "a \n\nb");
  CHECK(normalise_text("\xC2\xA0 a\xE2\x80\xA9 b \xC2\xA0", false) == "a  b");
  CHECK(normalise_text(" \n ", true).empty());
}

}  // namespace
}  // namespace care
