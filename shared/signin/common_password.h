// shared/signin/common_password.h — is this password, or the word it is dressed up from, on the lists thieves try first?
//
// Looks at the password itself and at its folded form: small letters, "leet" undone, the digits and symbols at both
// ends taken off. A long ending that is not itself a pattern (12345, aaaa, 2024) counts as real randomness.
// Shapes   filter ≤ 60 KB in the program, false positives about 1 in 65,536 a look-up; no false negatives
// Source   list, licence and counts in shared/signin/common_password.gen.h
// Tests    tests/unit/signin/common_password_test.cpp
#pragma once

#include "shared/base/bytes.h"

namespace care::signin {

bool is_common_password(BytesView nfc_utf8);

}  // namespace care::signin
