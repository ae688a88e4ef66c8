// Prints the golden files of what is signed, granted or proved; see golden_make_test.cpp for how.
#include "shared/crypto/request_proof.h"
#include "shared/crypto/signature.h"
#include "shared/crypto/statement_signature.h"
#include "tests/support/scripted_random.h"
#include "tests/unit/crypto/golden_make.h"

namespace care::crypto {
namespace {

GoldenJson signed_body(std::uint64_t seed, const std::string& body) {
  test::TestRandom random(seed);
  const auto key = SigningKey::make(random);
  return {{"seed", encode_hex(key.read_seed(test::TestSecrets::token()))},
          {"public_key", encode_hex(key.public_key())},
          {"body", body},
          {"signature", encode_hex(sign_statement(key, as_bytes(body)))}};
}

}  // namespace

TEST_CASE("golden: grant", "[.golden]") {
  auto file = golden_file("grant");
  file["origin"] = file["origin"].get<std::string>() +
                   ". Recipient seed and coins: draft-connolly-cfrg-xwing-kem test vector 1, so ciphertext and shared "
                   "secret are published";
  auto xwing_seed = test::hex_exact<32>("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26");
  const std::string seed_hex = encode_hex(xwing_seed);
  const auto recipient = XWingKey::from_seed(Secret32(xwing_seed));
  const Bytes coins = test::hex(
      "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
      "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2");
  const Bytes nonce = random_bytes(301, 24);
  Bytes script = coins;
  append(script, nonce);
  test::ScriptedRandom random(script);
  const Grant grant = make_grant(key_from<CompartmentSeed>(300), grant_place(), recipient.public_key(), random).value();
  file["vectors"].push_back({{"recipient_xwing_seed", seed_hex},
                             {"recipient_key_sha256", encode_hex(grant.recipient_key_hash)},
                             {"coins", encode_hex(coins)},
                             {"shared_secret", "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384"},
                             {"nonce", encode_hex(nonce)},
                             {"compartment_seed", hex_of(key_from<CompartmentSeed>(300))},
                             {"place", to_json(grant_place())},
                             {"compartment_commitment", encode_hex(grant.compartment_commitment)},
                             {"grant", encode_hex(grant.bytes)},
                             {"grant_sha256", encode_hex(grant.hash)}});
  const auto negative = [&](const char* name, const std::string& seed, const GrantPlace& place, const Bytes& bytes,
                            const Hash32& commitment) {
    file["negative"].push_back({{"name", name},
                                {"recipient_xwing_seed", seed},
                                {"place", to_json(place)},
                                {"compartment_commitment", encode_hex(commitment)},
                                {"grant", encode_hex(bytes)},
                                {"code", "grant_invalid"}});
  };
  negative("ML-KEM part damaged", seed_hex, grant_place(), spoilt(grant.bytes, 2), grant.compartment_commitment);
  negative("X25519 part damaged", seed_hex, grant_place(), spoilt(grant.bytes, 1121), grant.compartment_commitment);
  negative("commitment damaged", seed_hex, grant_place(), spoilt(grant.bytes, 1146), grant.compartment_commitment);
  negative("another recipient's key", encode_hex(random_bytes(302, 32)), grant_place(), grant.bytes,
           grant.compartment_commitment);
  GrantPlace moved = grant_place();
  ++moved.compartment.generation;
  negative("another generation", seed_hex, moved, grant.bytes,
           derive_compartment_commitment(key_from<CompartmentSeed>(300), moved.compartment));
  negative("another signed commitment", seed_hex, grant_place(), grant.bytes, Hash32{});
  print(file);
}

TEST_CASE("golden: statement_signature", "[.golden]") {
  auto file = golden_file("statement_signature");
  const auto first = signed_body(400, R"({"act":"record","n":1})");
  file["vectors"].push_back(first);
  file["vectors"].push_back(signed_body(401, ""));
  const auto negative = [&](const char* name, const std::string& key, const std::string& body,
                            const std::string& signature) {
    file["negative"].push_back(
        {{"name", name}, {"public_key", key}, {"body", body}, {"signature", signature}, {"code", "signature_invalid"}});
  };
  const std::string key_hex = first.at("public_key").get<std::string>();
  const std::string signature_hex = first.at("signature").get<std::string>();
  negative("another body", key_hex, R"({"act":"record","n":2})", signature_hex);
  negative("another key", signed_body(402, "").at("public_key").get<std::string>(), first.at("body").get<std::string>(),
           signature_hex);
  negative("signature damaged", key_hex, first.at("body").get<std::string>(),
           encode_hex(spoilt(test::hex(signature_hex), 63)));
  negative("key and signature of low order", std::string(64, '0'), "anything", std::string(128, '0'));
  test::TestRandom random(403);
  const auto key = SigningKey::make(random);
  const std::string seed_hex = encode_hex(key.read_seed(test::TestSecrets::token()));
  Possession claim{grant_place().compartment.workspace, grant_place().recipient, {}};
  const auto possession = [&] {
    file["possession"].push_back({{"seed", seed_hex},
                                  {"workspace", claim.workspace.text()},
                                  {"actor", claim.actor.text()},
                                  {"xwing_key_sha256", encode_hex(claim.xwing_key_hash)},
                                  {"signature", encode_hex(sign_possession(key, claim))}});
  };
  possession();
  claim.xwing_key_hash.fill(0x33);
  possession();
  const InviteAcceptance acceptance{claim.workspace, InviteId::from_array(counting_16(0xE0)), claim.actor,
                                    key.public_key(), claim.xwing_key_hash};
  file["invite_acceptance"].push_back({{"seed", seed_hex},
                                       {"workspace", acceptance.workspace.text()},
                                       {"invite", acceptance.invite.text()},
                                       {"actor", acceptance.actor.text()},
                                       {"signing_key", encode_hex(acceptance.signing_key)},
                                       {"xwing_key_sha256", encode_hex(acceptance.xwing_key_hash)},
                                       {"signature", encode_hex(sign_invite_acceptance(key, acceptance))}});
  const Bytes record(192, 0x41);
  const Bytes wrap(142, 0x42);
  const RecoveryClaim recovery{claim.workspace, AccountId::from_array(counting_16(0x50)),
                               RecoveryId::from_array(counting_16(0xC0)), record, counting_16(0xD0), wrap};
  file["recovery"].push_back({{"seed", seed_hex},
                              {"workspace", recovery.workspace.text()},
                              {"account", recovery.account.text()},
                              {"recovery", recovery.recovery.text()},
                              {"record", encode_hex(record)},
                              {"wrap_id", encode_hex(recovery.wrap_id)},
                              {"wrap", encode_hex(wrap)},
                              {"signature", encode_hex(sign_recovery(key, recovery))}});
  print(file);
}

TEST_CASE("golden: request_proof", "[.golden]") {
  auto file = golden_file("request_proof");
  const Bytes id_hash = random_bytes(501, 32);
  Hash32 fixed{};
  REQUIRE(copy_exact(id_hash, fixed));
  const auto session_key = key_from<SessionKey>(500);
  const auto key = derive_proof_key(session_key, fixed);
  const auto add = [&](const char* method, const char* path, const std::string& body, std::uint64_t counter) {
    const auto mac = make_request_proof(key, {method, path, as_bytes(body), counter});
    REQUIRE(mac.ok());
    file["vectors"].push_back({{"session_key", hex_of(session_key)},
                               {"session_id_hash", encode_hex(id_hash)},
                               {"proof_key", hex_of(key)},
                               {"method", method},
                               {"path", path},
                               {"body", body},
                               {"counter", std::to_string(counter)},
                               {"mac", encode_hex(*mac)}});
  };
  add("POST", "/api/v1/records", R"({"a":1})", 1);
  add("GET", "/api/v1/records?subject=sub_0&limit=50", "", 2);
  add("DELETE", "/api/v1/session", "", 18446744073709551615ULL);
  print(file);
}

}  // namespace care::crypto
