// shared/redact/names.h — people: those of the roster, and those nobody listed.
//
// Tests    tests/unit/redact/names_test.cpp, tests/redaction
#pragma once

#include <optional>
#include <vector>

#include "shared/redact/name_context.h"
#include "shared/redact/name_model.h"
#include "shared/redact/roster.h"

namespace care::redact {

struct FoundName {
  std::uint32_t begin = 0;  // folded bytes; no title, no possessive
  std::uint32_t end = 0;
  Type type = Type::name_other;
  std::optional<std::uint32_t> person;  // index into roster.people(), where only one can be meant
};

std::vector<FoundName> find_names(NameContext& context, const Roster& roster, const NameModel& model);

// Which tokens are sure to be names without the model: written as only a person of the roster is. 1 a token.
std::vector<std::uint8_t> certain_names(const NameContext& context, const Roster& roster);

}  // namespace care::redact
