#include "server/disk/durable_files.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace care::server {

Result<void> sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return ErrorCode::store_failed;
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!synced) return ErrorCode::store_failed;
  return {};
}

Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code failed;
  if (std::filesystem::exists(to, failed) || failed) return ErrorCode::store_failed;
  if (::rename(from.c_str(), to.c_str()) != 0) return errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::store_failed;
  return sync_folder(to.parent_path());
}

}  // namespace care::server
