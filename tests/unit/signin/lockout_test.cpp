#include "shared/signin/lockout.h"

#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::signin {
namespace {

using namespace std::chrono_literals;

const Instant kStart = instant_from_ms(1'700'000'000'000);

// Wrong tries one after another; returns the counter after the last one that was let through.
LockoutCounter fail(LockoutCounter counter, int times, Instant now) {
  for (int i = 0; i < times; ++i) counter = decide_attempt(counter, now).value();
  return counter;
}

}  // namespace

TEST_CASE("lockout: five tries are let through, the sixth waits fifteen minutes") {
  const LockoutCounter counter = fail({}, 5, kStart);
  CHECK(is_locked(counter, kStart));
  CHECK(decide_attempt(counter, kStart).error() == ErrorCode::locked_out);
  CHECK(decide_attempt(counter, kStart + 15min - 1ms).error() == ErrorCode::locked_out);
  CHECK(counter.locked_until == kStart + 15min);
  CHECK(decide_attempt(counter, kStart + 15min).ok());
}

TEST_CASE("lockout: each further lock is twice as long, up to a day") {
  LockoutCounter counter;
  Instant now = kStart;
  for (const auto wanted : {15min, 30min, 60min, 120min, 240min, 480min, 960min, 1440min, 1440min, 1440min}) {
    counter = fail(counter, 5, now);
    CHECK(counter.locked_until - now == wanted);
    now = counter.locked_until;
  }
}

TEST_CASE("lockout: four tries are forgotten after the window, and never lock when spread out") {
  LockoutCounter counter = fail({}, 4, kStart);
  counter = fail(counter, 4, kStart + 15min);
  CHECK_FALSE(is_locked(counter, kStart + 15min));
  counter = decide_attempt(counter, kStart + 16min).value();
  CHECK(is_locked(counter, kStart + 16min));
}

TEST_CASE("lockout: a quiet day after a lock forgets the doubling") {
  const LockoutCounter twice = fail(fail({}, 5, kStart), 5, kStart + 15min);
  const Instant soon = twice.locked_until + 23h;
  CHECK(fail(twice, 5, soon).locked_until - soon == 60min);
  const Instant late = twice.locked_until + 24h;
  CHECK(fail(twice, 5, late).locked_until - late == 15min);
}

TEST_CASE("lockout: a refused try is not counted, so a lock can't be stretched by knocking") {
  const LockoutCounter counter = fail({}, 5, kStart);
  for (int i = 0; i < 100; ++i) CHECK_FALSE(decide_attempt(counter, kStart + 1min).ok());
  CHECK(counter.locked_until == kStart + 15min);
}

TEST_CASE("lockout: the fifth try may still be the right one, and then there is no lock") {
  const LockoutCounter counter = fail({}, 5, kStart);
  for (const ClientKind client : {ClientKind::known_device, ClientKind::unknown_client}) {
    CHECK_FALSE(is_locked(forgive_attempt(counter, client), kStart));
  }
}

TEST_CASE("lockout: a known device that signs in starts afresh") {
  CHECK(forgive_attempt(fail({}, 4, kStart), ClientKind::known_device) == LockoutCounter{});
}

TEST_CASE("lockout: of the unknown clients a right sign-in takes back its own try only") {
  // A guesser has used four tries; the real person signs in from a new phone; the guesser has still one left, not five.
  LockoutCounter counter = fail({}, 4, kStart);
  counter = forgive_attempt(decide_attempt(counter, kStart).value(), ClientKind::unknown_client);
  CHECK(counter.failures == 4);
  counter = decide_attempt(counter, kStart + 1min).value();
  CHECK(is_locked(counter, kStart + 1min));
}

TEST_CASE("lockout: taking a try back leaves the memory of earlier locks") {
  LockoutCounter counter = fail({}, 5, kStart);
  const Instant later = kStart + 15min;
  counter = forgive_attempt(fail(counter, 5, later), ClientKind::unknown_client);
  CHECK_FALSE(is_locked(counter, later));
  CHECK(counter.locks == 1);
  counter = decide_attempt(counter, later).value();
  CHECK(counter.locked_until - later == 30min);
}

TEST_CASE("lockout: two tries in flight at once are each counted and each taken back") {
  LockoutCounter counter = fail({}, 3, kStart);
  counter = decide_attempt(counter, kStart).value();  // the person
  counter = decide_attempt(counter, kStart).value();  // a guesser: the fifth, so the lock begins
  CHECK(is_locked(counter, kStart));
  counter = forgive_attempt(counter, ClientKind::unknown_client);
  CHECK(counter.failures == 4);
  CHECK_FALSE(is_locked(counter, kStart));
}

TEST_CASE("lockout: forgiving with nothing counted changes nothing") {
  CHECK(forgive_attempt({}, ClientKind::unknown_client) == LockoutCounter{});
}

TEST_CASE("lockout: a clock that steps back neither unlocks nor breaks anything") {
  const LockoutCounter locked = fail({}, 5, kStart);
  CHECK(decide_attempt(locked, kStart - 24h).error() == ErrorCode::locked_out);
  CHECK(decide_attempt(fail({}, 3, kStart), kStart - 24h).value().failures == 4);
}

TEST_CASE("lockout: a counter is kept as long as it changes an answer") {
  const LockoutCounter tried = fail({}, 3, kStart);
  CHECK(forgotten_at(tried) == kStart + 15min);
  CHECK(decide_attempt(tried, kStart + 15min).value() == decide_attempt({}, kStart + 15min).value());
  const LockoutCounter locked = fail({}, 5, kStart);
  CHECK(forgotten_at(locked) == kStart + 15min + 24h);
  CHECK(decide_attempt(locked, forgotten_at(locked)).value().locks == 0);
  CHECK(decide_attempt(locked, forgotten_at(locked) - 1ms).value().locks == 1);
}

TEST_CASE("lockout: a counter survives being stored") {
  const LockoutCounter counter = fail(fail({}, 5, kStart), 3, kStart + 15min);
  CHECK(LockoutCounter::decode(counter.encode()).value() == counter);
  CHECK(LockoutCounter::decode(Bytes(23)).error() == ErrorCode::encoding_invalid);
  CHECK(LockoutCounter::decode(Bytes(24, 0xFF)).error() == ErrorCode::encoding_invalid);
}

TEST_CASE("lockout: any stored counter whatever is safe to decide on") {
  test::TestRandom random(23);
  for (int i = 0; i < 2000; ++i) {
    Bytes bytes(24);
    random.fill(bytes);
    bytes[8] &= 0x3FU;
    bytes[16] &= 0x3FU;
    const auto counter = LockoutCounter::decode(bytes);
    REQUIRE(counter.ok());
    const auto next = decide_attempt(counter.value(), kStart);
    if (next) CHECK(next->failures >= 1);
    CHECK(forgive_attempt(counter.value(), ClientKind::unknown_client).failures <= counter->failures);
  }
}

TEST_CASE("lockout: another rule counts for codes of the second factor") {
  const LockoutRule rule{.tries = 3, .window = 5min, .first_lock = 1min};
  LockoutCounter counter;
  for (int i = 0; i < 3; ++i) counter = decide_attempt(counter, kStart, rule).value();
  CHECK(counter.locked_until == kStart + 1min);
}

}  // namespace care::signin
