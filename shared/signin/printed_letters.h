// shared/signin/printed_letters.h — letters that survive paper, handwriting and the phone: five bits each.
//
// Shapes   0-9 and A-Z without I, L, O, U; printed in groups of four
// Reads    any case; O as 0, I and L as 1, U as V; skips spaces, hyphens, dots, line breaks, typographic dashes
// Secrets  values and text are SecretText
// Source   Crockford's base32 alphabet
// Tests    tests/unit/signin/printed_letters_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/signin/secret_text.h"

#include <optional>
#include <string_view>

namespace care::signin {

inline constexpr std::size_t kLettersPerGroup = 4;

char letter_of(std::uint8_t five_bits);

struct ReadLetters {
  SecretText values;                    // 0 … 31 each, at most max_letters of them
  std::optional<std::size_t> stuck_at;  // how many letters came before what is not a letter, or before one too many
};
ReadLetters read_letters(std::string_view typed, std::size_t max_letters);

// Whole bytes from the first bits on; bits beyond the last value are zero.
SecretText pack_letters(BytesView values);
// The first `count` five-bit values of the bytes.
SecretText unpack_letters(BytesView bytes, std::size_t count);

// "ABCD EFGH" with `separator` between groups and a line break after each `groups_per_line` groups.
SecretText format_letters(BytesView values, char separator, std::size_t groups_per_line);

}  // namespace care::signin
