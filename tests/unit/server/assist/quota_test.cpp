#include "server/assist/quota.h"

#include "tests/support/catch.h"
#include "tests/support/test_clock.h"
#include "tests/support/test_random.h"

namespace care::server {

TEST_CASE("assist quota: so many answers within any hour, for each home its own") {
  care::test::TestClock clock;
  care::test::TestRandom random(1);
  const auto home = make_id<WorkspaceId>(random);
  const auto other = make_id<WorkspaceId>(random);
  AssistQuota quota(clock, 2, 8);
  CHECK(quota.take(home).ok());
  clock.pass(std::chrono::minutes(40));
  CHECK(quota.take(home).ok());
  CHECK(quota.left(home) == 0);
  CHECK(quota.take(home).error().code() == ErrorCode::assist_quota);
  CHECK(quota.take(other).ok());
  clock.pass(std::chrono::minutes(21));  // the first is over an hour old
  CHECK(quota.left(home) == 1);
  CHECK(quota.take(home).ok());
  CHECK(quota.take(home).error().code() == ErrorCode::assist_quota);
}

TEST_CASE("assist quota: what was not sent does not count") {
  care::test::TestClock clock;
  care::test::TestRandom random(1);
  const auto home = make_id<WorkspaceId>(random);
  AssistQuota quota(clock, 1, 8);
  quota.take(home)->give_back();
  CHECK(quota.left(home) == 1);
  CHECK(quota.take(home).ok());
  CHECK(quota.left(home) == 0);
}

TEST_CASE("assist quota: a place is free again when its answer ends; one home has at most half of them") {
  care::test::TestClock clock;
  care::test::TestRandom random(1);
  const auto home = make_id<WorkspaceId>(random);
  const auto other = make_id<WorkspaceId>(random);
  const auto third = make_id<WorkspaceId>(random);
  AssistQuota quota(clock, 100, 4);
  auto first = quota.take(home);
  auto second = quota.take(home);
  REQUIRE(second.ok());
  CHECK(quota.take(home).error().code() == ErrorCode::assist_busy);
  auto theirs = quota.take(other);
  auto more = quota.take(other);
  REQUIRE(more.ok());
  CHECK(quota.take(third).error().code() == ErrorCode::assist_busy);
  { const AnswerPlace ended = std::move(first).value(); }
  CHECK(quota.take(third).ok());
  CHECK(quota.take(home).ok());
}

}  // namespace care::server
