// shared/redact/patterns_around.h — what stands around values that were found already and belongs to them.
//
// An address without a number is known by its postcode, a police log by its date, the letters of a reference by its digits.
// Tests    tests/unit/redact/places_test.cpp, tests/unit/redact/patterns_test.cpp
#pragma once

#include "shared/redact/patterns_view.h"

namespace care::redact {

// ADDRESS before each POSTCODE, "log 412 of 3/2/26" before each DATE, "no CRN 70935" before each ID_OTHER. Sorts the findings.
void find_around(const View& view, Findings& findings);

}  // namespace care::redact
