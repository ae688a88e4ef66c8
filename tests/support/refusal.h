// tests/support/refusal.h — why something was refused. A value instead fails the test.
#pragma once

#include "shared/base/result.h"
#include "tests/support/catch.h"

namespace care::test {

template <typename T>
ErrorCode refusal(const Result<T>& result) {
  REQUIRE_FALSE(result.ok());
  return result.error().code();
}

}  // namespace care::test
