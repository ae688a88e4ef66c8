// tests/support/test_random.h — randomness that repeats: the same seed gives the same bytes, on every machine.
#pragma once

#include "shared/base/clock.h"

namespace care::test {

// SplitMix64. Never for anything but tests.
class TestRandom : public Random {
 public:
  explicit TestRandom(std::uint64_t seed = 1) : state_(seed) {}

  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) {
      if (left_ == 0) {
        word_ = next_word();
        left_ = 8;
      }
      byte = static_cast<std::uint8_t>(word_ & 0xFFU);
      word_ >>= 8U;
      --left_;
      ++drawn_;
    }
    ++calls_;
  }

  std::uint64_t below(std::uint64_t limit) { return next_word() % limit; }
  std::size_t bytes_drawn() const { return drawn_; }
  std::size_t calls() const { return calls_; }

 private:
  std::uint64_t next_word() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }

  std::uint64_t state_;
  std::uint64_t word_ = 0;
  unsigned left_ = 0;
  std::size_t drawn_ = 0;
  std::size_t calls_ = 0;
};

}  // namespace care::test
