// server/workspace/new_folder.h — a home's folder comes into being only if everything in it worked.
//
// Made beside as new-<id>, renamed when whole. Whatever ends early removes it; what a crash left bears that name and is removed by the
// next start.
// Errors   store_failed, disk_full
// Tests    tests/unit/server/workspace/registry_test.cpp
#pragma once

#include <filesystem>
#include <string>

#include "shared/base/id.h"

namespace care::server {

class NewFolder {
 public:
  static Result<NewFolder> make(const std::filesystem::path& data, const WorkspaceId& workspace);
  NewFolder(NewFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  NewFolder& operator=(NewFolder&&) = delete;
  ~NewFolder();

  const std::filesystem::path& path() const { return path_; }
  Result<void> rename_to(const std::filesystem::path& target);  // still removed, by its new name, unless kept
  void keep() { path_.clear(); }

 private:
  explicit NewFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// Folders that a crash left. Nobody makes one at the same time: whoever calls holds the lock of the data directory.
void remove_unfinished_folders(const std::filesystem::path& data);

}  // namespace care::server
