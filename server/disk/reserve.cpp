#include "server/disk/reserve.h"

#include <fcntl.h>
#include <unistd.h>

namespace care::server {
namespace {

constexpr std::uintmax_t kBytes = 4 * 1024 * 1024;
constexpr std::uintmax_t kToOpenOne = 256 * 1024;

std::uintmax_t room_beside(const std::filesystem::path& file) {
  std::error_code failed;
  const auto space = std::filesystem::space(file.parent_path(), failed);
  return failed ? 0 : space.available;
}

bool is_kept(const std::filesystem::path& file) {
  std::error_code failed;
  const auto bytes = std::filesystem::file_size(file, failed);
  return !failed && bytes >= kBytes;
}

bool make(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return false;
  const bool made = ::posix_fallocate(descriptor, 0, static_cast<off_t>(kBytes)) == 0;
  ::close(descriptor);
  return made;
}

}  // namespace

Reserve::Reserve(const std::filesystem::path& folder)
    : file_(folder / "reserve"), kept_(is_kept(file_)), given_up_(!kept_ && room_beside(file_) < 2 * kBytes) {}

void Reserve::keep() {
  const std::lock_guard lock(mutex_);
  if (kept_ || room_beside(file_) < 2 * kBytes) return;
  kept_ = make(file_);
  if (!kept_) {
    std::error_code failed;
    std::filesystem::remove(file_, failed);
    return;
  }
  given_up_ = false;
}

bool Reserve::give_up() {
  const std::lock_guard lock(mutex_);
  if (kept_ && room_beside(file_) < kBytes) {
    given_up_ = true;  // before there is room that an entry could take
    std::error_code failed;
    std::filesystem::remove(file_, failed);
    kept_ = false;
  }
  return room_beside(file_) >= kToOpenOne;
}

Result<void> Reserve::may_write() const {
  if (given_up_) return ErrorCode::disk_full;
  return {};
}

}  // namespace care::server
