#include "shared/redact/written_date.h"

#include "tests/support/catch.h"

namespace care::redact {
namespace {

std::string moved_text(std::string_view text, int days) {
  const auto date = read_date(text);
  REQUIRE(date.has_value());
  return write_like(text, *date, moved(date->value, days));
}

}  // namespace

TEST_CASE("read_date: the ways a day is written in Britain, and a month with its year") {
  const auto value = [](std::string_view text) { return read_date(text).value_or(WrittenDate{}).value; };
  for (const char* text : {"12/05/2025", "12/5/25", "12.5.2025", "12-05-25", "2025-05-12", "12 May 2025", "12th May 2025", "12th of May 2025", "12-May-2025", "12-MAY-25", "12 may, 2025",
                           "May 12, 2025", "May 12th 2025"}) {
    INFO(text);
    CHECK(value(text) == DateValue{2025, 5, 12});
  }
  CHECK(value("22nd July") == DateValue{0, 7, 22});
  CHECK(value("1 Sept") == DateValue{0, 9, 1});
  CHECK(value("May 2025") == DateValue{2025, 5, 0});
  CHECK(value("3.6.50") == DateValue{1950, 6, 3});
  CHECK(value("3.6.49") == DateValue{2049, 6, 3});
}

TEST_CASE("read_date: what is no date of the calendar, or more than a date, is none") {
  for (const char* text : {"31/02/2025", "29 February 2025", "29 Feb", "0/5/25", "12/13/25", "12/5", "12/5/202", "12/5/25 ", " 12/5/25", "12.5-25", "5/7", "May", "may 5s", "12 Mayor", "5th", "138/74/80",
                           "1799-01-01", "12 May 123", "Maybe 2025", "", "x", "123/5/25"}) {
    INFO(text);
    CHECK_FALSE(read_date(text).has_value());
  }
}

TEST_CASE("write_like: a moved date keeps the writing it had") {
  CHECK(moved_text("12/05/2025", 25) == "06/06/2025");
  CHECK(moved_text("12/10/2025", 25) == "06/11/2025");
  CHECK(moved_text("12/5/25", 25) == "6/6/25");
  CHECK(moved_text("2025-12-31", 1) == "2026-01-01");
  CHECK(moved_text("22nd July", 10) == "1st August");
  CHECK(moved_text("21ST JULY", 1) == "22ND JULY");
  CHECK(moved_text("2nd of may 2025", 10) == "12th of may 2025");
  CHECK(moved_text("12th of may 2025", 30) == "11th of june 2025");
  CHECK(moved_text("02 Aug 2025", 1) == "03 Aug 2025");
  CHECK(moved_text("12-Aug-25", -60) == "13-Jun-25");
  CHECK(moved_text("December 25, 2024", 8) == "January 2, 2025");
  CHECK(write_month({2025, 12, 3}) == "December 2025");
}

TEST_CASE("moved: without a year the way back leads where the way out began, on every day and across February's end") {
  for (const int days : {1, 59, 365, 366, 1000, -1, -364, -3650}) {
    for (unsigned month = 1; month <= 12; ++month) {
      for (unsigned day = 1; day <= 28; ++day) CHECK(moved(moved({0, month, day}, days), -days) == DateValue{0, month, day});
    }
  }
  CHECK(moved({2024, 2, 28}, 1) == DateValue{2024, 2, 29});
  CHECK(moved({0, 2, 28}, 1) == DateValue{0, 3, 1});
}

TEST_CASE("find_date: finds one among other words, and asks for more where the text ends in one") {
  WrittenDate date;
  const std::string_view text = "Obs 138/74, 12 May she may 5 times; 2/52, seen 3.6.25.";
  REQUIRE(find_date(text, 0, true, date) == Sight::found);
  CHECK(text.substr(date.begin, date.end - date.begin) == "12 May");
  REQUIRE(find_date(text, date.end, true, date) == Sight::found);
  CHECK(text.substr(date.begin, date.end - date.begin) == "may 5");
  REQUIRE(find_date(text, date.end, true, date) == Sight::found);
  CHECK(text.substr(date.begin, date.end - date.begin) == "3.6.25");
  CHECK(find_date(text, date.end, true, date) == Sight::nothing);

  for (const char* open : {"seen 1", "seen 12 ", "seen 12 Ma", "seen 12 May", "seen 12 May 20", "seen 12/5/25", "seen M", "seen 2025-0"}) {
    INFO(open);
    CHECK(find_date(open, 0, false, date) == Sight::undecided);
    CHECK(date.begin == 5);
  }
  CHECK(find_date("seen twice", 0, false, date) == Sight::nothing);
}

}  // namespace care::redact
