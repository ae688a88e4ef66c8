#include "shared/crypto/key_tree.h"

#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/key_id.h"
#include "tests/support/vectors.h"
#include "tests/unit/crypto/builders.h"

#include <set>

namespace care::crypto {
namespace {

// The definition written out once more, without the code under test.
Bytes hash_by_hand(const Bytes& key, const std::string& label, const Bytes& inputs) {
  Bytes message = to_bytes(as_bytes(label));
  message.push_back(0);
  append(message, inputs);
  Bytes out(32);
  blake2b_keyed(out, key, message);
  return out;
}

}  // namespace

TEST_CASE("key tree: each derivation is H(parent, label, fixed-width inputs)") {
  const auto user = key_from<UserSeed>(1);
  const auto compartment = key_from<CompartmentSeed>(2);
  const auto share = key_from<GateShare>(3);
  const auto subject_id = SubjectId::from_array(counting_16(0x40));
  const auto record_id = RecordId::from_array(counting_16(0x60));

  CHECK(test::reveal(derive_self_key(user)) == hash_by_hand(test::reveal(user), "careseal/v1/self", {}));

  const auto branch = derive_subject_branch(compartment, subject_id);
  CHECK(test::reveal(branch) ==
        hash_by_hand(test::reveal(compartment), "careseal/v1/subject-branch", to_bytes(subject_id.bytes())));

  const auto subject = derive_subject_key(branch, share);
  CHECK(test::reveal(subject) == hash_by_hand(test::reveal(branch), "careseal/v1/subject-key", test::reveal(share)));

  const auto record = derive_record_key(subject, 0x0102, record_id);
  Bytes inputs{0x01, 0x02};
  append(inputs, record_id.bytes());
  CHECK(test::reveal(record) == hash_by_hand(test::reveal(subject), "careseal/v1/record-key", inputs));

  CHECK(test::reveal(derive_facet_key(record, 0x0304)) ==
        hash_by_hand(test::reveal(record), "careseal/v1/facet-key", {0x03, 0x04}));
}

TEST_CASE("key tree: signing and X-Wing keys come from their own derivations of the user seed") {
  const auto user = key_from<UserSeed>(5);
  const auto device = DeviceId::from_array(counting_16(0x01));
  const auto identity = derive_identity_signing_key(user);
  const auto on_device = derive_device_signing_key(user, device);
  const auto xwing = derive_identity_xwing_key(user);
  CHECK(to_bytes(identity.read_seed(test::TestSecrets::token())) ==
        hash_by_hand(test::reveal(user), "careseal/v1/identity-sign", {}));
  CHECK(to_bytes(on_device.read_seed(test::TestSecrets::token())) ==
        hash_by_hand(test::reveal(user), "careseal/v1/device-sign", to_bytes(device.bytes())));
  CHECK(to_bytes(xwing.read(test::TestSecrets::token())) ==
        hash_by_hand(test::reveal(user), "careseal/v1/identity-xwing", {}));
  CHECK(identity.public_key() != on_device.public_key());
}

TEST_CASE("key tree: every other seed, subject, share, collection, record or facet gives another key") {
  std::set<Bytes> seen;
  const auto facet_key = [](std::uint64_t seed, std::uint64_t share, std::uint8_t subject, std::uint16_t collection,
                            std::uint8_t record, std::uint16_t facet) {
    const auto branch =
        derive_subject_branch(key_from<CompartmentSeed>(seed), SubjectId::from_array(counting_16(subject)));
    const auto key = derive_subject_key(branch, key_from<GateShare>(share));
    return test::reveal(
        derive_facet_key(derive_record_key(key, collection, RecordId::from_array(counting_16(record))), facet));
  };
  CHECK(seen.insert(facet_key(1, 2, 3, 4, 5, 6)).second);
  CHECK(seen.insert(facet_key(9, 2, 3, 4, 5, 6)).second);
  CHECK(seen.insert(facet_key(1, 9, 3, 4, 5, 6)).second);
  CHECK(seen.insert(facet_key(1, 2, 9, 4, 5, 6)).second);
  CHECK(seen.insert(facet_key(1, 2, 3, 9, 5, 6)).second);
  CHECK(seen.insert(facet_key(1, 2, 3, 4, 9, 6)).second);
  CHECK(seen.insert(facet_key(1, 2, 3, 4, 5, 9)).second);
  CHECK(facet_key(1, 2, 3, 4, 5, 6) == *seen.find(facet_key(1, 2, 3, 4, 5, 6)));
}

TEST_CASE("compartment commitment: names seed, workspace, class, unit and generation") {
  const auto base = grant_place().compartment;
  const auto seed = key_from<CompartmentSeed>(1);
  const Hash32 expected = derive_compartment_commitment(seed, base);
  auto other = base;
  SECTION("workspace") { other.workspace = WorkspaceId::from_array(counting_16(0x11)); }
  SECTION("class") { other.data_class = 4; }
  SECTION("unit") { other.unit = UnitId::from_array(counting_16(0x31)); }
  SECTION("generation") { other.generation = 8; }
  CHECK(derive_compartment_commitment(seed, other) != expected);
  CHECK(derive_compartment_commitment(key_from<CompartmentSeed>(2), base) != expected);
}

TEST_CASE("key id: differs with the key and reads as text") {
  test::TestRandom random;
  const auto a = derive_key_id(SigningKey::make(random).public_key());
  const auto b = derive_key_id(SigningKey::make(random).public_key());
  CHECK(a != b);
  CHECK(a.text().rfind("key_", 0) == 0);
}

}  // namespace care::crypto
