// shared/redact/patterns.h — identifiers that have a form: numbers with check digits, phones, addresses, dates, references, firms.
//
// Each finder reads the folded text once and appends what it found, in any order; overlaps are settled by find_identifiers().
// Shapes   positions are offsets into reading.folded()
// Source   reference values: shared/docs/formats/redaction.md
// Tests    tests/unit/redact/patterns_test.cpp, tests/unit/redact/dates_test.cpp, tests/unit/redact/places_test.cpp, tests/vectors/redact_patterns_v1.json
#pragma once

#include <vector>

#include "shared/redact/lexicon.h"
#include "shared/redact/reading.h"

namespace care::redact {

struct Found {
  std::uint32_t begin = 0;  // folded bytes
  std::uint32_t end = 0;
  Type type = Type::id_other;
  std::uint8_t certainty = 0;  // of two that overlap the more certain stays: 3 a check digit or a label says so, 2 the form does, 1 context does
};
using Findings = std::vector<Found>;

class View;

// Everything that has a form. patterns_view.cpp calls the finders: numbers (with postcodes, references, links), dates (with days, ages),
// places (addresses, firms, rooms), and what stands around something found.
void find_patterns(const View& view, Findings& findings);

}  // namespace care::redact
