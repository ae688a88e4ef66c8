// shared/validate/rules.h — rules between fields, as data in shared/schema/records/*.json.
#pragma once

#include "shared/base/json.h"
#include "shared/schema/record_tables.gen.h"

namespace care {

// Values of an unexpected type count as absent: check_field has named them already.
bool rule_holds(const RuleInfo& rule, const Json& fields);

}  // namespace care
