#include "shared/validate/uk_identifiers.h"

#include <span>

#include "shared/validate/ascii.h"

namespace care {
namespace {

constexpr std::string_view kOutwardShapes[] = {"A9", "A99", "AA9", "AA99", "A9A", "AA9A"};
constexpr std::string_view kUnusedPrefixes[] = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};

bool is_listed(std::span<const std::string_view> list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// A for a letter, 9 for a digit.
std::string shape_of(std::string_view text) {
  std::string shape;
  for (const char c : text) shape.push_back(ascii::is_digit(c) ? '9' : ascii::is_upper(c) ? 'A' : '?');
  return shape;
}

bool is_outward(std::string_view outward) {
  const std::string shape = shape_of(outward);
  if (!is_listed(kOutwardShapes, shape)) return false;
  if (is_one_of(outward[0], "QVX")) return false;
  if (ascii::is_upper(outward[1]) && is_one_of(outward[1], "IJZ")) return false;
  if (shape == "A9A") return is_one_of(outward[2], "ABCDEFGHJKSTUW");
  if (shape == "AA9A") return is_one_of(outward[3], "ABEHMNPRVWXY");
  return true;
}

bool is_inward(std::string_view inward) {
  return shape_of(inward) == "9AA" && !is_one_of(inward[1], "CIKMOV") && !is_one_of(inward[2], "CIKMOV");
}

// The digits after +44. Ten as a rule; nine in some places and on 0800; seven only where they are short for ever.
bool is_uk_number(std::string_view national) {
  switch (national.size()) {
    case 10: return is_one_of(national.front(), "1235789");
    case 9: return is_one_of(national.front(), "18");
    case 7: return national.starts_with("800") || national.starts_with("845");
    default: return false;
  }
}

}  // namespace

Result<std::string> parse_nhs_number(std::string_view text) {
  const std::string digits = ascii::without(text, " -");
  if (digits.size() != 10 || !ascii::all_digits(digits)) return ErrorCode::nhs_number_invalid;
  if (digits.find_first_not_of(digits[0]) == std::string::npos) return ErrorCode::nhs_number_invalid;
  unsigned sum = 0;
  for (unsigned i = 0; i < 9; ++i) sum += (10 - i) * static_cast<unsigned>(digits[i] - '0');
  const unsigned check = (11 - sum % 11) % 11;  // 10 has no digit
  if (check != static_cast<unsigned>(digits[9] - '0')) return ErrorCode::nhs_number_invalid;
  return digits;
}

Result<std::string> parse_nino(std::string_view text) {
  const std::string nino = ascii::in_upper_case(ascii::without(text, " "));
  if (shape_of(nino) != "AA999999A" || nino[8] > 'D') return ErrorCode::nino_invalid;
  if (is_one_of(nino[0], "DFIQUV") || is_one_of(nino[1], "DFIOQUV")) return ErrorCode::nino_invalid;
  if (is_listed(kUnusedPrefixes, std::string_view(nino).substr(0, 2))) return ErrorCode::nino_invalid;
  return nino;
}

Result<std::string> parse_postcode(std::string_view text) {
  const std::string letters = ascii::in_upper_case(ascii::without(text, " "));
  if (letters.size() < 5 || letters.size() > 7) return ErrorCode::postcode_invalid;
  const std::string outward = letters.substr(0, letters.size() - 3);
  const std::string inward = letters.substr(letters.size() - 3);
  const bool girobank = outward == "GIR" && inward == "0AA";
  // ZZ99 stands for an unknown address or none; nothing here says so in another way yet.
  if (!girobank && (outward == "ZZ99" || !is_outward(outward) || !is_inward(inward))) return ErrorCode::postcode_invalid;
  return outward + " " + inward;
}

Result<std::string> parse_phone(std::string_view text) {
  std::string number = ascii::without(text, " -.()/");
  if (number.starts_with("00")) {
    number.replace(0, 2, "+");
  } else if (number.starts_with("0")) {
    number.replace(0, 1, "+44");
  }
  if (number.starts_with("+440")) number.erase(3, 1);  // +44 (0)20 …
  const std::string_view digits = number.empty() ? std::string_view() : std::string_view(number).substr(1);
  if (!number.starts_with("+") || !ascii::all_digits(digits) || digits.front() == '0') return ErrorCode::phone_invalid;
  if (digits.size() < 8 || digits.size() > 15) return ErrorCode::phone_invalid;
  if (digits.starts_with("44") && !is_uk_number(digits.substr(2))) return ErrorCode::phone_invalid;
  return number;
}

Result<std::string> parse_ods_code(std::string_view text) {
  const bool spelt = std::all_of(text.begin(), text.end(), [](char c) { return ascii::is_digit(c) || ascii::is_upper(c); });
  const bool provider = text.size() == 4 && ascii::is_upper(text.front());
  const bool site = text.size() == 5 && text.front() == 'V';
  if (!spelt || !(provider || site)) return ErrorCode::ods_code_invalid;
  return std::string(text);
}

Result<std::string> parse_cqc_id(std::string_view text) {
  const bool length = text.size() >= 11 && text.size() <= 13;
  if (!length || !text.starts_with("1-") || !ascii::all_digits(text.substr(2))) return ErrorCode::cqc_id_invalid;
  return std::string(text);
}

}  // namespace care
