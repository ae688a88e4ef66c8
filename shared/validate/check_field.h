// shared/validate/check_field.h — one value against its row of the record tables.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"
#include "shared/schema/record_tables.gen.h"

namespace care {

// Only canonical values pass: "943 476 5919" is an NHS number for normalise_field, not here.
Result<void> check_field(const FieldInfo& field, const Json& value, Instant now);

// The value's one spelling; nothing if it is empty. Unreadable values come back unchanged.
std::optional<Json> normalise_field(const FieldInfo& field, const Json& value);

}  // namespace care
