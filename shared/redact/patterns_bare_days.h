// shared/redact/patterns_bare_days.h — days without a year: 9/5, "Wed 5th", "the 6th"; most figures of that form are something else.
//
// Tests    tests/unit/redact/dates_test.cpp
#pragma once

#include "shared/redact/patterns_days.h"

namespace care::redact {

// What was read before.
struct DaysBefore {
  std::size_t expiry_until = 0;  // token index; no day before it is anybody's
  std::size_t last_date = 0;     // behind the last date; 0: none
  int day = 0;                   // of it, if it is written in figures with its year; 0: unknown
  int month = 0;
};

Day bare_day(const View& view, std::size_t i, DaysBefore before);
// Behind a day: "12", "22nd", "5 th"; i if there is none.
std::size_t day_in_figures(const View& view, std::size_t i);
// A word before it says that a day comes: "on", "until the", "Fri", or another date: "31/12 to 1/1".
bool led_day(const View& view, std::size_t i, std::size_t last_date);
// "2pm", "14:30", "0415", "11.20" behind a date.
bool time_at(const View& view, std::size_t i);

}  // namespace care::redact
