// shared/audit/checkpoint.h — the signed head of a log: exactly three lines, no extension lines.
//
// Shapes   origin LF decimal size LF base64 root LF; origin of a workspace = <host>/audit/<workspace id>, later epochs …/e2
// Errors   note_malformed, note_signature_invalid
// Source   c2sp.org/tlog-checkpoint; shared/docs/formats/checkpoint.md
// Tests    tests/unit/audit/checkpoint_test.cpp, tests/vectors/checkpoint_v1.json
#pragma once

#include "shared/audit/merkle.h"
#include "shared/audit/note.h"
#include "shared/base/id.h"

namespace care::audit {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash32 root{};
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// Epoch 1 has no suffix; a restore that lost entries begins epoch 2.
std::string workspace_origin(std::string_view host, const WorkspaceId& workspace, unsigned epoch = 1);

// note_malformed for an origin that is empty or breaks the line, and for size 0 with another root than the empty one.
Result<std::string> format_checkpoint(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view note_text);

// Which log, and who may speak for it. After a rotation both keys stand here for 90 days.
struct LogIdentity {
  std::string origin;
  std::vector<VerifierKey> keys;
};

struct OpenedCheckpoint {
  Checkpoint checkpoint;
  std::vector<VerifiedSignature> witnesses;
};

// A witness alone does not make a checkpoint: a key of the log must have signed.
Result<OpenedCheckpoint> open_checkpoint(std::string_view note, const LogIdentity& log,
                                         std::span<const VerifierKey> witnesses = {});
Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, std::span<const NoteSigner> log_signers);

}  // namespace care::audit
