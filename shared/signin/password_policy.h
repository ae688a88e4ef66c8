// shared/signin/password_policy.h — may this be someone's password? Runs on the device; the server never sees it.
//
// Shapes   every rule with its result, in the order shown on screen, and one word for the strength
// Errors   as rule codes: password_too_short (an owner: password_too_short_for_role), password_too_long,
//          password_needs_upper, _lower, _digit, _symbol, password_too_common, password_contains_handle
// Secrets  works on wiped copies; the report says only which rules are met
// Tests    tests/unit/signin/password_policy_test.cpp, tests/vectors/password_policy_v1.json
#pragma once

#include "shared/base/result.h"
#include "shared/signin/password.h"

#include <array>
#include <string_view>

namespace care::signin {

enum class PasswordHolder : std::uint8_t { member, owner };  // an owner's password opens everything, so it is longer

inline constexpr std::size_t kPasswordMinCharacters = 10;
inline constexpr std::size_t kOwnerPasswordMinCharacters = 14;

struct PasswordRule {
  ErrorCode code;  // what is said while it is not met
  bool met = false;
};

enum class PasswordStrength : std::uint8_t { weak, fair, good, strong };
std::string_view format_strength(PasswordStrength strength);

struct PasswordReport {
  std::array<PasswordRule, 8> rules;
  PasswordStrength strength = PasswordStrength::weak;  // weak until every rule is met

  bool accepted() const;
  // The first rule that is not met, as the error to hand on.
  Result<void> require() const;
};

// `handle` is what the person signs in with: an e-mail address or a name. An empty one contains nothing.
PasswordReport decide_password(const Password& password, std::string_view handle, PasswordHolder holder);

}  // namespace care::signin
