// shared/audit/witness.h — asking for a cosignature, and deciding whether to give one.
//
// Shapes   old <size> LF, ≤ 63 base64 hashes, empty line, checkpoint note
// Errors   proof_invalid (form of the request)
// Source   c2sp.org/tlog-witness
// Tests    tests/unit/audit/witness_test.cpp
#pragma once

#include "shared/audit/checkpoint.h"

namespace care::audit {

inline constexpr std::size_t kWitnessMaxHashes = 63;

struct AddCheckpoint {
  std::uint64_t old_size = 0;
  Proof proof;
  std::string checkpoint;  // the signed note, verbatim
};

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body);
Result<std::string> format_add_checkpoint(const AddCheckpoint& request);

enum class WitnessVerdict {
  accept,            // 200: remember the checkpoint in the same step, then cosign
  malformed,         // 400: the body, an old size above the checkpoint's, or size 0 with a root
  unknown_log,       // 403
  bad_signature,     // 403: no trusted key of the log signed, or one did wrongly
  stale,             // 409: the old size is not the one remembered; the body is that size and a newline
  inconsistent,      // 422
};
int http_status(WitnessVerdict verdict);

struct WitnessDecision {
  WitnessVerdict verdict = WitnessVerdict::malformed;
  std::optional<Checkpoint> checkpoint;  // set on accept
};

// What the witness has cosigned last for a log: nothing, or a size and root.
struct WitnessedLog {
  LogIdentity log;
  std::uint64_t size = 0;
  Hash32 root{};
};

// Comparing and storing must be one atomic step of the caller, else two requests at once roll the log back.
WitnessDecision decide_add_checkpoint(std::string_view body, std::span<const WitnessedLog> logs);

}  // namespace care::audit
