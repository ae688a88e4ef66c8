#include "shared/audit/tlog_proof.h"

#include "shared/base/decimal.h"
#include "shared/audit/inclusion.h"
#include "shared/audit/lines.h"

namespace care::audit {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kMaxHashes = 64;  // the depth of a tree of 2^64 leaves

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

}  // namespace

Result<std::string> encode_tlog_proof(const TlogProof& proof) {
  if (proof.hashes.size() > kMaxHashes || proof.checkpoint.empty()) return ErrorCode::proof_invalid;
  std::string out = std::string(kHeader) + "\n";
  if (proof.extra) out += std::string(kExtra) + encode_base64(*proof.extra) + "\n";
  out += std::string(kIndex) + format_decimal(proof.index) + "\n";
  for (const Hash32& hash : proof.hashes) out += encode_base64(hash) + "\n";
  return out + "\n" + proof.checkpoint;
}

Result<TlogProof> decode_tlog_proof(std::string_view text) {
  if (text.size() > 2 * kNoteMaxBytes) return ErrorCode::proof_invalid;
  Lines lines(text);
  if (lines.next() != kHeader) return ErrorCode::proof_invalid;
  TlogProof proof;
  auto line = lines.next();
  if (line && starts_with(*line, kExtra)) {
    const auto extra = decode_base64(line->substr(kExtra.size()));
    if (!extra) return ErrorCode::proof_invalid;
    proof.extra = *extra;
    line = lines.next();
  }
  if (!line || !starts_with(*line, kIndex)) return ErrorCode::proof_invalid;
  const auto index = parse_decimal(line->substr(kIndex.size()));
  if (!index) return ErrorCode::proof_invalid;
  proof.index = *index;
  proof.hashes = CARE_TRY(take_hash_lines(lines, kMaxHashes));
  proof.checkpoint = std::string(lines.rest());
  if (proof.checkpoint.empty()) return ErrorCode::proof_invalid;
  return proof;
}

Result<OpenedCheckpoint> verify_tlog_proof(const TlogProof& proof, const Hash32& leaf_hash, const LogIdentity& log,
                                           std::span<const VerifierKey> witnesses) {
  OpenedCheckpoint opened = CARE_TRY(open_checkpoint(proof.checkpoint, log, witnesses));
  const Checkpoint& head = opened.checkpoint;
  const auto included = verify_inclusion(proof.index, head.size, leaf_hash, proof.hashes, head.root);
  if (!included) return included.error();
  return opened;
}

}  // namespace care::audit
