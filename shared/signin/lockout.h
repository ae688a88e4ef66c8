// shared/signin/lockout.h — when do wrong tries cost time? Pure: the caller keeps the counters.
//
// One counter for all unknown clients of an account, one for each known device: an outsider can't lock a shift out.
// A try is counted when KE1 arrives and taken back when KE3 holds, since a guesser learns at KE2 and hangs up.
// Shapes   5 tries within 15 min, then a lock of 15 min, 30, 60 … at most 24 h; a quiet day forgets the doubling;
//          24 B: failures u32 ‖ locks u32 ‖ window start u64 ‖ locked until u64, in milliseconds
// Errors   locked_out; encoding_invalid
// Tests    tests/unit/signin/lockout_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <chrono>
#include <cstdint>

namespace care::signin {

struct LockoutRule {
  std::uint32_t tries = 5;
  std::chrono::milliseconds window = std::chrono::minutes(15);
  std::chrono::milliseconds first_lock = std::chrono::minutes(15);
  std::chrono::milliseconds longest_lock = std::chrono::hours(24);
  std::chrono::milliseconds memory = std::chrono::hours(24);  // quiet time after a lock that forgets the doubling
};

enum class ClientKind : std::uint8_t { known_device, unknown_client };

struct LockoutCounter {
  static constexpr std::size_t kBytes = 24;
  std::uint32_t failures = 0;  // tries of the running window that were not taken back
  std::uint32_t locks = 0;     // locks so far, for the doubling
  Instant window_start{};
  Instant locked_until{};  // also the time to name in "try again at"

  ByteArray<kBytes> encode() const;
  static Result<LockoutCounter> decode(BytesView bytes);
  friend bool operator==(const LockoutCounter&, const LockoutCounter&) = default;
};

bool is_locked(const LockoutCounter& counter, Instant now);

// From then on the counter says no more than an empty one, and need not be kept.
Instant forgotten_at(const LockoutCounter& counter, const LockoutRule& rule = {});

// Refuses while locked; else the counter with this try counted, to be stored before the try is answered.
Result<LockoutCounter> decide_attempt(const LockoutCounter& counter, Instant now, const LockoutRule& rule = {});

// After the try held. A known device starts afresh; of the unknown clients only this one try is taken back, so that
// a guesser gains nothing from the real person signing in.
LockoutCounter forgive_attempt(const LockoutCounter& counter, ClientKind client, const LockoutRule& rule = {});

}  // namespace care::signin
