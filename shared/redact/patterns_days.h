// shared/redact/patterns_days.h — dates in the ways few people write them: over a line's end, in Roman figures, the year first.
//
// Shapes   each looks at a dozen tokens at most
// Tests    tests/unit/redact/dates_test.cpp
#pragma once

#include "shared/redact/patterns_view.h"

namespace care::redact {

struct Day {
  std::size_t end = 0;  // token index behind it; 0: none
  int year = 0;         // as written: 1934, 34; 0 for none
  bool full = false;    // day, month and year
  std::uint8_t certainty = 2;
};

constexpr bool is_year(int value) { return value >= 1880 && value <= 2099; }

// "0 7 / 1 2 / 1 9 3 5"
Day spaced_date(const View& view, std::size_t i);
// A full date that begins at token i with a number. `birth`: a word before says that a birth date comes.
Day odd_date(const View& view, std::size_t i, bool birth);
// "l2/O5/1931" behind such a word: letters for digits. The first token that is looked at is i.
struct TypedDay {
  std::size_t begin = 0;
  Day day;
};
TypedDay mistyped_date(const View& view, std::size_t i);
// "3rd of the 4th", "second of the fifth nineteen thirty-one", behind the first day.
std::size_t second_ordinal_end(const View& view, std::size_t i);
// Behind the mark or word that joins two days: "-", "&", "to"; i if there is none.
std::size_t join_end(const View& view, std::size_t i);

}  // namespace care::redact
