#include "server/gate/rate_limit.h"

#include <algorithm>

namespace care::server {
namespace {

struct Rate {
  double per_second;
  double burst;
};

// A whole shift may sign in from one address at 07:30; password guessing is stopped by the lockout, not here.
Rate rate_of(RateClass kind) {
  switch (kind) {
    case RateClass::open: return {20, 200};
    case RateClass::signin: return {4, 400};
    case RateClass::member: return {200, 2000};
  }
  return {1, 1};
}

constexpr std::size_t kMaxBuckets = 50'000;

}  // namespace

Result<void> RateLimiter::take(RateClass kind, std::string_view who) {
  const Rate rate = rate_of(kind);
  const Instant now = clock_.now();
  std::string key(1, static_cast<char>('0' + static_cast<int>(kind)));
  key += who;
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kMaxBuckets) {
    // Full buckets say nothing; what is left after this are the busy ones.
    std::erase_if(buckets_, [&](const auto& each) {
      return std::chrono::duration<double>(now - each.second.filled).count() * rate.per_second >= rate.burst;
    });
    if (buckets_.size() >= kMaxBuckets) buckets_.clear();
  }
  auto [at, fresh] = buckets_.try_emplace(std::move(key), Bucket{rate.burst, now});
  Bucket& bucket = at->second;
  const double seconds = std::max(0.0, std::chrono::duration<double>(now - bucket.filled).count());
  bucket.left = std::min(rate.burst, bucket.left + seconds * rate.per_second);
  bucket.filled = now;
  if (bucket.left < 1.0) return ErrorCode::rate_limited;
  bucket.left -= 1.0;
  return {};
}

}  // namespace care::server
