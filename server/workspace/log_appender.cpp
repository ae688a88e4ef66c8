#include "server/workspace/log_appender.h"

namespace care::server {
namespace {

constexpr std::size_t kUserAgentMaxBytes = 256;

}  // namespace

void LogAppender::commit_to(audit::Leaf& leaf, std::uint8_t field, std::string_view value) {
  if (value.empty()) return;
  LogDetail detail{field, {}, std::string(value)};
  random_.fill(detail.salt);
  leaf.commitments.push_back({field, audit::field_commitment(leaf.index, field, detail.salt, as_bytes(value))});
  details_.push_back(std::move(detail));
}

Result<LogAppender::Appended> LogAppender::append(audit::LeafKind kind, BytesView body,
                                                  const std::optional<crypto::Signature>& signature, const Origin& origin) {
  audit::Leaf leaf;
  leaf.kind = kind;
  leaf.index = edge_.size();
  leaf.time_ms = time_ms_;
  leaf.body = to_bytes(body);
  leaf.signature = signature;
  details_.clear();
  commit_to(leaf, audit::kFieldIp, origin.ip);
  commit_to(leaf, audit::kFieldUserAgent, std::string_view(origin.user_agent).substr(0, kUserAgentMaxBytes));
  const Bytes bytes = CARE_TRY(audit::encode_leaf(leaf));
  CARE_TRY(writer_.append_leaf({leaf.index, bytes}));
  for (const LogDetail& detail : details_) CARE_TRY(writer_.append_detail(leaf.index, detail));
  const Hash32 hash = audit::hash_leaf(bytes);
  edge_.append(hash);
  hashes_.push_back(hash);
  return Appended{leaf.index, std::move(leaf.commitments)};
}

void LogAppender::undo(const Mark& mark) {
  edge_ = mark.edge;
  hashes_.resize(mark.hashes);
}

Result<void> LogAppender::finish() {
  std::size_t seen = 0;
  bool same = true;
  CARE_TRY(writer_.reader().log().leaves(before_.size(), hashes_.size(), [&](const LogEntryView& entry) {
    same = same && seen < hashes_.size() && audit::hash_leaf(entry.leaf) == hashes_[seen];
    ++seen;
  }));
  if (!same || seen != hashes_.size()) return ErrorCode::store_corrupt;
  return writer_.store_head(before_, hashes_, edge_, time_ms_);
}

}  // namespace care::server
