#include "tests/unit/crypto/builders.h"

#include <cstring>
#include <memory>
#include <new>
#include <type_traits>

namespace care::crypto {
namespace {

template <typename A, typename B>
constexpr bool mixable = std::is_convertible_v<A, B> || std::is_constructible_v<A, const B&>;

// Counts the bytes of `needle` that stand in memory in their old order.
bool memory_contains(const void* memory, std::size_t size, BytesView needle) {
  const auto* bytes = static_cast<const std::uint8_t*>(memory);
  for (std::size_t i = 0; i + needle.size() <= size; ++i) {
    if (std::memcmp(bytes + i, needle.data(), needle.size()) == 0) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("keys: kinds don't convert into each other, can't be copied, and have no equality") {
  STATIC_CHECK_FALSE(mixable<UserSeed, CompartmentSeed>);
  STATIC_CHECK_FALSE(mixable<RecordKey, FacetKey>);
  STATIC_CHECK_FALSE(mixable<WrapKey, SelfKey>);
  STATIC_CHECK_FALSE(std::is_copy_constructible_v<FacetKey>);
  STATIC_CHECK_FALSE(std::is_copy_constructible_v<SigningKey>);
  STATIC_CHECK_FALSE(std::is_copy_constructible_v<XWingKey>);
  STATIC_CHECK_FALSE(std::is_copy_assignable_v<UserSeed>);
  STATIC_CHECK(std::is_nothrow_move_constructible_v<UserSeed>);
}

TEST_CASE("keys: taking bytes wipes where they came from") {
  ByteArray<32> source{};
  source.fill(0x5A);
  const UserSeed seed = UserSeed::take(source);
  CHECK(source == ByteArray<32>{});
  CHECK(test::reveal(seed) == Bytes(32, 0x5A));
}

TEST_CASE("keys: a moved-from key holds zeros") {
  UserSeed first = key_from<UserSeed>(1);
  const Bytes bytes = test::reveal(first);
  const UserSeed second = std::move(first);
  CHECK(test::reveal(second) == bytes);
  CHECK(test::reveal(first) == Bytes(32, 0));  // NOLINT(bugprone-use-after-move)
}

TEST_CASE("keys: nothing of a key is left in its memory after its end") {
  alignas(64) unsigned char memory[512] = {};
  SECTION("symmetric") {
    auto* key = new (memory) UserSeed(key_from<UserSeed>(2));
    const Bytes bytes = test::reveal(*key);
    REQUIRE(memory_contains(memory, sizeof(UserSeed), bytes));
    key->~UserSeed();
    CHECK_FALSE(memory_contains(memory, sizeof memory, BytesView(bytes).first(8)));
  }
  SECTION("signing") {
    STATIC_REQUIRE(sizeof(SigningKey) <= sizeof memory);
    test::TestRandom random(3);
    auto* key = new (memory) SigningKey(SigningKey::make(random));
    const Bytes seed = to_bytes(key->read_seed(test::TestSecrets::token()));
    REQUIRE(memory_contains(memory, sizeof(SigningKey), seed));
    key->~SigningKey();
    CHECK_FALSE(memory_contains(memory, sizeof memory, BytesView(seed).first(8)));
  }
}

TEST_CASE("SigningKey: the same seed gives the same pair, and a moved key still signs") {
  test::TestRandom random_a(4);
  test::TestRandom random_b(4);
  SigningKey a = SigningKey::make(random_a);
  const SigningKey b = SigningKey::make(random_b);
  CHECK(a.public_key() == b.public_key());
  const SigningKey c = std::move(a);
  CHECK(c.public_key() == b.public_key());
  CHECK(to_bytes(c.read(test::TestSecrets::token())) == to_bytes(b.read(test::TestSecrets::token())));
}

}  // namespace care::crypto
