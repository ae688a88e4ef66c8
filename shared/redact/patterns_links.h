// shared/redact/patterns_links.h — e-mail and web addresses, also written to be read by people: "lucy at example dot org".
//
// Tests    tests/unit/redact/patterns_test.cpp
#pragma once

#include "shared/redact/patterns_view.h"

namespace care::redact {

// Appends EMAIL and URL, ascending and apart.
void find_links(const View& view, Findings& findings);

}  // namespace care::redact
