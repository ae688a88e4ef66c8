// server/store/sqlite/gate_share_file.h — shares.db: one half of each subject's key, away from log and backups of the log.
#pragma once

#include <mutex>

#include "server/store/sqlite/connection.h"
#include "server/store/store.h"

namespace care::server::sqlite {

class GateShareFile final : public GateShares {
 public:
  explicit GateShareFile(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
  Result<void> put(const SubjectId& subject, const crypto::GateShare& share, bool subject_is_new) override;
  Result<std::optional<crypto::GateShare>> find(const SubjectId& subject) override;

 private:
  std::mutex mutex_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace care::server::sqlite
