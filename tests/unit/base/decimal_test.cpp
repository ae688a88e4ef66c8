#include "shared/base/decimal.h"

#include "tests/support/catch.h"

using namespace care;

TEST_CASE("decimal: one spelling for each number") {
  CHECK(parse_decimal("0").value() == 0);
  CHECK(parse_decimal("18446744073709551615").value() == ~0ULL);
  for (const std::string_view bad : {"", "00", "01", "-1", "+1", " 1", "1 ", "1a", "0x1", "18446744073709551616", "1e3"}) {
    CHECK_FALSE(parse_decimal(bad).ok());
  }
}
