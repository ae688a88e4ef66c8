// tests/support/long_form.h — whether a campaign runs in its long form (CARE_LONG=1, set by scripts/attack and scripts/soak), or as short as in CI.
#pragma once

#include <cstdlib>

namespace care::test {

inline bool long_form() { return std::getenv("CARE_LONG") != nullptr; }

}  // namespace care::test
