// tests/soak/scale.h — how much: minutes for whoever asks for it (scripts/soak), seconds with the other tests.
//
// Environment  CARE_LONG=1, CARESEAL_SOAK_SEED=<number>; the seed is printed, and the same one draws the same moments
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "shared/crypto/system_random.h"
#include "tests/support/long_form.h"
#include "tests/support/test_random.h"

namespace care::soak {

using test::long_form;

inline test::TestRandom make_moments(const char* campaign) {
  const char* given = std::getenv("CARESEAL_SOAK_SEED");
  std::uint64_t seed = given == nullptr ? 0 : std::strtoull(given, nullptr, 10);
  if (given == nullptr) {
    ByteArray<4> bytes{};
    crypto::SystemRandom().fill(bytes);
    seed = read_big_endian<std::uint32_t>(BytesView(bytes));
  }
  std::printf("%s: CARESEAL_SOAK_SEED=%llu\n", campaign, static_cast<unsigned long long>(seed));
  return test::TestRandom(seed);
}

}  // namespace care::soak
