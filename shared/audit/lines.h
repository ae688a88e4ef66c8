// shared/audit/lines.h — reading the line formats of this folder; private to it.
//
// Errors   proof_invalid
#pragma once

#include <optional>
#include <string_view>

#include "shared/audit/merkle.h"
#include "shared/base/encoding.h"

namespace care::audit {

// Lines front to back, each ended by a newline; a last line without one is not a line.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  std::optional<std::string_view> next() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

inline Result<Hash32> parse_hash_line(std::string_view line) {
  const auto bytes = decode_base64(line);
  if (!bytes) return ErrorCode::proof_invalid;
  return decode_hash(*bytes);
}

// Hashes up to the empty line, which is taken too.
inline Result<Proof> take_hash_lines(Lines& lines, std::size_t at_most) {
  Proof proof;
  for (;;) {
    const auto line = lines.next();
    if (!line) return ErrorCode::proof_invalid;
    if (line->empty()) return proof;
    if (proof.size() == at_most) return ErrorCode::proof_invalid;
    proof.push_back(CARE_TRY(parse_hash_line(*line)));
  }
}

}  // namespace care::audit
