// shared/validate/validate.h — the one interpreter of the record tables: is this record well formed?
//
// Shapes   normalise_record first (one spelling of each value), then validate_record (all faults, in table order)
// Errors   field_* , number_step_wrong, list_too_long, date_*, time_in_future, age_out_of_range, *_invalid,
//          facets_mismatch (a facet is missing or does not belong), and the errors of the rules in records/*.json
// Source   shared/schema/records/*.json
// Tests    tests/unit/validate/validate_test.cpp, tests/vectors/validate_v1.json
#pragma once

#include <vector>

#include "shared/base/clock.h"
#include "shared/record/record.h"

namespace care {

struct ValidateContext {
  Instant now;
  RecordAct act = RecordAct::create;
};

// Names are those of the tables, never input: what is unknown leaves `facet` or `field` empty.
struct FieldFault {
  FieldName facet;
  FieldName field;
  ErrorCode code{};
  friend bool operator==(const FieldFault& a, const FieldFault& b) {
    return a.facet == b.facet && a.field == b.field && a.code == b.code;
  }
};

// Empty if the record may be sealed. One fault per field at most, then the rules.
std::vector<FieldFault> validate_record(const Record& record, const ValidateContext& context);

// Trims, spells identifiers their one way, orders chosen answers as in the table and leaves out what is empty.
// What it can't read stays as it is, for validate_record to name.
Record normalise_record(const Record& record);

}  // namespace care
