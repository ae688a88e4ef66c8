#include "server/workspace/new_folder.h"

#include <vector>

#include "server/disk/durable_files.h"

namespace care::server {
namespace {

constexpr std::string_view kUnfinished = "new-";

}  // namespace

Result<NewFolder> NewFolder::make(const std::filesystem::path& data, const WorkspaceId& workspace) {
  const std::filesystem::path path = data / (std::string(kUnfinished) + workspace.text());
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
  path_ = target;
  return {};
}

void remove_unfinished_folders(const std::filesystem::path& data) {
  std::error_code failed;
  std::vector<std::filesystem::path> left;
  for (std::filesystem::directory_iterator at(data, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(kUnfinished) && WorkspaceId::parse(name.substr(kUnfinished.size())).ok()) left.push_back(at->path());
  }
  for (const auto& each : left) std::filesystem::remove_all(each, failed);
}

}  // namespace care::server
