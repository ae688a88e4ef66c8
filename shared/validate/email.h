// shared/validate/email.h — e-mail addresses as people have them: ASCII, one @, a domain with a dot.
//
// Errors   email_invalid
// Source   the addr-spec of RFC 5322 without quoting and comments; lengths of RFC 5321
// Tests    tests/unit/validate/uk_identifiers_test.cpp, tests/vectors/uk_identifiers_v1.json
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace care {

// The domain in lower case; the part before the @ stays as it is.
Result<std::string> parse_email(std::string_view text);

}  // namespace care
