#include "server/disk/durable_files.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace care::server {
namespace {

// A write may take a part of what it was given: the rest follows.
bool write_whole(int descriptor, BytesView bytes, off_t at) {
  while (!bytes.empty()) {
    const ssize_t done = ::pwrite(descriptor, bytes.data(), bytes.size(), at);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(done));
    at += done;
  }
  return true;
}

}  // namespace

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

Result<void> settle_file(const std::filesystem::path& file) {
  constexpr std::size_t kBlockBytes = 256 * 1024;
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return {};
  if (descriptor < 0) return ErrorCode::store_failed;
  Bytes block(kBlockBytes);
  ssize_t got = 0;
  bool written = true;
  for (off_t at = 0; written && (got = ::pread(descriptor, block.data(), block.size(), at)) > 0; at += got) {
    written = write_whole(descriptor, BytesView(block).first(static_cast<std::size_t>(got)), at);
  }
  const bool settled = written && got == 0 && ::fdatasync(descriptor) == 0;
  const Error problem = errno == ENOSPC || errno == EDQUOT ? ErrorCode::disk_full : ErrorCode::store_failed;
  ::close(descriptor);
  if (!settled) return problem;
  return {};
}

Result<Bytes> load_file(const std::filesystem::path& file, std::size_t max_bytes) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT ? ErrorCode::store_corrupt : ErrorCode::store_failed;
  Bytes bytes(max_bytes + 1);
  std::size_t filled = 0;
  ssize_t got = 1;
  while (got > 0 && filled < bytes.size()) {
    got = ::read(descriptor, bytes.data() + filled, bytes.size() - filled);
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  ::close(descriptor);
  if (got < 0) return ErrorCode::store_failed;
  if (filled > max_bytes) return ErrorCode::store_corrupt;
  bytes.resize(filled);
  return bytes;
}

}  // namespace care::server
