// server/workspace/new_folder.h — a home's folder comes into being only if everything in it worked.
//
// Made beside as new-<id>, renamed when whole; whatever ends early removes it, and what a crash left is removed by the next try.
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
  Result<void> rename_to(const std::filesystem::path& target);

 private:
  explicit NewFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace care::server
