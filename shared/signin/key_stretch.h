// shared/signin/key_stretch.h — what makes guessing a password slow. The product has suite 1 and nothing else.
//
// An interface only because the RFC's vectors use the identity; that double lives in tests/support.
// Shapes   64 B in, 64 B out; all-zero salt (RFC 9807 section 7: the input is already unique to the person)
// Errors   out_of_memory
// Source   RFC 9807 section 7, RFC 9106
// Tests    tests/unit/signin/argon2_test.cpp, tests/vectors/argon2id_v1.json
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::signin {

inline constexpr std::uint8_t kSigninSuite = 1;

class KeyStretch {
 public:
  virtual ~KeyStretch() = default;
  virtual Result<void> stretch(std::span<const std::uint8_t, 64> input, std::span<std::uint8_t, 64> output) const = 0;
};

// Argon2id, 64 MiB, t=3, p=1.
const KeyStretch& key_stretch_suite_1();

}  // namespace care::signin
