// tests/unit/redact/pattern_checks.h — what the pattern finders make of a text, as text.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "shared/redact/patterns_view.h"
#include "tests/support/catch.h"
#include "tests/unit/redact/lists.h"

namespace care::test {

inline redact::Findings pattern_findings(std::string_view text) {
  const redact::Reading reading(text);
  redact::Findings findings;
  redact::find_patterns(redact::View(reading, redact::shipped_lexicon()), findings);
  for (redact::Found& found : findings) {
    const redact::Span span = reading.to_text(found.begin, found.end, found.type);
    found.begin = span.begin;
    found.end = span.end;
  }
  std::sort(findings.begin(), findings.end(), [](const redact::Found& a, const redact::Found& b) { return a.begin < b.begin; });
  return findings;
}

// "DATE 5th April, ROOM 12": all that is found, in order; for texts in which nothing overlaps.
inline std::string patterns_of(std::string_view text) {
  std::string out;
  for (const redact::Found& found : pattern_findings(text)) {
    if (!out.empty()) out += ", ";
    out += std::string(redact::type_label(found.type)) + " " + std::string(text.substr(found.begin, found.end - found.begin));
  }
  return out;
}

}  // namespace care::test
