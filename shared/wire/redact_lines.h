// shared/wire/redact_lines.h — the lines careseal-redact reads and writes: one note each, with the people its home knows.
//
// Shapes   in   {"id": text or number, "text", "roster"?: [person of shared/redact/people.h, …] or null}, other members are passed over
//          out  {"id","spans":[{"start","end","type"}],"redacted"}, positions in Unicode code points
// Errors   json_malformed (no UTF-8 as well), json_missing_field, json_wrong_type, json_too_large (kRedactLineMaxBytes)
// Tests    tests/unit/wire/redact_lines_test.cpp, tests/contract/redact.test.mjs
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.h"
#include "shared/redact/identifier.h"

namespace care::wire {

inline constexpr std::size_t kRedactLineMaxBytes = 64 * 1024 * 1024;

struct RedactLine {
  std::string id;             // as JSON
  std::string text;
  Json people = Json::array();  // as redact::read_people takes them
};

Result<RedactLine> parse_redact_line(std::string_view line);
std::string write_redact_line(std::string_view id, std::span<const redact::Span> code_points, std::string_view redacted);

}  // namespace care::wire
