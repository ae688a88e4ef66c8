#include "shared/audit/witness.h"

#include <algorithm>

#include "shared/audit/consistency.h"
#include "shared/base/decimal.h"
#include "shared/audit/lines.h"

namespace care::audit {
namespace {

constexpr std::string_view kOld = "old ";

// The checkpoint inside a note that need not be well signed yet: its first line tells whose it claims to be.
Result<Checkpoint> read_unverified(std::string_view note) {
  const std::size_t end_of_text = note.rfind("\n\n");
  if (end_of_text == std::string_view::npos) return ErrorCode::note_malformed;
  return parse_checkpoint(note.substr(0, end_of_text + 1));
}

bool continues(const WitnessedLog& known, const AddCheckpoint& request, const Checkpoint& offered) {
  if (request.old_size == 0) return request.proof.empty();
  return verify_consistency(known.size, known.root, offered.size, offered.root, request.proof).ok();
}

}  // namespace

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  Lines lines(body);
  const auto old_line = lines.next();
  if (!old_line || old_line->substr(0, kOld.size()) != kOld) return ErrorCode::proof_invalid;
  const auto old_size = parse_decimal(old_line->substr(kOld.size()));
  if (!old_size) return ErrorCode::proof_invalid;
  AddCheckpoint request;
  request.old_size = *old_size;
  request.proof = CARE_TRY(take_hash_lines(lines, kWitnessMaxHashes));
  request.checkpoint = std::string(lines.rest());
  if (request.checkpoint.empty()) return ErrorCode::proof_invalid;
  return request;
}

Result<std::string> format_add_checkpoint(const AddCheckpoint& request) {
  if (request.proof.size() > kWitnessMaxHashes || request.checkpoint.empty()) return ErrorCode::proof_invalid;
  std::string out = std::string(kOld) + format_decimal(request.old_size) + "\n";
  for (const Hash32& hash : request.proof) out += encode_base64(hash) + "\n";
  return out + "\n" + request.checkpoint;
}

int http_status(WitnessVerdict verdict) {
  switch (verdict) {
    case WitnessVerdict::accept: return 200;
    case WitnessVerdict::malformed: return 400;
    case WitnessVerdict::unknown_log: return 403;
    case WitnessVerdict::bad_signature: return 403;
    case WitnessVerdict::stale: return 409;
    case WitnessVerdict::inconsistent: return 422;
  }
  return 400;
}

WitnessDecision decide_add_checkpoint(std::string_view body, std::span<const WitnessedLog> logs) {
  const auto request = parse_add_checkpoint(body);
  if (!request) return {WitnessVerdict::malformed, {}};
  const auto claimed = read_unverified(request->checkpoint);
  if (!claimed) return {WitnessVerdict::malformed, {}};
  const auto known = std::find_if(logs.begin(), logs.end(),
                                  [&](const WitnessedLog& log) { return log.log.origin == claimed->origin; });
  if (known == logs.end()) return {WitnessVerdict::unknown_log, {}};
  const auto opened = open_checkpoint(request->checkpoint, known->log);
  if (!opened) return {WitnessVerdict::bad_signature, {}};
  const Checkpoint& offered = opened->checkpoint;
  if (request->old_size > offered.size) return {WitnessVerdict::malformed, {}};
  if (request->old_size != known->size) return {WitnessVerdict::stale, {}};
  if (!continues(*known, *request, offered)) return {WitnessVerdict::inconsistent, {}};
  return {WitnessVerdict::accept, offered};
}

}  // namespace care::audit
