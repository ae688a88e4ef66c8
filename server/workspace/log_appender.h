// server/workspace/log_appender.h — the growing end of the log while a batch runs.
//
// Tests    tests/unit/server/workspace/workspace_test.cpp (through the workspace)
#pragma once

#include "server/store/store.h"
#include "server/workspace/submission.h"
#include "shared/audit/batch_prover.h"
#include "shared/audit/leaf.h"

namespace care::server {

class LogAppender {
 public:
  LogAppender(Writer& writer, Random& random, audit::CompactRange edge, std::uint64_t time_ms)
      : writer_(writer), random_(random), before_(edge), edge_(std::move(edge)), time_ms_(time_ms) {}

  std::uint64_t next_index() const { return edge_.size(); }
  std::uint64_t time_ms() const { return time_ms_; }
  const audit::CompactRange& before() const { return before_; }
  const audit::CompactRange& edge() const { return edge_; }
  const std::vector<Hash32>& hashes() const { return hashes_; }
  bool empty() const { return hashes_.empty(); }

  struct Appended {
    std::uint64_t index = 0;
    std::vector<audit::FieldCommitment> commitments;
  };
  Result<Appended> append(audit::LeafKind kind, BytesView body, const std::optional<crypto::Signature>& signature,
                          const Origin& origin);

  // Back to where a job began.
  struct Mark {
    audit::CompactRange edge;
    std::size_t hashes = 0;
  };
  Mark mark() const { return {edge_, hashes_.size()}; }
  void undo(const Mark& mark);

  // What was stored is what was hashed (a disk or a bug may differ): before the head goes in.
  Result<void> finish();

 private:
  void commit_to(audit::Leaf& leaf, std::uint8_t field, std::string_view value);

  Writer& writer_;
  Random& random_;
  audit::CompactRange before_;
  audit::CompactRange edge_;
  std::vector<Hash32> hashes_;
  std::uint64_t time_ms_;
  std::vector<LogDetail> details_;  // of the leaf being appended
};

}  // namespace care::server
