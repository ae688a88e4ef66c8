// shared/redact/characters.h — one character of a text, read as a person reads it.
//
// Source   shared/redact/fold_tables.gen.h
// Tests    tests/unit/redact/reading_test.cpp
#pragma once

#include <cstdint>
#include <string_view>

namespace care::redact {

// What stands at text[at]: the code point, or kBroken for bytes that are no UTF-8, and how many bytes it takes.
struct CodePoint {
  char32_t code = 0;
  std::uint32_t bytes = 1;
};
inline constexpr char32_t kBroken = 0xFFFFFFFF;
CodePoint code_point_at(std::string_view text, std::size_t at);

// Stands in the folded text for a character that is neither letter nor digit nor a mark of ASCII: an emoji, a bullet.
inline constexpr char kOtherMark = '\x02';

enum class Look : std::uint8_t {
  nothing,    // invisible: soft hyphens, zero-width and direction marks, accents that stand alone
  plain,      // one or two bytes of ASCII, an accent at most taken away
  imitated,   // the same, but of another script or a special form
  own,        // a letter that no Latin one looks like: keeps its bytes, in lower case
};
struct FoldedCharacter {
  Look look = Look::nothing;
  char ascii[2] = {0, 0};      // letters with their case; the second 0 if there is only one
  char32_t lower = 0;          // of `own`
};
FoldedCharacter fold_character(char32_t code);

}  // namespace care::redact
