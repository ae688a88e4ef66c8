// shared/audit/statement_assist.h — the statement that a text leaves for an AI (leaf kind 1, act "assist.send").
//
// It says what for, how much, where to and what was taken out, and the hash of the text; never the text.
// Shapes   canonical JSON, at most 4096 bytes; counts: at least 1 each, names in capitals, at most 32 of them
// Errors   json_*, encoding_invalid and id_invalid for the form, act_unknown, version_unsupported, field_bad_text, field_out_of_range
// Source   shared/docs/formats/statement.md
// Tests    tests/unit/audit/statement_assist_test.cpp, tests/vectors/statement_assist_v1.json
#pragma once

#include "shared/audit/statement.h"

namespace care::audit {

inline constexpr std::string_view kAssistSend = "assist.send";
inline constexpr std::size_t kAssistTextMaxBytes = 60'000;

struct AssistCount {
  std::string type;         // NAME_RESIDENT, DATE …
  std::uint64_t count = 0;
  friend bool operator==(const AssistCount&, const AssistCount&) = default;
};

struct AssistStatement {
  StatementHead head;
  Hash32 directory{};                // the newest membership statement the author had seen
  std::string use;                   // of shared/schema/assist_uses.json
  std::uint64_t use_version = 0;     // of its prompt and roles
  std::string region;
  std::string model;
  std::optional<SubjectId> subject;  // whose notes, where it is one resident's
  Hash32 text_hash{};                // SHA-256 of what is sent
  std::uint64_t text_bytes = 0;
  std::vector<AssistCount> counts;   // ascending by type
  friend bool operator==(const AssistStatement&, const AssistStatement&) = default;
};

// Names of uses, regions and models, here and in the home's policy: 1 to 64 of a–z 0–9 - _ . and capitals.
Result<void> check_assist_name(std::string_view name, FieldName field);

// {"DATE":1,"NAME_RESIDENT":2}
Result<std::vector<AssistCount>> read_assist_counts(const Json& value);
Json to_json(const std::vector<AssistCount>& counts);

Result<AssistStatement> parse_assist_statement(BytesView body);
// Refuses what parse_assist_statement would refuse.
Result<Bytes> encode_assist_statement(const AssistStatement& statement);

}  // namespace care::audit
