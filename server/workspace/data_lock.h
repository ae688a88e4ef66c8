// server/workspace/data_lock.h — one process at a time on a data directory: two writers would each believe their own log.
//
// Errors   store_busy (another process holds it), store_failed
// Tests    tests/unit/server/workspace/registry_test.cpp
#pragma once

#include <filesystem>
#include <utility>

#include "shared/base/result.h"

namespace care::server {

class DataLock {
 public:
  static Result<DataLock> take(const std::filesystem::path& data);
  DataLock(DataLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  DataLock& operator=(DataLock&&) = delete;
  ~DataLock();

 private:
  explicit DataLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace care::server
