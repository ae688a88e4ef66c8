#include "server/workspace/data_lock.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace care::server {

Result<DataLock> DataLock::take(const std::filesystem::path& data) {
  const int descriptor = ::open((data / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return ErrorCode::store_failed;
  DataLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? ErrorCode::store_busy : ErrorCode::store_failed;
  }
  return lock;
}

DataLock::~DataLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace care::server
