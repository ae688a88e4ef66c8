// shared/validate/email.h — e-mail addresses as people have them: ASCII, one @, a domain with a dot.
//
// Errors   email_invalid
// Source   the addr-spec of RFC 5322 without quoting and comments; lengths of RFC 5321
// Tests    tests/unit/validate/email_test.cpp
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace care {

// The domain in lower case; the part before the @ stays as it is.
Result<std::string> parse_email(std::string_view text);

}  // namespace care
