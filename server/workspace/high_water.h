// server/workspace/high_water.h — the largest head ever released, kept outside the database.
//
// A database put back from a backup is behind it, and says so at opening instead of signing a second history.
// Shapes   file of two slots of 72 B, written in turn: sequence u64 ‖ size u64 ‖ root 32 ‖ first 24 B of SHA-256 of those 48;
//          the valid slot with the larger sequence counts, so that a torn write leaves the one before
// Errors   store_failed, disk_full, store_corrupt (no valid slot)
// Tests    tests/unit/server/workspace/crash_test.cpp
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::server {

struct HighWaterMark {
  std::uint64_t size = 0;
  Hash32 root{};
  friend bool operator==(const HighWaterMark&, const HighWaterMark&) = default;
};

class HighWater {
 public:
  virtual ~HighWater() = default;
  virtual const HighWaterMark& mark() const = 0;
  virtual Result<void> raise(const HighWaterMark& mark) = 0;  // synced on return; never lowered
};

// A new one stands at the empty tree.
Result<std::unique_ptr<HighWater>> create_high_water(const std::filesystem::path& file);
Result<std::unique_ptr<HighWater>> open_high_water(const std::filesystem::path& file);
// Stands above every log: for a workspace whose mark was lost, so that it opens for reading only.
std::unique_ptr<HighWater> make_unreachable_mark();

}  // namespace care::server
