#include "shared/signin/lockout.h"

#include <algorithm>

namespace care::signin {

namespace {

constexpr std::uint32_t kMostDoublings = 20;  // far beyond the longest lock; keeps the shift in range

std::chrono::milliseconds lock_length(std::uint32_t earlier_locks, const LockoutRule& rule) {
  const std::uint32_t doublings = std::min(earlier_locks, kMostDoublings);
  return std::min(rule.first_lock * (std::int64_t{1} << doublings), rule.longest_lock);
}

}  // namespace

ByteArray<LockoutCounter::kBytes> LockoutCounter::encode() const {
  Bytes out;
  append_big_endian(out, failures);
  append_big_endian(out, locks);
  append_big_endian(out, to_ms(window_start));
  append_big_endian(out, to_ms(locked_until));
  ByteArray<kBytes> fixed{};
  CARE_CHECK(copy_exact(out, fixed));
  return fixed;
}

Result<LockoutCounter> LockoutCounter::decode(BytesView bytes) {
  if (bytes.size() != kBytes) return ErrorCode::encoding_invalid;
  LockoutCounter counter;
  counter.failures = read_big_endian<std::uint32_t>(bytes.subspan(0, 4));
  counter.locks = read_big_endian<std::uint32_t>(bytes.subspan(4, 4));
  const auto window_start = read_big_endian<std::uint64_t>(bytes.subspan(8, 8));
  const auto locked_until = read_big_endian<std::uint64_t>(bytes.subspan(16, 8));
  // Half the range is far beyond any date and keeps every sum of times from overflowing.
  if ((window_start | locked_until) >> 62U != 0) return ErrorCode::encoding_invalid;
  counter.window_start = instant_from_ms(window_start);
  counter.locked_until = instant_from_ms(locked_until);
  return counter;
}

bool is_locked(const LockoutCounter& counter, Instant now) { return now < counter.locked_until; }

Instant forgotten_at(const LockoutCounter& counter, const LockoutRule& rule) {
  return std::max(counter.window_start + rule.window, counter.locked_until + rule.memory);
}

Result<LockoutCounter> decide_attempt(const LockoutCounter& counter, Instant now, const LockoutRule& rule) {
  if (is_locked(counter, now)) return ErrorCode::locked_out;
  LockoutCounter next = counter;
  const bool lock_ended = counter.failures >= rule.tries;
  if (next.failures == 0 || lock_ended || now - next.window_start >= rule.window) {
    next.failures = 0;
    next.window_start = now;
  }
  if (next.locks > 0 && now - next.locked_until >= rule.memory) next.locks = 0;
  ++next.failures;
  if (next.failures >= rule.tries) {
    next.locked_until = now + lock_length(next.locks, rule);
    ++next.locks;
  }
  return next;
}

LockoutCounter forgive_attempt(const LockoutCounter& counter, ClientKind client, const LockoutRule& rule) {
  if (client == ClientKind::known_device) return {};
  LockoutCounter next = counter;
  if (next.failures == 0) return next;
  // If the lock began with what is now taken back, it should never have begun.
  if (next.failures == rule.tries && next.locks > 0) {
    --next.locks;
    next.locked_until = next.locks > 0 ? next.window_start : Instant{};  // past, but earlier locks stay remembered
  }
  --next.failures;
  return next;
}

}  // namespace care::signin
