// tests/support/test_clock.h — time stands still until a test moves it. Any thread may look.
#pragma once

#include <atomic>
#include <mutex>

#include "shared/base/clock.h"
#include "tests/support/test_random.h"

namespace care::test {

class TestClock final : public Clock {
 public:
  explicit TestClock(std::uint64_t ms = 1'790'000'000'000) : ms_(ms) {}
  Instant now() const override { return instant_from_ms(ms_.load()); }
  void pass(std::chrono::milliseconds time) { ms_ += static_cast<std::uint64_t>(time.count()); }
  void set_ms(std::uint64_t ms) { ms_ = ms; }

 private:
  std::atomic<std::uint64_t> ms_;
};

// For code under test that draws on several threads.
class SharedTestRandom final : public Random {
 public:
  explicit SharedTestRandom(std::uint64_t seed = 1) : random_(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    const std::lock_guard lock(mutex_);
    random_.fill(out);
  }

 private:
  std::mutex mutex_;
  TestRandom random_;
};

}  // namespace care::test
