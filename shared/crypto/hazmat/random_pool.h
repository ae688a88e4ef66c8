// shared/crypto/hazmat/random_pool.h — the random source behind libsodium and SystemRandom.
//
// A browser answers one call for 64 KiB as fast as one for four bytes; so randomness is drawn in bulk.
// Shapes   64 KiB per refill, the most that getRandomValues gives at once
// Errors   randomness_failed at the start; later a failing source ends the program
// Secrets  bytes are wiped as they leave; one pool per thread, wiped when it ends, dropped in a forked child
// Tests    tests/unit/crypto/system_random_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::crypto {

inline constexpr std::size_t kRandomPoolBytes = std::size_t{64} * 1024;

// Fills the whole span, or says that it could not.
using RandomRefill = bool (*)(std::uint8_t* out, std::size_t bytes);

// Installs the source for libsodium and starts it. Before any thread; a second call changes nothing.
Result<void> start_library(RandomRefill refill);

void draw_random(std::span<std::uint8_t> out);

}  // namespace care::crypto
