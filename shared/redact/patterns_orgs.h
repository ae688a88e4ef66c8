// shared/redact/patterns_orgs.h — named practices, hospitals, homes, councils and firms.
//
// Tests    tests/unit/redact/places_test.cpp
#pragma once

#include "shared/redact/patterns_addresses.h"

namespace care::redact {

// One that token i belongs to as the word for what it is ("Hospital", "Royal", "Ltd"); not before `floor`.
Place org_around(const View& view, std::size_t i, std::size_t floor);

}  // namespace care::redact
