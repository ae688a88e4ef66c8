#include "shared/redact/date_book.h"

#include "tests/support/catch.h"

namespace care::redact {
namespace {

std::optional<std::string> original(const DateBook& book, std::string_view text) {
  const auto date = read_date(text);
  REQUIRE(date.has_value());
  return book.find_original(text, *date);
}

}  // namespace

TEST_CASE("date book: as placeholders, no date leaves as another") {
  DateBook book(DateForm::placeholder, 0);
  CHECK_FALSE(book.take_out("12 May 2025").has_value());
}

TEST_CASE("date book: the same words outside never stand for two dates") {
  DateBook book(DateForm::shifted, 10);
  CHECK(book.take_out("2/5/25") == "12/5/25");
  CHECK_FALSE(book.take_out("02/5/25").has_value());
  CHECK(book.take_out("2/5/25") == "12/5/25");
  CHECK(original(book, "12/5/25") == "2/5/25");
}

TEST_CASE("date book: two figures for a year are not moved over the edge of what they can say") {
  DateBook book(DateForm::shifted, 10);
  CHECK_FALSE(book.take_out("25/12/49").has_value());
  CHECK(book.take_out("25/12/2049") == "04/01/2050");
}

TEST_CASE("date book: an answer may write a moved date in its own way, with a year or without") {
  DateBook book(DateForm::shifted, -30);
  CHECK(book.take_out("12/05/2025") == "12/04/2025");
  CHECK(original(book, "12th April") == "12th May");
  CHECK(original(book, "April 12, 2025") == "May 12, 2025");
  CHECK_FALSE(original(book, "12 April 2024").has_value());
  CHECK_FALSE(original(book, "13 April").has_value());
}

TEST_CASE("date book: a date that stayed as it was is nobody's disguise") {
  DateBook book(DateForm::shifted, 1);
  book.keep({2025, 5, 13});
  CHECK_FALSE(book.take_out("12 May 2025").has_value());
  CHECK_FALSE(book.take_out("12 May").has_value());
  CHECK(book.take_out("12 May 2024") == "13 May 2024");
  DateBook months(DateForm::month, 0);
  CHECK(months.take_out("12 May 2025") == "May 2025");
  CHECK(original(months, "May 2025") == "12 May 2025");
  months.keep({2025, 5, 0});
  CHECK_FALSE(original(months, "May 2025").has_value());
}

}  // namespace care::redact
