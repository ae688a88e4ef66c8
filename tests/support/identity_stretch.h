// tests/support/identity_stretch.h — the RFC's Identity key stretching: its vectors use it, the product can't reach it.
#pragma once

#include "shared/signin/key_stretch.h"

#include <algorithm>

namespace care::test {

class IdentityStretch : public signin::KeyStretch {
 public:
  Result<void> stretch(std::span<const std::uint8_t, 64> input, std::span<std::uint8_t, 64> output) const override {
    std::copy(input.begin(), input.end(), output.begin());
    return {};
  }
};

// A device with too little memory.
class FailingStretch : public signin::KeyStretch {
 public:
  Result<void> stretch(std::span<const std::uint8_t, 64>, std::span<std::uint8_t, 64>) const override {
    return ErrorCode::out_of_memory;
  }
};

}  // namespace care::test
