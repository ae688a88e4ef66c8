// tests/soak/scale.h — how much: minutes for whoever asks for it (scripts/soak), seconds with the other tests.
//
// Environment  CARE_LONG=1, CARESEAL_SOAK_SEED=<number>; the seed is printed, and the same one draws the same moments
//              CARESEAL_SOAK_FROM=<number>: the first file call to fail, to come back to one that broke something
//              CARESEAL_SOAK_KEEP=<folder>: gets a copy of what was found broken
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "shared/crypto/system_random.h"
#include "tests/support/long_form.h"
#include "tests/support/test_random.h"

namespace care::soak {

using test::long_form;

inline std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given == nullptr ? otherwise : std::strtoull(given, nullptr, 10);
}

inline test::TestRandom make_moments(const char* campaign) {
  ByteArray<4> bytes{};
  crypto::SystemRandom().fill(bytes);
  const std::uint64_t seed = number_from_environment("CARESEAL_SOAK_SEED", read_big_endian<std::uint32_t>(BytesView(bytes)));
  std::printf("%s: CARESEAL_SOAK_SEED=%llu\n", campaign, static_cast<unsigned long long>(seed));
  return test::TestRandom(seed);
}

}  // namespace care::soak
