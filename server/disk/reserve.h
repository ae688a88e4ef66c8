// server/disk/reserve.h — a file that keeps some of the disk, so that a home can still be opened for reading when all else is full.
//
// Opening a home needs a little room (the index of its write-ahead log). On a full disk the file is given up for that, and nothing is
// written until there is room to keep it again: otherwise the next entry would take what the next reader needs.
// Shapes   <data>/reserve, 4 MiB: the indexes of a hundred homes
// Tests    tests/unit/server/disk/reserve_test.cpp, tests/soak/full_disk_test.cpp
#pragma once

#include <atomic>
#include <filesystem>
#include <mutex>

#include "shared/base/result.h"

namespace care::server {

class Reserve {
 public:
  explicit Reserve(const std::filesystem::path& folder);
  // Keeps the room again where there is twice of it. Upkeep asks every second.
  void keep();
  // After something could not be opened: gives the room up if the disk is full. True: there is room now, try again.
  bool give_up();
  // disk_full while it is given up.
  Result<void> may_write() const;

 private:
  std::filesystem::path file_;
  std::mutex mutex_;
  bool kept_ = false;
  std::atomic<bool> given_up_ = false;
};

}  // namespace care::server
