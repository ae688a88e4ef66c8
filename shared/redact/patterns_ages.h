// shared/redact/patterns_ages.h — ages from ninety on.
//
// Tests    tests/unit/redact/dates_test.cpp
#pragma once

#include "shared/redact/patterns_view.h"

namespace care::redact {

// Behind the age that begins at token i, in figures or words; 0 if none does. `behind_birth`: a birth date stands before it.
std::size_t age_end(const View& view, std::size_t i, bool behind_birth);

}  // namespace care::redact
