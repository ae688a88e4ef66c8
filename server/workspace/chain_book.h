// server/workspace/chain_book.h — where each signing key stands, with what the running batch added on top.
#pragma once

#include <map>

#include "server/store/log_reads.h"
#include "shared/audit/statement.h"

namespace care::server {

// What the number and predecessor of a statement say about it.
struct ChainStep {
  enum class Kind : std::uint8_t { next, replay, broken };
  Kind kind = Kind::next;
  ErrorCode code = ErrorCode::counter_wrong;  // broken: why
  StatementPlace place{};                     // replay: what became of it
};

class ChainBook {
 public:
  Result<ChainStep> look(LogReads& log, const audit::StatementHead& head, const Hash32& hash);
  void advance(const KeyId& key, std::uint64_t n, const Hash32& hash) { running_[key] = {n, hash}; }

  using Running = std::map<KeyId, ChainHead>;
  const Running& running() const { return running_; }
  void restore(Running running) { running_ = std::move(running); }  // after a job was undone
  void keep();                                                      // the batch was committed
  void drop() { running_.clear(); }                                 // it was not

 private:
  Result<ChainHead> find(LogReads& log, const KeyId& key);
  std::map<KeyId, ChainHead> committed_;  // of keys seen since opening
  Running running_;
};

}  // namespace care::server
