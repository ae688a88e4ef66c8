#include "shared/audit/checkpoint.h"

#include <algorithm>

#include "shared/base/decimal.h"
#include "shared/audit/lines.h"

namespace care::audit {

std::string workspace_origin(std::string_view host, const WorkspaceId& workspace, unsigned epoch) {
  std::string origin = std::string(host) + "/audit/" + workspace.text();
  if (epoch > 1) origin += "/e" + format_decimal(epoch);
  return origin;
}

Result<std::string> format_checkpoint(const Checkpoint& checkpoint) {
  const std::string text =
      checkpoint.origin + "\n" + format_decimal(checkpoint.size) + "\n" + encode_base64(checkpoint.root) + "\n";
  const Checkpoint again = CARE_TRY(parse_checkpoint(text));
  if (again != checkpoint) return ErrorCode::note_malformed;
  return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view note_text) {
  Lines lines(note_text);
  const auto origin = lines.next();
  const auto size_line = lines.next();
  const auto root_line = lines.next();
  if (!origin || origin->empty() || !size_line || !root_line || !lines.rest().empty()) return ErrorCode::note_malformed;
  const auto size = parse_decimal(*size_line);
  const auto root = parse_hash_line(*root_line);
  if (!size || !root) return ErrorCode::note_malformed;
  if (*size == 0 && *root != empty_root()) return ErrorCode::note_malformed;
  return Checkpoint{std::string(*origin), *size, *root};
}

Result<OpenedCheckpoint> open_checkpoint(std::string_view note, const LogIdentity& log,
                                         std::span<const VerifierKey> witnesses) {
  std::vector<VerifierKey> trusted = log.keys;
  trusted.insert(trusted.end(), witnesses.begin(), witnesses.end());
  OpenedNote opened = CARE_TRY(open_note(note, trusted));
  OpenedCheckpoint result{CARE_TRY(parse_checkpoint(opened.text)), {}};
  // A key may sign for several logs: the name of the log is in the first line, and must be the expected one.
  if (result.checkpoint.origin != log.origin) return ErrorCode::note_signature_invalid;
  bool log_signed = false;
  for (VerifiedSignature& signature : opened.verified) {
    if (std::find(log.keys.begin(), log.keys.end(), signature.key) != log.keys.end()) {
      log_signed = true;
    } else {
      result.witnesses.push_back(std::move(signature));
    }
  }
  if (!log_signed) return ErrorCode::note_signature_invalid;
  return result;
}

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, std::span<const NoteSigner> log_signers) {
  const std::string text = CARE_TRY(format_checkpoint(checkpoint));
  return sign_note(text, log_signers);
}

}  // namespace care::audit
