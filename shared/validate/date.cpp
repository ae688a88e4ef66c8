#include "shared/validate/date.h"

#include "shared/validate/ascii.h"

namespace care {
namespace {

constexpr int kYoungest = 16;
constexpr int kOldest = 115;

unsigned number_of(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

Date day_of(Instant now) { return Date(std::chrono::floor<std::chrono::days>(now)); }

}  // namespace

Result<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return ErrorCode::date_invalid;
  const std::string_view year = text.substr(0, 4);
  const std::string_view month = text.substr(5, 2);
  const std::string_view day = text.substr(8, 2);
  if (!ascii::all_digits(year) || !ascii::all_digits(month) || !ascii::all_digits(day)) return ErrorCode::date_invalid;
  const Date date(std::chrono::year(static_cast<int>(number_of(year))), std::chrono::month(number_of(month)),
                  std::chrono::day(number_of(day)));
  if (!date.ok() || date.year() < std::chrono::year(1900) || date.year() > std::chrono::year(2199)) {
    return ErrorCode::date_invalid;
  }
  return date;
}

int age_on(Date birth, Instant now) {
  const Date today = day_of(now);
  const int years = static_cast<int>(today.year()) - static_cast<int>(birth.year());
  const bool birthday_to_come = today.month() < birth.month() || (today.month() == birth.month() && today.day() < birth.day());
  return birthday_to_come ? years - 1 : years;
}

Result<void> check_birth(Date birth, Instant now) {
  if (birth > day_of(now)) return ErrorCode::date_in_future;
  const int age = age_on(birth, now);
  if (age < kYoungest || age > kOldest) return ErrorCode::age_out_of_range;
  return {};
}

}  // namespace care
