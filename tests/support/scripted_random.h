// tests/support/scripted_random.h — randomness that hands out given bytes: for vectors that fix salt, nonce or coins.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <algorithm>

namespace care::test {

class ScriptedRandom : public Random {
 public:
  explicit ScriptedRandom(Bytes script) : script_(std::move(script)) {}

  void fill(std::span<std::uint8_t> out) override {
    CARE_CHECK(out.size() <= script_.size() - used_);
    std::copy_n(script_.begin() + static_cast<std::ptrdiff_t>(used_), out.size(), out.begin());
    used_ += out.size();
  }

  std::size_t left() const { return script_.size() - used_; }

 private:
  Bytes script_;
  std::size_t used_ = 0;
};

}  // namespace care::test
