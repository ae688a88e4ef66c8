// shared/redact/patterns_orgs.h — named practices, hospitals, homes, councils and firms.
//
// Tests    tests/unit/redact/places_test.cpp
#pragma once

#include "shared/redact/patterns_addresses.h"

namespace care::redact {

// One that token i belongs to as the word for what it is ("Hospital", "Royal", "Ltd"); not before `floor`.
Place org_around(const View& view, std::size_t i, std::size_t floor);

// Of a name that has no word for what it is. In patterns_org_leads.cpp.
// "chemist: Gorse's", "undertaker Hales of Mill Street": behind the word at i.
Place org_behind_kind(const View& view, std::size_t i);
// "from SpeakWell Harwick", at the first of two capitals with nothing between.
Place joined_words_org(const View& view, std::size_t i);
// "at the Fox & Grapes", at the mark.
Place inn_at(const View& view, std::size_t i);
// "Our Lady & St Bede", "Our Lady of Sorrows", at "Lady".
Place our_lady_at(const View& view, std::size_t i);

}  // namespace care::redact
