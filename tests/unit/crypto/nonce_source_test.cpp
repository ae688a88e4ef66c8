#include "shared/crypto/nonce_source.h"

#include "tests/unit/crypto/builders.h"

#include <set>
#include <type_traits>

namespace care::crypto {

TEST_CASE("NonceSource: a batch draws once per 128 nonces, and all differ") {
  test::TestRandom random;
  NonceSource nonces(random, 300);
  std::set<Nonce> seen;
  for (int i = 0; i < 300; ++i) seen.insert(nonces.next());
  CHECK(seen.size() == 300);
  CHECK(random.calls() == 3);
  CHECK(random.bytes_drawn() == 300 * kNonceBytes);
}

TEST_CASE("NonceSource: the expected number is a hint, not a limit") {
  test::TestRandom random;
  NonceSource nonces(random, 2);
  std::set<Nonce> seen;
  for (int i = 0; i < 5; ++i) seen.insert(nonces.next());
  CHECK(seen.size() == 5);
  CHECK(random.bytes_drawn() == 5 * kNonceBytes);
}

TEST_CASE("NonceSource: nothing is drawn before it is needed, and it can't be copied") {
  test::TestRandom random;
  NonceSource nonces(random, 100);
  CHECK(random.calls() == 0);
  STATIC_CHECK_FALSE(std::is_copy_constructible_v<NonceSource>);
  STATIC_CHECK_FALSE(std::is_move_constructible_v<NonceSource>);
}

}  // namespace care::crypto
