#include "shared/client/keyring.h"

#include "shared/base/encoding.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"

namespace care::client {
namespace {

using care::test::reveal;
using care::test::TestRandom;

crypto::CompartmentSeed seed_of(std::uint8_t byte) {
  ByteArray<32> bytes{};
  bytes.fill(byte);
  return crypto::CompartmentSeed::take(bytes);
}

struct Owner {
  TestRandom random{4};
  WorkspaceId workspace = make_id<WorkspaceId>(random);
  AccountId account = make_id<AccountId>(random);
  crypto::SelfKey self = crypto::derive_self_key(crypto::UserSeed::make(random));
};

Keyring full_ring(TestRandom& random) {
  Hash32 genesis{};
  random.fill(genesis);
  Keyring ring(genesis);
  const auto unit = make_id<UnitId>(random);
  for (std::uint16_t data_class = 1; data_class <= 9; ++data_class) {
    for (std::uint32_t generation = 1; generation <= 3; ++generation) {
      CHECK(ring.add({data_class, unit, generation}, crypto::CompartmentSeed::make(random)));
    }
  }
  return ring;
}

}  // namespace

TEST_CASE("keyring: the worked example of its format page") {
  Keyring ring{Hash32{}};
  ring.add({3, UnitId(), 1}, seed_of(1));
  const std::string expected = "01" + std::string(64, '0') + "0001" + "0003" + std::string(32, '0') + "00000001" +
                               [] { std::string ones; for (int i = 0; i < 32; ++i) ones += "01"; return ones; }();
  CHECK(encode_hex(ring.encode(kEveryClass)) == expected);
  CHECK(ring.encode(kEveryClass).size() == 89);
}

TEST_CASE("keyring: what is encoded comes back, seed for seed") {
  TestRandom random;
  const Keyring ring = full_ring(random);
  const auto read = Keyring::decode(ring.encode(kEveryClass));
  REQUIRE(read.ok());
  CHECK(read->genesis() == ring.genesis());
  REQUIRE(read->seeds().size() == 27);
  for (const auto& [place, seed] : ring.seeds()) {
    REQUIRE(read->find(place) != nullptr);
    CHECK(reveal(*read->find(place)) == reveal(seed));
  }
}

TEST_CASE("keyring: a mask leaves out every class that is not in it") {
  TestRandom random;
  const Keyring ring = full_ring(random);
  const auto read = Keyring::decode(ring.encode(0b101));  // classes 1 and 3
  REQUIRE(read.ok());
  CHECK(read->seeds().size() == 6);
  for (const auto& [place, seed] : read->seeds()) CHECK((place.data_class == 1 || place.data_class == 3));
  CHECK(Keyring::decode(ring.encode(0))->seeds().empty());
}

TEST_CASE("keyring: a seed that is held is never replaced") {
  TestRandom random;
  Keyring ring{Hash32{}};
  const auto a = make_id<UnitId>(random);
  CHECK(ring.add({3, a, 7}, seed_of(2)));
  CHECK_FALSE(ring.add({3, a, 7}, seed_of(9)));
  CHECK(reveal(*ring.find({3, a, 7}))[0] == 2);
}

TEST_CASE("keyring: every other length, version, count and order is refused with one code") {
  TestRandom random;
  const Bytes good = full_ring(random).encode(kEveryClass);
  for (std::size_t length = 0; length < good.size(); ++length) {
    const auto read = Keyring::decode(BytesView(good).first(length));
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code() == ErrorCode::unwrap_failed);
  }
  Bytes longer = good;
  longer.push_back(0);
  CHECK_FALSE(Keyring::decode(longer).ok());
  Bytes version = good;
  version[0] = 2;
  CHECK_FALSE(Keyring::decode(version).ok());
  Bytes none = good;
  none[36] = 0;  // class 0 of the first entry
  none[35] = 0;
  CHECK_FALSE(Keyring::decode(none).ok());
  Bytes far = good;
  far[36] = 32;
  CHECK_FALSE(Keyring::decode(far).ok());
  Bytes twice = good;
  std::copy_n(good.begin() + 35, 54, twice.begin() + 35 + 54);
  CHECK_FALSE(Keyring::decode(twice).ok());
}

TEST_CASE("keyring: wrapped, it opens for its account in its home with its key, and nowhere else") {
  Owner owner;
  crypto::NonceSource nonces(owner.random);
  const Keyring ring = full_ring(owner.random);
  const auto wrapped = ring.wrap(owner.self, owner.workspace, owner.account, nonces);
  REQUIRE(wrapped.ok());
  CHECK(Keyring::unwrap(owner.self, owner.workspace, owner.account, *wrapped).ok());
  Owner other;
  other.random = TestRandom(99);
  const auto refused = [](const Result<Keyring>& read) { return !read.ok() && read.error().code() == ErrorCode::unwrap_failed; };
  CHECK(refused(Keyring::unwrap(owner.self, make_id<WorkspaceId>(owner.random), owner.account, *wrapped)));
  CHECK(refused(Keyring::unwrap(owner.self, owner.workspace, make_id<AccountId>(owner.random), *wrapped)));
  const auto stranger = crypto::derive_self_key(crypto::UserSeed::make(other.random));
  CHECK(refused(Keyring::unwrap(stranger, owner.workspace, owner.account, *wrapped)));
  for (std::size_t at = 0; at < wrapped->size(); at += 13) {
    Bytes changed = *wrapped;
    changed[at] = static_cast<std::uint8_t>(changed[at] ^ 1U);
    CHECK_FALSE(Keyring::unwrap(owner.self, owner.workspace, owner.account, changed).ok());
  }
}

TEST_CASE("keyring: a draft wrapped under the same key is no keyring") {
  Owner owner;
  crypto::NonceSource nonces(owner.random);
  const Bytes plain = full_ring(owner.random).encode(kEveryClass);
  const crypto::WrapPlace place{.workspace = owner.workspace, .owner = owner.account.array(), .generation = 1, .wrap_id = {}};
  const auto draft = crypto::wrap_own(owner.self, crypto::WrapKind::draft, place, plain, nonces);
  REQUIRE(draft.ok());
  CHECK_FALSE(Keyring::unwrap(owner.self, owner.workspace, owner.account, *draft).ok());
}

}  // namespace care::client
