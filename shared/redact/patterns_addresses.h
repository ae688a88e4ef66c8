// shared/redact/patterns_addresses.h — where somebody lives: a house and its street, with the towns that follow.
//
// Tests    tests/unit/redact/places_test.cpp
#pragma once

#include "shared/redact/patterns_view.h"

namespace care::redact {

struct Place {
  std::size_t begin = 0;  // token indices
  std::size_t end = 0;    // 0: none
  std::uint8_t certainty = 2;
};

// An address that begins at token i with a number, a flat or a box. `announced`: "address", "lives at" stands before it.
Place address_at(const View& view, std::size_t i, bool announced);
// A street without a number whose last word is i, with the house before it; not before `floor`.
Place street_around(const View& view, std::size_t i, std::size_t floor, bool announced);

// "the corner of 14 Mill Lane and Church Street", at the word "corner".
Place corner_at(const View& view, std::size_t i);
// A street without a number begins at i, in capitals.
bool street_begins(const View& view, std::size_t i);

// Where the name of a house that ends before token `end` begins: "Brambles", "The Granary"; `end` if none is named there.
std::size_t house_begin(const View& view, std::size_t end, std::size_t floor);
// Where the part before an address begins, with a comma between: a flat, a storey, a house; `begin` if there is none.
std::size_t earlier_part_begin(const View& view, std::size_t begin, std::size_t floor);
// "Croft 8", "Hse 22": the word before the number an address begins with; `begin` if there is none.
std::size_t counter_begin(const View& view, std::size_t begin, std::size_t floor);

// A house that is named and has no number: "Hob Cottage", "the Old Smithy, Great Marsh", "Mount Ida, nr Harwick", at its word for
// houses or at "nr"; in patterns_houses.cpp.
Place house_around(const View& view, std::size_t i, std::size_t floor, bool announced);
// "twenty-four Cobbler's Yard", "sixty-two Argyle Buildings": at the first word of the number.
Place said_house_at(const View& view, std::size_t i);
// Behind the towns and the like that follow an address whose street ends before i.
std::size_t address_tail_end(const View& view, std::size_t i);
// Behind a street that begins at i, written as names are; 0 if none does.
std::size_t street_end(const View& view, std::size_t i);

// "top flat", "Pitch 40", "2nd Floor" as a part of its own; i if it is none.
std::size_t flat_part_end(const View& view, std::size_t i);
bool is_title(const View& view, std::size_t i);
// "Southgate", "Foxcroft": behind the number of a house a street.
bool ends_as_street(const View& view, std::size_t i);
// A first name that is no town.
bool is_person(const View& view, std::size_t i);

}  // namespace care::redact
