#include "server/gate/rate_limit.h"

#include "tests/support/catch.h"
#include "tests/support/test_clock.h"

namespace care::server {
namespace {

using care::test::TestClock;

std::size_t take_all(RateLimiter& limiter, RateClass kind, std::string_view who) {
  std::size_t taken = 0;
  while (taken < 10'000 && limiter.take(kind, who).ok()) ++taken;
  return taken;
}

}  // namespace

TEST_CASE("rate limit: a burst is let through, then refused, then refilled by time") {
  TestClock clock;
  RateLimiter limiter(clock);
  CHECK(take_all(limiter, RateClass::signin, "198.51.100.7") == 400);
  CHECK(limiter.take(RateClass::signin, "198.51.100.7").error().code() == ErrorCode::rate_limited);
  clock.pass(std::chrono::seconds(1));
  CHECK(take_all(limiter, RateClass::signin, "198.51.100.7") == 4);
  clock.pass(std::chrono::hours(1));
  CHECK(take_all(limiter, RateClass::signin, "198.51.100.7") == 400);
}

TEST_CASE("rate limit: one address does not use up another's, nor one kind of route another") {
  TestClock clock;
  RateLimiter limiter(clock);
  take_all(limiter, RateClass::signin, "a");
  CHECK(limiter.take(RateClass::signin, "b").ok());
  CHECK(limiter.take(RateClass::open, "a").ok());
  CHECK(limiter.take(RateClass::member, "a").ok());
}

TEST_CASE("rate limit: a clock put back gives nothing away and takes nothing") {
  TestClock clock(10'000'000);
  RateLimiter limiter(clock);
  take_all(limiter, RateClass::open, "a");
  clock.set_ms(1000);
  CHECK_FALSE(limiter.take(RateClass::open, "a").ok());
  clock.set_ms(3000);
  CHECK(limiter.take(RateClass::open, "a").ok());
}

TEST_CASE("rate limit: a flood of addresses costs bounded memory and time") {
  TestClock clock;
  RateLimiter limiter(clock);
  take_all(limiter, RateClass::signin, "busy");
  for (int i = 0; i < 120'000; ++i) {
    clock.pass(std::chrono::milliseconds(1));
    REQUIRE(limiter.take(RateClass::signin, std::to_string(i)).ok());
  }
}

}  // namespace care::server
