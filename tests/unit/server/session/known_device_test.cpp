#include "server/session/known_device.h"

#include "shared/base/encoding.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::server {
namespace {

using care::test::TestRandom;

Hash32 key_of(std::uint8_t byte) {
  Hash32 key{};
  key.fill(byte);
  return key;
}

}  // namespace

TEST_CASE("known device: the cookie names the device to the account it was made for, and to nobody else") {
  TestRandom random;
  const auto account = make_id<AccountId>(random);
  KnownDevice device{};
  random.fill(device);
  const std::string cookie = make_device_cookie(key_of(1), account, device);
  CHECK(read_device_cookie(key_of(1), account, cookie) == device);
  CHECK_FALSE(read_device_cookie(key_of(1), make_id<AccountId>(random), cookie).has_value());
  CHECK_FALSE(read_device_cookie(key_of(2), account, cookie).has_value());  // another home's
}

TEST_CASE("known device: no flipped bit and no other length is taken") {
  TestRandom random;
  const auto account = make_id<AccountId>(random);
  KnownDevice device{};
  random.fill(device);
  const Bytes bytes = *decode_base64url(make_device_cookie(key_of(1), account, device));
  REQUIRE(bytes.size() == 48);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes changed = bytes;
    changed[at] = static_cast<std::uint8_t>(changed[at] ^ 1U);
    CHECK_FALSE(read_device_cookie(key_of(1), account, encode_base64url(changed)).has_value());
  }
  for (const std::size_t length : {0U, 16U, 47U}) {
    CHECK_FALSE(read_device_cookie(key_of(1), account, encode_base64url(BytesView(bytes).first(length))).has_value());
  }
  CHECK_FALSE(read_device_cookie(key_of(1), account, "!!!").has_value());
}

}  // namespace care::server
