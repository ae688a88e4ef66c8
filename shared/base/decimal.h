// shared/base/decimal.h — numbers in headers, addresses and the C2SP formats: ASCII decimal without leading zeroes, one spelling each.
//
// Errors   encoding_invalid
// Tests    tests/unit/base/decimal_test.cpp
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace care {

std::string format_decimal(std::uint64_t value);
Result<std::uint64_t> parse_decimal(std::string_view text);

}  // namespace care
