#include "server/workspace/new_folder.h"

#include "server/workspace/durable_files.h"

namespace care::server {

Result<NewFolder> NewFolder::make(const std::filesystem::path& data, const WorkspaceId& workspace) {
  const std::filesystem::path path = data / ("new-" + workspace.text());
  std::error_code failed;
  std::filesystem::remove_all(path, failed);
  if (!std::filesystem::create_directory(path, failed)) return ErrorCode::store_failed;
  NewFolder made(path);
  std::filesystem::permissions(path, std::filesystem::perms::owner_all, failed);
  if (failed) return ErrorCode::store_failed;
  return made;
}

NewFolder::~NewFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Result<void> NewFolder::rename_to(const std::filesystem::path& target) {
  CARE_TRY(sync_folder(path_));
  CARE_TRY(rename_durably(path_, target));
  path_.clear();
  return {};
}

}  // namespace care::server
