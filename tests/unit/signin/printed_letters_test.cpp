#include "shared/signin/printed_letters.h"

#include "tests/support/catch.h"

namespace care::signin {

TEST_CASE(
    "printed letters: no letter of the alphabet is taken for another, and look-alikes are read as what is meant") {
  for (std::uint8_t value = 0; value < 32; ++value) {
    const char letter = letter_of(value);
    CHECK(std::string_view("ILOU").find(letter) == std::string_view::npos);
    const ReadLetters read = read_letters(std::string_view(&letter, 1), 1);
    REQUIRE(read.values.size() == 1);
    CHECK(read.values.reveal()[0] == value);
  }
  const ReadLetters meant = read_letters("oOiIlLuU", 8);
  CHECK(to_bytes(meant.values.reveal()) == Bytes{0, 0, 1, 1, 1, 1, 27, 27});
}

TEST_CASE("read_letters: says how far it came") {
  CHECK(read_letters("AB*", 4).stuck_at == 2);
  CHECK(read_letters("ABCDE", 4).stuck_at == 4);
  CHECK_FALSE(read_letters("AB CD", 4).stuck_at.has_value());
  CHECK(read_letters("\xE2\x80", 4).stuck_at == 0);
  CHECK_FALSE(read_letters("", 4).stuck_at.has_value());
}

TEST_CASE("pack_letters: fills from the first bit on") {
  CHECK(to_bytes(pack_letters(Bytes{31, 0}).reveal()) == Bytes{0xF8, 0x00});
  CHECK(to_bytes(unpack_letters(Bytes{0xF8, 0x40}, 2).reveal()) == Bytes{31, 1});
}

TEST_CASE("format_letters: parts groups and lines") {
  const Bytes values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  CHECK(format_letters(values, '-', 3).reveal_text() == "0123-4567-89AB");
  CHECK(format_letters(values, ' ', 2).reveal_text() == "0123 4567\n89AB");
}

}  // namespace care::signin
