// shared/redact/patterns_digits.h — digits as people write them: in groups, over line ends, read out in words.
//
// Shapes   at most 24 digits in 24 groups are looked at, however many there are: each look takes constant time
// Tests    tests/unit/redact/patterns_test.cpp
#pragma once

#include "shared/redact/patterns_view.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace care::redact {

// What parts a group from the one before it.
enum class Gap : std::uint8_t { none, blank, line, dash, dot, slash, bracket };

struct DigitGroup {
  std::uint8_t digits = 0;  // how many
  std::uint8_t total = 0;   // of this and all before
  Gap gap = Gap::none;
  std::uint32_t end = 0;  // token index behind it
};

struct Digits {
  static constexpr std::size_t kMost = 24;
  std::array<char, kMost> value{};
  std::array<DigitGroup, kMost> groups{};
  std::uint8_t group_count = 0;
  bool look_alikes = false;  // a letter o or l counts as a digit
  bool plus = false;         // + before the first
  bool cut = false;          // more digits follow than are looked at
  std::size_t begin = 0;     // token index

  std::string_view of(std::size_t groups_taken) const { return {value.data(), groups_taken == 0 ? 0U : groups[groups_taken - 1].total}; }
  std::size_t end(std::size_t groups_taken) const { return groups[groups_taken - 1].end; }
  bool sizes(std::size_t groups_taken, std::initializer_list<int> wanted) const;
};

// From the token at `begin`: a number, a + or ( before one, or a letter that stands for a digit.
Digits collect_digits(const View& view, std::size_t begin);

// The digits that words say: "oh seven double four". `end` is behind the last; no digits if the words say none.
Digits spoken_digits(const View& view, std::size_t begin);

// "4 0 1 1 7 7 3 2": six to ten figures apart, and no more.
bool is_row_of_ones(const Digits& digits);

bool is_nhs_number(std::string_view ten_digits);
bool passes_luhn(std::string_view digits);

// How many groups make a telephone number, 0 if none do. `labelled`: a word before says that it is one.
std::size_t phone_groups(const View& view, const Digits& digits, bool labelled);
// Behind a telephone number and its extension, "07700 900123 ext 12"; `end` if it has none.
std::size_t extension_end(const View& view, std::size_t end);
// How many make an NHS number.
std::size_t nhs_groups(const Digits& digits, bool labelled);
// A payment card.
std::size_t card_groups(const Digits& digits, bool labelled);

}  // namespace care::redact
