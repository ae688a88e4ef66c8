// server/gate/rate_limit.h — a bucket of requests per address or session and kind of route.
//
// Errors   rate_limited
// Tests    tests/unit/server/gate/rate_limit_test.cpp
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/schema/routes.gen.h"

namespace care::server {

class RateLimiter {
 public:
  explicit RateLimiter(const Clock& clock) : clock_(clock) {}
  Result<void> take(RateClass kind, std::string_view who);

 private:
  struct Bucket {
    double left = 0;
    Instant filled{};
  };
  const Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace care::server
