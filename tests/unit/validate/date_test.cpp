#include "shared/validate/date.h"

#include "tests/support/catch.h"

namespace care {
namespace {

Instant at(int year, unsigned month, unsigned day, int hour = 12) {
  using namespace std::chrono;
  return Instant(sys_days(std::chrono::year(year) / month / day) + hours(hour));
}

TEST_CASE("age_on: goes up on the birthday itself") {
  const Date birth = parse_date("1938-05-04").value();
  CHECK(age_on(birth, at(2026, 5, 3, 23)) == 87);
  CHECK(age_on(birth, at(2026, 5, 4, 0)) == 88);
  CHECK(age_on(birth, at(2026, 12, 31)) == 88);
}

TEST_CASE("age_on: a birthday on 29 February is kept on 1 March where there is none") {
  const Date birth = parse_date("1940-02-29").value();
  CHECK(age_on(birth, at(2026, 2, 28)) == 85);
  CHECK(age_on(birth, at(2026, 3, 1)) == 86);
  CHECK(age_on(birth, at(2024, 2, 28)) == 83);
  CHECK(age_on(birth, at(2024, 2, 29)) == 84);
}

TEST_CASE("parse_date: knows every day of four centuries' rule") {
  unsigned days = 0;
  for (int year = 1999; year <= 2002; ++year) {
    for (unsigned month = 0; month <= 13; ++month) {
      for (unsigned day = 0; day <= 32; ++day) {
        char text[16];
        std::snprintf(text, sizeof text, "%04d-%02u-%02u", year, month, day);
        if (parse_date(text).ok()) ++days;
      }
    }
  }
  CHECK(days == 365 * 4 + 1);
}

TEST_CASE("check_birth: the youngest is 16, the oldest 115") {
  const Instant now = at(2026, 11, 21);
  CHECK(check_birth(parse_date("2010-11-21").value(), now).ok());
  CHECK(check_birth(parse_date("2010-11-22").value(), now).error().code() == ErrorCode::age_out_of_range);
  CHECK(check_birth(parse_date("1910-11-22").value(), now).ok());
  CHECK(check_birth(parse_date("1910-11-21").value(), now).error().code() == ErrorCode::age_out_of_range);
  CHECK(check_birth(parse_date("2026-11-22").value(), now).error().code() == ErrorCode::date_in_future);
}

}  // namespace
}  // namespace care
