// shared/signin/totp.h — the six digits of an authenticator app.
//
// Shapes   secret 20 B, base32 in upper case without padding; step 30 s; six digits, leading zeros kept
// Errors   second_factor_wrong, second_factor_reused
// Secrets  the printed secret and the URI are SecretText
// Source   RFC 6238 with HMAC-SHA-1; otpauth URI as authenticator apps read it
// Tests    tests/unit/signin/totp_test.cpp, tests/vectors/totp_v1.json
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/signin/secret_text.h"

#include <optional>
#include <string_view>

namespace care::signin {

inline constexpr std::uint64_t kTotpStepSeconds = 30;
inline constexpr std::uint64_t kTotpWindowSteps = 1;  // one step early, one late

using TotpSecret = SecretBytes<20>;
using TotpStep = std::uint64_t;
using TotpCode = ByteArray<6>;  // ASCII digits

TotpSecret make_totp_secret(Random& random);
SecretText format_totp_secret(const TotpSecret& secret);  // for typing by hand, in groups of four
// The secret as an authenticator app or a seeding program reads it back: spaces and case don't matter.
Result<TotpSecret> parse_totp_secret(std::string_view base32);
SecretText format_totp_uri(const TotpSecret& secret, std::string_view home_name, std::string_view handle);

TotpStep totp_step_at(Instant now);
TotpCode derive_totp_code(const TotpSecret& secret, TotpStep step);

// The accepted step must be stored and given as `last_accepted` next time: a step is used once (Req: C26).
Result<TotpStep> verify_totp(const TotpSecret& secret, std::string_view typed, Instant now,
                             std::optional<TotpStep> last_accepted);

}  // namespace care::signin
