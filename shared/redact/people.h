// shared/redact/people.h — a roster as it is written in JSON.
//
// Rosters come from pages, from files and from other programs, so what is not known here is passed over; nobody is left out,
// so that indexes stay what they were.
// Shapes   [{"role":"resident"|"staff"|"relative","name","aliases"?:[…],"dob"?:"1936-02-11","nhs"?,"room"?,"phone"?,"phones"?:[…]}]; any
//          other role is somebody's relative; e-mail addresses are found by their form, not by whose they are
// Errors   json_wrong_type, json_missing_field (name)
// Tests    tests/unit/redact/people_test.cpp
#pragma once

#include <vector>

#include "shared/base/json.h"
#include "shared/redact/roster.h"

namespace care::redact {

Result<std::vector<Person>> read_people(const Json& list);

}  // namespace care::redact
