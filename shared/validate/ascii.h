// shared/validate/ascii.h — letters and digits of identifiers, without the locale.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace care::ascii {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_letter(char c) { return is_upper(c) || is_lower(c); }
constexpr char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// Everything but the given signs.
inline std::string without(std::string_view text, std::string_view signs) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [signs](char c) { return signs.find(c) == std::string_view::npos; });
  return out;
}

inline std::string in_upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), upper);
  return text;
}

}  // namespace care::ascii
