// shared/audit/statement.h — what every signed statement says, and the statement about a record (leaf kind 1).
//
// Shapes   canonical JSON, at most 4096 bytes; hash = SHA-256 of the body; the signature is over label ‖ 0x00 ‖ body
// Errors   json_*, encoding_invalid and id_invalid for the form, act_unknown, version_unsupported, facets_mismatch,
//          head_unknown (size 0 with a root)
// Source   shared/docs/formats/statement.md
// Tests    tests/unit/audit/statement_test.cpp, tests/vectors/statement_v1.json
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/base/id.h"
#include "shared/base/json.h"
#include "shared/base/result.h"
#include "shared/schema/record_act.h"

namespace care::audit {

inline constexpr std::size_t kStatementMaxBytes = 4096;
inline constexpr std::uint64_t kStatementVersion = 1;
inline constexpr std::uint16_t kChangeFacet = 15;  // reason and words of an update or strike

// What follows in `p`, `dir`, `dir_prev` and `stmt`.
Hash32 statement_hash(BytesView body);

// The newest tree head the device trusts.
struct StatementTreeHead {
  std::uint64_t size = 0;
  Hash32 root{};  // SHA-256("") for size 0
  friend bool operator==(const StatementTreeHead&, const StatementTreeHead&) = default;
};
StatementTreeHead empty_tree_head();

// Common to kinds 1 and 3.
struct StatementHead {
  WorkspaceId workspace;
  ActorId author;
  KeyId key;
  std::uint64_t number = 0;         // counter of this key, from 1
  std::optional<Hash32> previous;   // hash of this key's statement before; absent exactly for number 1
  StatementTreeHead tree;
  std::uint64_t time_ms = 0;        // the device's clock
  friend bool operator==(const StatementHead&, const StatementHead&) = default;
};

// Takes act, dev, head, n, p, t, v, who and ws from an open body; write_ puts them there.
Result<StatementHead> read_statement_head(ObjectReader& body);
void write_statement_head(Json& body, const StatementHead& head);
// The rules of a head; reading it asks for them, and so does whoever writes one.
Result<void> check_statement_head(const StatementHead& head);
Result<Json> parse_statement_json(BytesView body);
Result<Bytes> encode_statement_json(const Json& body);  // json_too_large

// Enough to judge signature and chain before the act is known. Members that it does not name are not looked at.
struct StatementOutline {
  std::string act;
  StatementHead head;
};
Result<StatementOutline> parse_statement_outline(BytesView body);

struct FacetAfter {
  std::uint16_t facet = 0;
  std::uint16_t data_class = 0;  // its meaning stands in shared/schema
  std::uint32_t generation = 0;
  Hash32 ciphertext_hash{};
  Hash32 plaintext_commitment{};
  friend bool operator==(const FacetAfter&, const FacetAfter&) = default;
};

struct FacetBefore {
  std::uint16_t facet = 0;
  Hash32 ciphertext_hash{};
  friend bool operator==(const FacetBefore&, const FacetBefore&) = default;
};

// Kind 1. create: version 1, nothing before, no change facet. update: the facets anew, and the change facet.
// strike: the change facet alone; the version before stays and is shown struck through.
struct RecordStatement {
  StatementHead head;
  RecordAct act = RecordAct::create;
  Hash32 directory{};  // the newest membership statement the author had seen
  UnitId unit;
  SubjectId subject;
  RecordId record;
  std::uint16_t collection = 0;
  std::uint16_t schema = 0;
  std::uint64_t version = 0;         // the one this statement makes; before is one less
  std::vector<FacetBefore> before;   // ascending; empty in create
  std::vector<FacetAfter> after;     // ascending
  std::optional<Hash32> gate_share_hash;  // only in the create that introduces its subject
  friend bool operator==(const RecordStatement&, const RecordStatement&) = default;
};

Result<RecordStatement> parse_record_statement(BytesView body);
// Refuses what parse_record_statement would refuse.
Result<Bytes> encode_record_statement(const RecordStatement& statement);

}  // namespace care::audit
