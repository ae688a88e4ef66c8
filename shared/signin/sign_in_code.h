// shared/signin/sign_in_code.h — ten codes that stand in for a lost authenticator.
//
// They open the account, not the data: that is the recovery kit, and the two never share a name.
//
// Shapes   60 random bits = 12 letters in three groups; stored as keyed BLAKE2b-256 of label and account
// Errors   second_factor_wrong, second_factor_reused
// Secrets  codes are wiped; shown once
// Tests    tests/unit/signin/sign_in_code_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/id.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/signin/secret_text.h"

#include <array>
#include <string_view>

namespace care::signin {

inline constexpr std::size_t kSignInCodes = 10;

using SignInCode = SecretBytes<8>;  // the last four bits are zero

struct StoredSignInCode {
  Hash32 hash{};
  bool used = false;
};

std::array<SignInCode, kSignInCodes> make_sign_in_codes(Random& random);
SecretText format_sign_in_code(const SignInCode& code);
Result<SignInCode> parse_sign_in_code(std::string_view typed);
Hash32 hash_sign_in_code(const SignInCode& code, const AccountId& account);

// The position of the code to mark as used. Looks at all of them whatever it finds.
Result<std::size_t> verify_sign_in_code(std::span<const StoredSignInCode> stored, std::string_view typed,
                                        const AccountId& account);

}  // namespace care::signin
