// shared/redact/patterns_org_words.h — what the words of organisations' names may be.
//
// Tests    tests/unit/redact/places_test.cpp
#pragma once

#include "shared/redact/patterns_view.h"

namespace care::redact {

// "plan", "staff": what makes of "X Care" something else than a firm.
bool continues_as_thing(const View& view, std::size_t i);
// "Medical Centre", "Family Doctors": two words that only name firms and practices, the second at i.
bool is_compound_head(const View& view, std::size_t i);
// What an "of" may stand behind in a name.
bool takes_of(const View& view, std::size_t i);
// What may stand behind "and" or "&": sons, partners.
bool is_partners_head(const View& view, std::size_t i);
// Kinds of firms that are also something else, and the short ones of them: "dental", "cc".
bool is_doubtful_head(const View& view, std::size_t i);
bool is_short_head(const View& view, std::size_t i);
// Words that need a rare name before them: "team", "hall".
bool is_weak_head(const View& view, std::size_t i);
bool is_firm_end(const View& view, std::size_t i);

}  // namespace care::redact
