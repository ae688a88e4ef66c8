#include "server/workspace/chain_book.h"

namespace care::server {

Result<ChainHead> ChainBook::find(LogReads& log, const KeyId& key) {
  if (const auto at = running_.find(key); at != running_.end()) return at->second;
  if (const auto at = committed_.find(key); at != committed_.end()) return at->second;
  const auto stored = CARE_TRY(log.find_chain(key));
  if (!stored) return ChainHead{};
  committed_[key] = *stored;
  return *stored;
}

Result<ChainStep> ChainBook::look(LogReads& log, const audit::StatementHead& head, const Hash32& hash) {
  const ChainHead last = CARE_TRY(find(log, head.key));
  if (head.number <= last.n) {
    const auto place = CARE_TRY(log.find_statement(head.key, head.number));
    if (!place) return ErrorCode::store_corrupt;
    if (place->hash == hash) return ChainStep{ChainStep::Kind::replay, ErrorCode::counter_wrong, *place};
    return ChainStep{ChainStep::Kind::broken, ErrorCode::counter_wrong, {}};
  }
  if (head.number != last.n + 1) return ChainStep{ChainStep::Kind::broken, ErrorCode::counter_wrong, {}};
  if (last.n != 0 && head.previous != last.last_hash) {
    return ChainStep{ChainStep::Kind::broken, ErrorCode::previous_mismatch, {}};
  }
  return ChainStep{};
}

void ChainBook::keep() {
  for (const auto& [key, head] : running_) committed_[key] = head;
  running_.clear();
}

}  // namespace care::server
