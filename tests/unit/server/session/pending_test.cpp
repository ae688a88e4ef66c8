#include "server/session/pending.h"

#include "tests/support/catch.h"
#include "tests/support/test_clock.h"

namespace care::server {
namespace {

using care::test::TestClock;
using care::test::TestRandom;
using Table = PendingTable<LoginId, int>;

}  // namespace

TEST_CASE("pending: what was put is taken once") {
  TestClock clock;
  TestRandom random;
  Table table(clock, std::chrono::minutes(5), 10);
  const auto id = make_id<LoginId>(random);
  table.put(id, 7);
  CHECK(*table.take(id) == 7);
  CHECK(table.take(id).error().code() == ErrorCode::login_unknown);
  CHECK(table.take(make_id<LoginId>(random)).error().code() == ErrorCode::login_unknown);
}

TEST_CASE("pending: after its time it is gone") {
  TestClock clock;
  TestRandom random;
  Table table(clock, std::chrono::minutes(5), 10);
  const auto id = make_id<LoginId>(random);
  table.put(id, 7);
  clock.pass(std::chrono::minutes(5));
  CHECK_FALSE(table.take(id).ok());
  table.put(id, 8);
  clock.pass(std::chrono::minutes(5) - std::chrono::milliseconds(1));
  CHECK(table.take(id).ok());
}

TEST_CASE("pending: a full table drops what has run out first, and never grows") {
  TestClock clock;
  TestRandom random;
  Table table(clock, std::chrono::minutes(5), 100);
  for (int i = 0; i < 99; ++i) table.put(make_id<LoginId>(random), i);
  clock.pass(std::chrono::minutes(6));
  const auto fresh = make_id<LoginId>(random);
  table.put(fresh, 1);
  const auto newer = make_id<LoginId>(random);
  table.put(newer, 2);
  CHECK(table.take(fresh).ok());
  CHECK(table.take(newer).ok());
  std::vector<LoginId> flood;
  for (int i = 0; i < 1000; ++i) {
    flood.push_back(make_id<LoginId>(random));
    table.put(flood.back(), i);
  }
  std::size_t left = 0;
  for (const LoginId& id : flood) left += table.take(id).ok() ? 1U : 0U;
  CHECK(left <= 100);
}

TEST_CASE("pending: a full table drops the oldest, whatever it holds beside it") {
  TestClock clock;
  TestRandom random;
  Table table(clock, std::chrono::minutes(5), 100);
  std::vector<LoginId> put;
  for (int i = 0; i < 150; ++i) {
    put.push_back(make_id<LoginId>(random));
    table.put(put.back(), i);
    clock.pass(std::chrono::milliseconds(1));
  }
  for (std::size_t i = 0; i < put.size(); ++i) {
    INFO("put as number " << i);
    CHECK(table.take(put[i]).ok() == (i >= 50));
  }
}

}  // namespace care::server
