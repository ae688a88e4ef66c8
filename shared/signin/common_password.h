// shared/signin/common_password.h — is this password, or the word it is dressed up from, on a list of common ones?
//
// Looks at the password itself and at its folded form: small letters, look-alike digits and signs undone, what stands
// around the word taken off. "P@ssw0rd2024!" is "password". An ending with more than six unforeseeable characters
// counts as real randomness; runs (12345, aaaa) do not. A password that is one run altogether needs no list.
// Shapes   49 KB filter of 20,000 forms; false positives 1 in 65,536 a look-up, at most 8 look-ups; none is missed
// Source   list, licence and counts in shared/signin/common_password.gen.h; made by
// scripts/generate_password_filter.mjs Tests    tests/unit/signin/common_password_test.cpp
#pragma once

#include "shared/signin/utf8.h"

#include <cstdint>

namespace care::signin {

bool is_common_password(const CodePoints& password);

// How many characters are not simply the one before again, or its neighbour (a → b, 7 → 6). Letter case aside.
std::size_t count_unforeseen(const CodePoints& password, std::size_t begin, std::size_t end);

}  // namespace care::signin
