#include "shared/crypto/grant.h"

#include "shared/crypto/hazmat/sha2.h"
#include "tests/unit/crypto/builders.h"

#include <functional>

namespace care::crypto {
namespace {

XWingKey recipient_key(std::uint64_t seed) { return derive_identity_xwing_key(key_from<UserSeed>(seed)); }

Grant grant_to(const XWingKey& recipient, std::uint64_t random_seed = 31) {
  test::TestRandom random(random_seed);
  auto grant = make_grant(key_from<CompartmentSeed>(1), grant_place(), recipient.public_key(), random);
  REQUIRE(grant.ok());
  return std::move(grant).value();
}

bool fails_with_one_code(const Result<CompartmentSeed>& result) {
  return !result.ok() && result.error() == Error(ErrorCode::grant_invalid);
}

}  // namespace

TEST_CASE("grant: the recipient gets the seed, and the hashes are those the statement names") {
  const auto recipient = recipient_key(1);
  const Grant grant = grant_to(recipient);
  CHECK(grant.bytes.size() == 1226);
  CHECK(grant.hash == sha256(grant.bytes));
  CHECK(grant.recipient_key_hash == sha256(recipient.public_key()));
  CHECK(grant.compartment_commitment ==
        derive_compartment_commitment(key_from<CompartmentSeed>(1), grant_place().compartment));
  const auto seed = open_grant(recipient, grant_place(), grant.bytes, grant.compartment_commitment);
  REQUIRE(seed.ok());
  CHECK(test::reveal(*seed) == test::reveal(key_from<CompartmentSeed>(1)));
}

TEST_CASE("grant: two grants of one seed have nothing in common but version and suite") {
  const auto recipient = recipient_key(1);
  const Grant a = grant_to(recipient, 31);
  const Grant b = grant_to(recipient, 32);
  std::size_t same = 0;
  for (std::size_t i = 2; i < a.bytes.size(); ++i) same += a.bytes[i] == b.bytes[i] ? 1 : 0;
  CHECK(same < 30);  // 4.8 expected by chance
}

TEST_CASE("grant: one flipped bit in any byte fails, damaged encapsulations included") {
  const auto recipient = recipient_key(1);
  const Grant grant = grant_to(recipient);
  for (std::size_t i = 0; i < grant.bytes.size(); ++i) {
    Bytes damaged = grant.bytes;
    damaged[i] = static_cast<std::uint8_t>(damaged[i] ^ (1U << (i % 8)));
    if (!fails_with_one_code(open_grant(recipient, grant_place(), damaged, grant.compartment_commitment))) {
      FAIL_CHECK("byte " << i);
    }
  }
}

TEST_CASE("grant: another length fails") {
  const auto recipient = recipient_key(1);
  const Grant grant = grant_to(recipient);
  for (std::size_t size = 0; size < grant.bytes.size(); ++size) {
    const auto result =
        open_grant(recipient, grant_place(), BytesView(grant.bytes).first(size), grant.compartment_commitment);
    if (!fails_with_one_code(result)) FAIL_CHECK("size " << size);
  }
  Bytes longer = grant.bytes;
  longer.push_back(0);
  CHECK(fails_with_one_code(open_grant(recipient, grant_place(), longer, grant.compartment_commitment)));
}

TEST_CASE("grant: another recipient, actor, workspace, class, unit or generation fails") {
  const auto recipient = recipient_key(1);
  const Grant grant = grant_to(recipient);
  CHECK(fails_with_one_code(open_grant(recipient_key(2), grant_place(), grant.bytes, grant.compartment_commitment)));
  const std::pair<const char*, std::function<void(GrantPlace&)>> moves[] = {
      {"workspace", [](GrantPlace& p) { p.compartment.workspace = WorkspaceId::from_array(counting_16(0x11)); }},
      {"class", [](GrantPlace& p) { ++p.compartment.data_class; }},
      {"unit", [](GrantPlace& p) { p.compartment.unit = UnitId::from_array(counting_16(0x31)); }},
      {"generation", [](GrantPlace& p) { ++p.compartment.generation; }},
      {"actor", [](GrantPlace& p) { p.recipient = ActorId::from_array(counting_16(0xB1)); }},
  };
  for (const auto& [name, move] : moves) {
    CAPTURE(name);
    GrantPlace other = grant_place();
    move(other);
    // With the commitment that the other place would have: only the seal can refuse.
    const Hash32 commitment = derive_compartment_commitment(key_from<CompartmentSeed>(1), other.compartment);
    CHECK(fails_with_one_code(open_grant(recipient, other, grant.bytes, commitment)));
  }
}

TEST_CASE("grant: a seed other than the one committed to in the log is refused") {
  const auto recipient = recipient_key(1);
  test::TestRandom random(33);
  const auto other_seed = make_grant(key_from<CompartmentSeed>(2), grant_place(), recipient.public_key(), random);
  REQUIRE(other_seed.ok());
  const Hash32 signed_commitment = grant_to(recipient).compartment_commitment;
  CHECK(fails_with_one_code(open_grant(recipient, grant_place(), other_seed->bytes, signed_commitment)));
}

TEST_CASE("grant: the encapsulation of one grant doesn't go with the seal of another") {
  const auto recipient = recipient_key(1);
  const Grant a = grant_to(recipient, 34);
  const Grant b = grant_to(recipient, 35);
  Bytes mixed = a.bytes;
  std::copy(b.bytes.begin() + 2, b.bytes.begin() + 2 + kXWingCiphertextBytes, mixed.begin() + 2);
  CHECK(fails_with_one_code(open_grant(recipient, grant_place(), mixed, a.compartment_commitment)));
}

TEST_CASE("grant: a public key that nobody can hold is refused by name") {
  test::TestRandom random;
  XWingPublicKey broken = recipient_key(1).public_key();
  std::fill(broken.begin() + 1184, broken.end(), std::uint8_t{0});
  const auto grant = make_grant(key_from<CompartmentSeed>(1), grant_place(), broken, random);
  REQUIRE_FALSE(grant.ok());
  CHECK(grant.error().code() == ErrorCode::key_invalid);
}

}  // namespace care::crypto
