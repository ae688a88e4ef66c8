#include "shared/crypto/key_wrap.h"

#include "tests/unit/crypto/builders.h"

#include <functional>

namespace care::crypto {
namespace {

struct Nonces {
  test::TestRandom random{21};
  NonceSource source{random};
};

template <typename T>
bool fails_with_one_code(const Result<T>& result) {
  return !result.ok() && result.error() == Error(ErrorCode::unwrap_failed);
}

}  // namespace

TEST_CASE("key wrap: the three routes lead back to the user seed") {
  const auto kind = GENERATE(WrapKind::password, WrapKind::recovery_kit, WrapKind::device_pin);
  Nonces nonces;
  const auto key = key_from<WrapKey>(1);
  const auto seed = key_from<UserSeed>(2);
  const auto wrapped = wrap_user_seed(key, kind, wrap_place(), seed, nonces.source);
  REQUIRE(wrapped.ok());
  CHECK(wrapped->size() == kEnvelopeOverheadBytes + 64);
  const auto opened = unwrap_user_seed(key, kind, wrap_place(), *wrapped);
  REQUIRE(opened.ok());
  CHECK(test::reveal(*opened) == test::reveal(seed));
}

TEST_CASE("key wrap: one route's wrap doesn't open as another's") {
  Nonces nonces;
  const auto key = key_from<WrapKey>(1);
  const auto wrapped = wrap_user_seed(key, WrapKind::password, wrap_place(), key_from<UserSeed>(2), nonces.source);
  REQUIRE(wrapped.ok());
  CHECK(fails_with_one_code(unwrap_user_seed(key, WrapKind::recovery_kit, wrap_place(), *wrapped)));
  CHECK(fails_with_one_code(unwrap_user_seed(key, WrapKind::device_pin, wrap_place(), *wrapped)));
  CHECK(fails_with_one_code(unwrap_invite_hello(key, wrap_place(), *wrapped)));
}

TEST_CASE("key wrap: another workspace, owner, generation, wrap id or key fails, with one code") {
  Nonces nonces;
  const auto key = key_from<WrapKey>(1);
  const auto wrapped = wrap_user_seed(key, WrapKind::password, wrap_place(), key_from<UserSeed>(2), nonces.source);
  REQUIRE(wrapped.ok());
  WrapPlace other = wrap_place();
  SECTION("workspace") { other.workspace = WorkspaceId::from_array(counting_16(0x11)); }
  SECTION("owner") { other.owner[0] ^= 1; }
  SECTION("generation") { ++other.generation; }
  SECTION("wrap id") { other.wrap_id[15] ^= 1; }
  CHECK(fails_with_one_code(unwrap_user_seed(key, WrapKind::password, other, *wrapped)));
  CHECK(fails_with_one_code(unwrap_user_seed(key_from<WrapKey>(3), WrapKind::password, wrap_place(), *wrapped)));
}

TEST_CASE("key wrap: one flipped bit or any truncation fails, with one code") {
  Nonces nonces;
  const auto key = key_from<WrapKey>(1);
  const auto wrapped = wrap_user_seed(key, WrapKind::password, wrap_place(), key_from<UserSeed>(2), nonces.source);
  REQUIRE(wrapped.ok());
  for (std::size_t i = 0; i < wrapped->size(); ++i) {
    Bytes damaged = *wrapped;
    damaged[i] ^= 0x10;
    if (!fails_with_one_code(unwrap_user_seed(key, WrapKind::password, wrap_place(), damaged)))
      FAIL_CHECK("byte " << i);
    const auto shorter = BytesView(*wrapped).first(i);
    if (!fails_with_one_code(unwrap_user_seed(key, WrapKind::password, wrap_place(), shorter)))
      FAIL_CHECK("size " << i);
  }
}

TEST_CASE("key wrap: history stays readable, for user and compartment") {
  Nonces nonces;
  const auto newer = key_from<UserSeed>(1);
  const auto older = key_from<UserSeed>(2);
  const auto wrapped = wrap_previous_seed(newer, wrap_place(), older, nonces.source);
  REQUIRE(wrapped.ok());
  const auto opened = unwrap_previous_seed(newer, wrap_place(), *wrapped);
  REQUIRE(opened.ok());
  CHECK(test::reveal(*opened) == test::reveal(older));
  // The older seed doesn't lead to the newer: leavers don't follow.
  CHECK(fails_with_one_code(unwrap_previous_seed(older, wrap_place(), *wrapped)));

  const auto newer_class = key_from<CompartmentSeed>(1);
  const auto older_class = key_from<CompartmentSeed>(2);
  const auto class_wrapped = wrap_previous_compartment_seed(newer_class, wrap_place(), older_class, nonces.source);
  REQUIRE(class_wrapped.ok());
  const auto class_opened = unwrap_previous_compartment_seed(newer_class, wrap_place(), *class_wrapped);
  REQUIRE(class_opened.ok());
  CHECK(test::reveal(*class_opened) == test::reveal(older_class));
  // The same key bytes in the other role open nothing: the kind is bound.
  CHECK(fails_with_one_code(unwrap_previous_seed(newer, wrap_place(), *class_wrapped)));
}

TEST_CASE("key wrap: own things under the self key, at any size, each under its own kind") {
  Nonces nonces;
  const auto key = key_from<SelfKey>(1);
  const auto kind = GENERATE(WrapKind::draft, WrapKind::device_state, WrapKind::keyring);
  for (const std::size_t size : {0U, 1U, 63U, 64U, 5000U, 65535U}) {
    const auto wrapped = wrap_own(key, kind, wrap_place(), text_of_size(size), nonces.source);
    REQUIRE(wrapped.ok());
    const auto opened = unwrap_own(key, kind, wrap_place(), *wrapped);
    REQUIRE(opened.ok());
    CHECK(*opened == text_of_size(size));
    for (const auto other : {WrapKind::draft, WrapKind::device_state, WrapKind::keyring}) {
      if (other != kind) CHECK(fails_with_one_code(unwrap_own(key, other, wrap_place(), *wrapped)));
    }
  }
  const auto too_large = wrap_own(key, kind, wrap_place(), Bytes(65536), nonces.source);
  REQUIRE_FALSE(too_large.ok());
  CHECK(too_large.error().code() == ErrorCode::record_too_large);
}

TEST_CASE("key wrap: something that isn't 32 bytes long doesn't unwrap as a seed") {
  Nonces nonces;
  auto bytes = ByteArray<32>{};
  bytes.fill(6);
  auto again = bytes;
  const auto self = SelfKey::take(bytes);
  const auto seed = UserSeed::take(again);
  const auto wrapped = wrap_own(self, WrapKind::draft, wrap_place(), text_of_size(31), nonces.source);
  REQUIRE(wrapped.ok());
  CHECK(fails_with_one_code(unwrap_previous_seed(seed, wrap_place(), *wrapped)));
}

TEST_CASE("key wrap: the invite hello opens with the code's key only") {
  Nonces nonces;
  const auto key = key_from<WrapKey>(1);
  const auto wrapped = wrap_invite_hello(key, wrap_place(), text_of_size(400), nonces.source);
  REQUIRE(wrapped.ok());
  const auto opened = unwrap_invite_hello(key, wrap_place(), *wrapped);
  REQUIRE(opened.ok());
  CHECK(*opened == text_of_size(400));
  CHECK(fails_with_one_code(unwrap_invite_hello(key_from<WrapKey>(2), wrap_place(), *wrapped)));
}

}  // namespace care::crypto
