// Prints the golden files; hidden, run once per format version:
//   care_unit_crypto "golden: <format>" --out /dev/null > tests/vectors/<format>_v1.json
// The "two_keys" part of envelope_v1.json comes from elsewhere: it takes an equation solver.
#include "tests/unit/crypto/golden_make.h"

#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/key_id.h"
#include "shared/crypto/seal.h"
#include "tests/support/scripted_random.h"

namespace care::crypto {
namespace {

// A real place of a home, beside the one whose every byte differs.
FacetPlace plain_place() {
  FacetPlace place = facet_place();
  place.data_class = 3;
  place.collection = 1;
  place.facet = 2;
  place.schema = 1;
  place.version = 1;
  place.generation = 1;
  return place;
}

GoldenJson sealed(const char* name, std::uint64_t seed, const FacetPlace& place, const std::string& json) {
  const auto key = key_from<FacetKey>(seed);
  const Bytes salt = random_bytes(seed + 1, 32);
  const Bytes nonce = random_bytes(seed + 2, 24);
  test::ScriptedRandom random(nonce);
  NonceSource nonces(random);
  const Bytes envelope = seal_facet(key, place, salt, as_bytes(json), nonces).value();
  FacetSalt fixed{};
  REQUIRE(copy_exact(salt, fixed));
  return {{"name", name},
          {"facet_key", hex_of(key)},
          {"place", to_json(place)},
          {"nonce", encode_hex(nonce)},
          {"salt", encode_hex(salt)},
          {"json", json},
          {"aad", encode_hex(encode_facet_aad(place))},
          {"envelope", encode_hex(envelope)},
          {"plaintext_commitment", encode_hex(derive_plaintext_commitment(fixed, as_bytes(json)))},
          {"ciphertext_hash", encode_hex(derive_ciphertext_hash(envelope))}};
}

GoldenJson refused(const char* name, std::uint64_t key_seed, const FacetPlace& place, const Bytes& envelope) {
  return {{"name", name},
          {"facet_key", hex_of(key_from<FacetKey>(key_seed))},
          {"place", to_json(place)},
          {"envelope", encode_hex(envelope)},
          {"code", "open_failed"}};
}

GoldenJson refused_envelopes(const Bytes& good) {
  const FacetPlace place = plain_place();
  GoldenJson out = GoldenJson::array();
  out.push_back(refused("version byte 0", 100, place, spoilt(good, 0)));
  out.push_back(refused("suite byte 0", 100, place, spoilt(good, 1)));
  out.push_back(refused("generation in the header", 100, place, spoilt(good, 5)));
  out.push_back(refused("nonce", 100, place, spoilt(good, 6)));
  out.push_back(refused("commitment", 100, place, spoilt(good, 30)));
  out.push_back(refused("ciphertext", 100, place, spoilt(good, 62)));
  out.push_back(refused("tag", 100, place, spoilt(good, good.size() - 1)));
  out.push_back(refused("one byte short", 100, place, Bytes(good.begin(), good.end() - 1)));
  out.push_back(refused("empty", 100, place, {}));
  out.push_back(refused("another key", 101, place, good));
  FacetPlace moved = place;
  moved.subject = SubjectId::from_array(counting_16(0x41));
  out.push_back(refused("another subject", 100, moved, good));
  moved = place;
  moved.version = 2;
  out.push_back(refused("another version", 100, moved, good));
  moved = place;
  moved.facet = 3;
  out.push_back(refused("another facet", 100, moved, good));
  return out;
}

Bytes wrap_by_kind(WrapKind kind, std::uint64_t seed, const WrapPlace& place, const Bytes& plaintext,
                   NonceSource& nonces) {
  switch (kind) {
    case WrapKind::password:
    case WrapKind::recovery_kit:
    case WrapKind::device_pin:
      return wrap_user_seed(key_from<WrapKey>(seed), kind, place, key_from<UserSeed>(seed + 1), nonces).value();
    case WrapKind::previous_seed:
      return wrap_previous_seed(key_from<UserSeed>(seed), place, key_from<UserSeed>(seed + 1), nonces).value();
    case WrapKind::previous_compartment_seed:
      return wrap_previous_compartment_seed(key_from<CompartmentSeed>(seed), place, key_from<CompartmentSeed>(seed + 1),
                                            nonces)
          .value();
    case WrapKind::draft:
    case WrapKind::device_state:
    case WrapKind::keyring:
      return wrap_own(key_from<SelfKey>(seed), kind, place, plaintext, nonces).value();
    case WrapKind::invite_hello:
      return wrap_invite_hello(key_from<WrapKey>(seed), place, plaintext, nonces).value();
  }
  return {};
}

}  // namespace

TEST_CASE("golden: key_tree", "[.golden]") {
  auto file = golden_file("key_tree");
  const auto user = key_from<UserSeed>(1);
  const auto identity = derive_identity_signing_key(user);
  const auto device = DeviceId::from_array(counting_16(0xF0));
  const auto seed = key_from<CompartmentSeed>(2);
  const auto share = key_from<GateShare>(3);
  const FacetPlace place = facet_place();
  const auto branch = derive_subject_branch(seed, place.subject);
  const auto subject = derive_subject_key(branch, share);
  const auto record = derive_record_key(subject, place.collection, place.record);
  file["vectors"].push_back(
      {{"user_seed", hex_of(user)},
       {"identity_signing_public_key", encode_hex(identity.public_key())},
       {"identity_key_id", derive_key_id(identity.public_key()).text()},
       {"identity_xwing_public_key_sha256",
        encode_hex(derive_xwing_key_hash(derive_identity_xwing_key(user).public_key()))},
       {"device", device.text()},
       {"device_signing_public_key", encode_hex(derive_device_signing_key(user, device).public_key())},
       {"self_key", hex_of(derive_self_key(user))},
       {"compartment_seed", hex_of(seed)},
       {"compartment", to_json(grant_place())},
       {"compartment_commitment", encode_hex(derive_compartment_commitment(seed, grant_place().compartment))},
       {"subject", place.subject.text()},
       {"subject_branch", hex_of(branch)},
       {"gate_share", hex_of(share)},
       {"subject_key", hex_of(subject)},
       {"collection", place.collection},
       {"record", place.record.text()},
       {"record_key", hex_of(record)},
       {"facet", place.facet},
       {"facet_key", hex_of(derive_facet_key(record, place.facet))}});
  print(file);
}

TEST_CASE("golden: envelope", "[.golden]") {
  auto file = golden_file("envelope");
  auto first = sealed("smallest bucket", 100, plain_place(), R"({"text":"Slept well."})");
  const Bytes good = test::hex(first.at("envelope").get<std::string>());
  file["vectors"].push_back(first);
  file["vectors"].push_back(sealed("every byte of the place differs", 110, facet_place(), R"({"text":"Slept well."})"));
  file["vectors"].push_back(sealed("an empty object", 120, plain_place(), "{}"));
  file["vectors"].push_back(sealed("fills its bucket", 130, plain_place(), R"({"text":"12345678901234567890"})"));
  file["vectors"].push_back(sealed("next bucket", 140, plain_place(), R"({"text":"123456789012345678901"})"));
  file["vectors"].push_back(sealed("512 bytes", 150, plain_place(), R"({"text":")" + std::string(400, 'x') + "\"}"));
  file["negative"] = refused_envelopes(good);
  print(file);
}

