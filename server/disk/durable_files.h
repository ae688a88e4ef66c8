// server/disk/durable_files.h — moves and folders that survive a power cut.
//
// Errors   disk_full, store_failed
#pragma once

#include <filesystem>

#include "shared/base/result.h"

namespace care::server {

// What was made, renamed or removed in `folder` is there after a power cut.
Result<void> sync_folder(const std::filesystem::path& folder);
// Renames and syncs the folder that holds the new name. The target must not exist.
Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace care::server
