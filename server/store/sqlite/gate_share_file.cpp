#include "server/store/sqlite/gate_share_file.h"

#include "server/store/sqlite/secret_columns.h"

namespace care::server::sqlite {
namespace {

constexpr Sql kPut{"INSERT INTO share (subj, share) VALUES (?1, ?2)"};
constexpr Sql kReplace{"INSERT INTO share (subj, share) VALUES (?1, ?2) ON CONFLICT (subj) DO UPDATE SET share = ?2"};
constexpr Sql kFind{"SELECT share FROM share WHERE subj = ?1"};

}  // namespace

Result<void> GateShareFile::put(const SubjectId& subject, const crypto::GateShare& share, bool subject_is_new) {
  const std::lock_guard lock(mutex_);
  // A share of a subject that never reached the log is left over from a batch that failed.
  Statement row = CARE_TRY(connection_->prepare(subject_is_new ? kReplace : kPut));
  row.bind(1, subject.bytes());
  bind_secret(row, 2, share.secret());
  return row.run();
}

Result<std::optional<crypto::GateShare>> GateShareFile::find(const SubjectId& subject) {
  const std::lock_guard lock(mutex_);
  Statement row = CARE_TRY(connection_->prepare(kFind));
  if (!CARE_TRY(row.bind(1, subject.bytes()).step())) return std::optional<crypto::GateShare>();
  return std::optional<crypto::GateShare>(crypto::GateShare(CARE_TRY(read_secret<32>(row, 0))));
}

}  // namespace care::server::sqlite
