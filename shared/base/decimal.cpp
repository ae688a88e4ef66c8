#include "shared/base/decimal.h"

#include <charconv>

namespace care {

std::string format_decimal(std::uint64_t value) { return std::to_string(value); }

Result<std::uint64_t> parse_decimal(std::string_view text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stopped != end) return ErrorCode::encoding_invalid;
  if (text.size() > 1 && text.front() == '0') return ErrorCode::encoding_invalid;
  return value;
}

}  // namespace care
