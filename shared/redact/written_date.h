// shared/redact/written_date.h — a date as it is written, and the same date moved in the same writing.
//
// Shapes   12/05/2025 12.5.25 2025-05-12 · 12 May, 12th of May 2025, 12-May-25 · May 12, 2025 · May 2025; day first, as in Britain
// Tests    tests/unit/redact/written_date_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/redact/cursor.h"

namespace care::redact {

// What is not written is 0: the year of "12 May", the day of "May 2025".
struct DateValue {
  int year = 0;
  unsigned month = 1;
  unsigned day = 0;
  friend bool operator==(const DateValue&, const DateValue&) = default;
};

// Without a year, around one of 365 days, so that moving back comes to where it began. Needs a day.
DateValue moved(DateValue date, int days);

// Where in the text its parts stand.
struct DatePart {
  std::size_t begin = 0;
  std::size_t end = 0;
};
struct WrittenDate {
  std::size_t begin = 0;
  std::size_t end = 0;
  DateValue value;
  DatePart day, month, year;
};

// The first date at or behind `from`, which follows what was found before. Undecided at date.begin. As PlaceholderReader::find.
Sight find_date(std::string_view text, std::size_t from, bool whole, WrittenDate& date);
// If the text is one date and nothing else.
std::optional<WrittenDate> read_date(std::string_view text);

// The writing of `date` in `text` with other values; what `date` has no part for is left out.
std::string write_like(std::string_view text, const WrittenDate& date, DateValue value);
// May 2025
std::string write_month(DateValue value);

inline constexpr std::size_t kDateReach = 48;  // no date is longer, with what is looked at behind it

}  // namespace care::redact
