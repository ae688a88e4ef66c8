#include "server/session/setup_tokens.h"

#include "tests/support/catch.h"
#include "tests/support/test_clock.h"

namespace care::server {

using care::test::TestClock;
using care::test::TestRandom;

TEST_CASE("setup tokens: right, unused and young ones count; guesses don't") {
  TestClock clock;
  TestRandom random;
  SetupTokens tokens(clock);
  const std::string token = tokens.make(random);
  CHECK(tokens.check(token).ok());
  CHECK(tokens.check(token).ok());  // two requests need it
  CHECK(tokens.check("").error().code() == ErrorCode::setup_token_wrong);
  CHECK_FALSE(tokens.check(token + "A").ok());
  CHECK_FALSE(tokens.check(token.substr(1)).ok());
  const auto until = tokens.use(token);
  REQUIRE(until.ok());
  CHECK_FALSE(tokens.check(token).ok());
  CHECK(tokens.use(token).error().code() == ErrorCode::setup_token_wrong);  // two requests at once found one home
  tokens.give_back(token, *until);
  CHECK(tokens.check(token).ok());
  const std::string old = tokens.make(random);
  clock.pass(kSetupTokenLife);
  CHECK_FALSE(tokens.check(old).ok());
}

TEST_CASE("setup tokens: one that ran out is not used, and one that is given back lives no longer than before") {
  TestClock clock;
  TestRandom random;
  SetupTokens tokens(clock);
  const std::string late = tokens.make(random);
  const std::string token = tokens.make(random);
  clock.pass(kSetupTokenLife - std::chrono::minutes(1));
  const auto until = tokens.use(token);
  REQUIRE(until.ok());
  tokens.give_back(token, *until);
  CHECK(tokens.check(token).ok());
  clock.pass(std::chrono::minutes(1));
  CHECK(tokens.check(token).error().code() == ErrorCode::setup_token_wrong);
  CHECK(tokens.use(late).error().code() == ErrorCode::setup_token_wrong);
}

}  // namespace care::server
