// shared/signin/character_class.h — what counts as a capital, a small letter, a digit or a symbol in a password.
//
// ASCII, Latin, Greek and Cyrillic letters; other scripts' letters count for length only. A space is a symbol, so that
// phrases are welcome; so are £, € and emoji.
// Tests    tests/unit/signin/password_policy_test.cpp
#pragma once

#include <cstdint>

namespace care::signin {

enum class CharacterClass : std::uint8_t { upper, lower, digit, symbol, other };

CharacterClass class_of_character(char32_t point);

// The small form of the letters above; everything else as it is.
char32_t to_lower(char32_t point);

}  // namespace care::signin
