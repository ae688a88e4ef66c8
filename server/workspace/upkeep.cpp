#include "server/workspace/upkeep.h"

#include "server/workspace/data_lock.h"
#include "server/workspace/durable_files.h"

namespace care::server {
namespace {

constexpr const char* kLogFile = "log.db";

Result<std::filesystem::path> folder_of(const UpkeepPlace& place, const WorkspaceId& workspace) {
  const std::filesystem::path folder = place.data / workspace.text();
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed)) return ErrorCode::not_found;
  return folder;
}

// Closing the last connection moves the write-ahead log home; one that is left would be laid over the new file.
Result<void> exchange(const std::filesystem::path& folder, const std::filesystem::path& rebuilt) {
  std::error_code failed;
  const std::filesystem::path live = folder / kLogFile;
  const std::filesystem::path kept = folder / "log.db.before";
  if (std::filesystem::exists(folder / "log.db-wal", failed)) return ErrorCode::store_busy;
  std::filesystem::remove(kept, failed);
  CARE_TRY(rename_durably(live, kept));
  return rename_durably(rebuilt / kLogFile, live);
}

}  // namespace

Result<VerifyReport> verify_home(const UpkeepPlace& place, const WorkspaceId& workspace) {
  const DataLock lock = CARE_TRY(DataLock::take(place.data));
  const std::filesystem::path folder = CARE_TRY(folder_of(place, workspace));
  const WorkspaceKeys keys = CARE_TRY(place.keyring.load_workspace_keys(folder, workspace));
  const auto mark = CARE_TRY(open_high_water(folder / "highwater"));
  const auto store = CARE_TRY(place.stores.open(folder, {keys.database, keys.shares}));
  ReaderLease reader = CARE_TRY(store->read());
  return verify_log(reader, workspace, mark->mark());
}

Result<RebuildReport> rebuild_home(const UpkeepPlace& place, const WorkspaceId& workspace, bool replace) {
  const DataLock lock = CARE_TRY(DataLock::take(place.data));
  const std::filesystem::path folder = CARE_TRY(folder_of(place, workspace));
  const WorkspaceKeys keys = CARE_TRY(place.keyring.load_workspace_keys(folder, workspace));
  const std::filesystem::path rebuilt = folder / "rebuild";
  std::error_code failed;
  std::filesystem::remove_all(rebuilt, failed);
  if (!std::filesystem::create_directory(rebuilt, failed)) return ErrorCode::store_failed;
  auto report = rebuild_workspace(place.stores, folder, rebuilt, {keys.database, keys.shares});
  Result<void> exchanged;
  if (report.ok() && replace && !report->different.empty()) exchanged = exchange(folder, rebuilt);
  std::filesystem::remove_all(rebuilt, failed);
  if (!exchanged.ok()) return exchanged.error();
  return report;
}

}  // namespace care::server
