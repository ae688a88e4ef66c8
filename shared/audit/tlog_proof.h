// shared/audit/tlog_proof.h — proof of one entry in a file of its own, checkpoint included.
//
// Shapes   c2sp.org/tlog-proof@v1 LF [extra base64 LF] index N LF base64 hashes LF … empty line, checkpoint; ≤ 64 hashes
// Errors   proof_invalid (form and arithmetic), note_malformed, note_signature_invalid (the checkpoint)
// Source   c2sp.org/tlog-proof; shared/docs/formats/proof.md
// Tests    tests/unit/audit/tlog_proof_test.cpp, tests/vectors/tlog_proof_v1.json
#pragma once

#include "shared/audit/checkpoint.h"

namespace care::audit {

struct TlogProof {
  std::uint64_t index = 0;
  Proof hashes;
  std::optional<Bytes> extra;  // vouched for by nobody
  std::string checkpoint;      // the signed note, verbatim
  friend bool operator==(const TlogProof&, const TlogProof&) = default;
};

Result<std::string> encode_tlog_proof(const TlogProof& proof);
Result<TlogProof> decode_tlog_proof(std::string_view text);

// Checkpoint signed by this log, and the leaf at proof.index under its root.
Result<OpenedCheckpoint> verify_tlog_proof(const TlogProof& proof, const Hash32& leaf_hash, const LogIdentity& log,
                                           std::span<const VerifierKey> witnesses = {});

}  // namespace care::audit
