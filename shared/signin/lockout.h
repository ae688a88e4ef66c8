// shared/signin/lockout.h — when do wrong passwords cost time? Pure: the caller keeps the counters.
//
// One counter for all unknown clients of an account, one for each known device: an outsider can't lock a shift out.
// A try is counted when KE1 arrives and forgiven when KE3 holds, since a guesser learns at KE2 and hangs up.
// Shapes   5 tries within 15 min, then 15 min, 30 min, 60 min … at most 24 h; a quiet day forgets the doubling
// Errors   locked_out
// Tests    tests/unit/signin/lockout_test.cpp
#pragma once

#include <chrono>
#include <cstdint>

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

namespace care::signin {

inline constexpr std::uint32_t kLockoutFailures = 5;
inline constexpr std::chrono::minutes kLockoutWindow{15};
inline constexpr std::chrono::minutes kFirstLock{15};
inline constexpr std::chrono::hours kLongestLock{24};
inline constexpr std::chrono::hours kLockMemory{24};

enum class ClientKind : std::uint8_t { known_device, unknown_client };

struct LockoutCounter {
  std::uint32_t failures = 0;      // counted tries of the running window
  std::uint32_t locks = 0;         // locks so far, for the doubling
  Instant window_start{};
  Instant locked_until{};          // zero: never locked

  static constexpr std::size_t kBytes = 24;
  ByteArray<kBytes> encode() const;
  static Result<LockoutCounter> decode(BytesView bytes);
  friend bool operator==(const LockoutCounter&, const LockoutCounter&) = default;
};

struct LockoutCounters {
  LockoutCounter known_device;     // the counter of the device that asks, if it is known
  LockoutCounter unknown_clients;
};

// Refuses while locked; else the counters with this try counted. Only the counter of the client's kind moves.
Result<LockoutCounters> decide_attempt(LockoutCounters counters, ClientKind client, Instant now);
// After a KE3 that held: takes the try back and clears the client's own counter.
LockoutCounters forgive_attempt(LockoutCounters counters, ClientKind client, Instant now);

}  // namespace care::signin
