// shared/wire/json_text.h — JSON as it comes from outside: any spacing and key order, read strictly.
//
// What is signed is read by base/json.h's parse_canonical instead; this reader is for the bodies around it.
// Errors   json_malformed, json_too_deep, json_too_large (bytes, or more than 256 members of one object), json_duplicate_key,
//          json_wrong_type (floats, negative numbers, null, booleans), json_not_canonical (keys that are not ASCII)
// Tests    tests/unit/wire/json_text_test.cpp
#pragma once

#include "shared/base/json.h"

namespace care::wire {

Result<Json> parse_json(BytesView text, JsonLimits limits = {});

}  // namespace care::wire
