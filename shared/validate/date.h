// shared/validate/date.h — calendar dates as text, yyyy-mm-dd.
//
// Errors   date_invalid, date_in_future, age_out_of_range
// Tests    tests/unit/validate/date_test.cpp
#pragma once

#include <chrono>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/result.h"

namespace care {

using Date = std::chrono::year_month_day;

// A real day of the years 1900 to 2199.
Result<Date> parse_date(std::string_view text);

// Whole years on the UTC day of `now`; someone born on 29 February is a year older on 1 March.
int age_on(Date birth, Instant now);

// In the past, and an age of 16 to 115.
Result<void> check_birth(Date birth, Instant now);

}  // namespace care
