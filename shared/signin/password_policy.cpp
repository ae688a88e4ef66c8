#include "shared/signin/password_policy.h"

#include "shared/signin/character_class.h"
#include "shared/signin/common_password.h"
#include "shared/signin/nfc.h"

#include <algorithm>

namespace care::signin {

namespace {

constexpr std::size_t kShortestNamePart = 4;  // "ann" is inside too many innocent words

CodePoints lowered(const CodePoints& points, std::size_t begin, std::size_t end) {
  CodePoints out(end - begin);
  for (std::size_t i = begin; i < end; ++i) out.push_back(to_lower(points[i]));
  return out;
}

bool contains(const CodePoints& password, const CodePoints& part) {
  return std::search(password.begin(), password.end(), part.begin(), part.end()) != password.end();
}

// The whole handle, and each word of what stands before the @: jane.smith@home.example gives jane, smith and all of it.
bool contains_handle(const CodePoints& password, std::string_view handle) {
  const auto normal = normalise_to_points(as_bytes(handle));
  if (!normal || normal->size() == 0) return false;
  const CodePoints small = lowered(password, 0, password.size());
  const auto at = static_cast<std::size_t>(std::find(normal->begin(), normal->end(), U'@') - normal->begin());
  for (std::size_t begin = 0; begin < at;) {
    std::size_t end = begin;
    while (end < at && class_of_character((*normal)[end]) != CharacterClass::symbol) ++end;
    if (end - begin >= kShortestNamePart && contains(small, lowered(*normal, begin, end))) return true;
    begin = end + 1;
  }
  // A short one counts as a whole only: nobody should be unable to find a password because her name is Al.
  return normal->size() >= kShortestNamePart && contains(small, lowered(*normal, 0, normal->size()));
}

PasswordStrength strength_of(const CodePoints& password) {
  const std::size_t unforeseen = count_unforeseen(password, 0, password.size());
  if (unforeseen >= 18) return PasswordStrength::strong;
  return unforeseen >= 14 ? PasswordStrength::good : PasswordStrength::fair;
}

}  // namespace

std::string_view format_strength(PasswordStrength strength) {
  switch (strength) {
    case PasswordStrength::weak:
      return "weak";
    case PasswordStrength::fair:
      return "fair";
    case PasswordStrength::good:
      return "good";
    case PasswordStrength::strong:
      return "strong";
  }
  return "weak";
}

bool PasswordReport::accepted() const {
  return std::all_of(rules.begin(), rules.end(), [](const PasswordRule& rule) { return rule.met; });
}

Result<void> PasswordReport::require() const {
  for (const PasswordRule& rule : rules) {
    if (!rule.met) return rule.code;
  }
  return {};
}

PasswordReport decide_password(const Password& password, std::string_view handle, PasswordHolder holder) {
  const auto decoded = decode_utf8(password.reveal());
  CARE_CHECK(decoded.ok());  // a Password is UTF-8
  const CodePoints& points = decoded.value();
  const auto has = [&points](CharacterClass wanted) {
    return std::any_of(points.begin(), points.end(), [wanted](char32_t c) { return class_of_character(c) == wanted; });
  };
  const bool owner = holder == PasswordHolder::owner;
  using enum ErrorCode;
  PasswordReport report{{{{owner ? password_too_short_for_role : password_too_short,
                           points.size() >= (owner ? kOwnerPasswordMinCharacters : kPasswordMinCharacters)},
                          {password_too_long, points.size() <= kPasswordMaxCharacters},
                          {password_needs_upper, has(CharacterClass::upper)},
                          {password_needs_lower, has(CharacterClass::lower)},
                          {password_needs_digit, has(CharacterClass::digit)},
                          {password_needs_symbol, has(CharacterClass::symbol)},
                          {password_too_common, points.size() > 0 && !is_common_password(points)},
                          {password_contains_handle, !contains_handle(points, handle)}}},
                        PasswordStrength::weak};
  if (report.accepted()) report.strength = strength_of(points);
  return report;
}

}  // namespace care::signin
