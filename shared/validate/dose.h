// shared/validate/dose.h — a dose as it is safe to write: 0.5 mg, never .5 mg, 5.0 mg or mcg.
//
// Errors   dose_invalid
// Source   safe-prescribing rules cited in tests/vectors/uk_identifiers_v1.json; units are written out, because "mcg",
//          "µg", "IU" and "U" have been misread
// Tests    tests/unit/validate/uk_identifiers_test.cpp, tests/vectors/uk_identifiers_v1.json
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace care {

// Amount, one space, unit.
Result<std::string> parse_dose(std::string_view text);

}  // namespace care
