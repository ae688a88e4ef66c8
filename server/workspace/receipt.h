// server/workspace/receipt.h — what the author of a statement gets back after the commit.
//
// With body and signature of the statement (or refused_body for a refusal) the receipt lets a device rebuild the leaf and
// check it under the signed checkpoint.
// Source   shared/docs/formats/api.md, Receipt
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/audit/leaf.h"
#include "shared/audit/merkle.h"
#include "shared/base/result.h"

namespace care::server {

struct Receipt {
  std::optional<ErrorCode> refusal;        // absent: stored
  std::optional<std::uint64_t> version;    // the current one, for version_stale
  std::uint64_t index = 0;
  std::uint64_t time_ms = 0;
  std::vector<audit::FieldCommitment> commitments;
  Bytes refused_body;                      // the kind-2 body, empty when stored
  audit::Proof proof;                      // under the checkpoint in `note`
  std::string note;
  bool replayed = false;                   // the same statement had been answered before; nothing happened again

  bool stored() const { return !refusal.has_value(); }
};

}  // namespace care::server