TEST_CASE("golden: wrap", "[.golden]") {
  auto file = golden_file("wrap");
  const std::pair<WrapKind, const char*> kinds[] = {{WrapKind::password, "password"},
                                                    {WrapKind::recovery_kit, "recovery kit"},
                                                    {WrapKind::device_pin, "device PIN"},
                                                    {WrapKind::previous_seed, "previous seed"},
                                                    {WrapKind::previous_compartment_seed, "previous compartment seed"},
                                                    {WrapKind::draft, "draft"},
                                                    {WrapKind::invite_hello, "invite hello"},
                                                    {WrapKind::device_state, "device state"},
                                                    {WrapKind::keyring, "keyring"}};
  Bytes password_wrap;
  for (const auto& [kind, name] : kinds) {
    const auto number = static_cast<std::uint8_t>(kind);
    const std::uint64_t seed = 200 + number * 10U;
    const Bytes nonce = random_bytes(seed + 2, 24);
    test::ScriptedRandom random(nonce);
    NonceSource nonces(random);
    const Bytes plaintext = random_bytes(seed + 1, 32);
    const Bytes wrapped = wrap_by_kind(kind, seed, wrap_place(), plaintext, nonces);
    if (kind == WrapKind::password) password_wrap = wrapped;
    file["vectors"].push_back({{"name", name},
                               {"kind", number},
                               {"key", encode_hex(random_bytes(seed, 32))},
                               {"place", to_json(wrap_place())},
                               {"nonce", encode_hex(nonce)},
                               {"plaintext", encode_hex(plaintext)},
                               {"wrapped", encode_hex(wrapped)}});
  }
  WrapPlace moved = wrap_place();
  moved.owner[0] ^= 1;
  const auto negative = [&](const char* name, std::uint64_t seed, const WrapPlace& place, const Bytes& wrapped) {
    file["negative"].push_back({{"name", name},
                                {"key", encode_hex(random_bytes(seed, 32))},
                                {"place", to_json(place)},
                                {"wrapped", encode_hex(wrapped)},
                                {"code", "unwrap_failed"}});
  };
  negative("another owner", 210, moved, password_wrap);
  negative("another key", 211, wrap_place(), password_wrap);
  negative("commitment", 210, wrap_place(), spoilt(password_wrap, 30));
  negative("tag", 210, wrap_place(), spoilt(password_wrap, password_wrap.size() - 1));
  negative("the recovery kit's wrap", 220, wrap_place(), test::hex(file["vectors"][1]["wrapped"].get<std::string>()));
  print(file);
}

}  // namespace care::crypto
