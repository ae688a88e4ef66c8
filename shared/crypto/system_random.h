// shared/crypto/system_random.h — randomness of the operating system or browser, and the one call at start.
//
// initialise() comes first, once per process, from main.cpp, from the binding or from the tests' main.
// Errors   randomness_failed
// Secrets  the pool is per thread, wiped as it is used, dropped in a forked child
// Tests    tests/unit/crypto/system_random_test.cpp
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/crypto/hazmat/random_pool.h"

namespace care::crypto {

// Natively without argument (getrandom). In a browser with a function that calls getRandomValues once for the
// whole span; there is no other source there.
Result<void> initialise(RandomRefill refill = nullptr);

class SystemRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace care::crypto
