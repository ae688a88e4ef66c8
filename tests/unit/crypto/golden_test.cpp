// The frozen bytes of our own formats still come out, and the spoilt ones are still refused.
#include "tests/unit/crypto/golden.h"

#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/key_id.h"
#include "shared/crypto/open.h"
#include "shared/crypto/request_proof.h"
#include "shared/crypto/seal.h"
#include "shared/crypto/signature.h"
#include "shared/crypto/statement_signature.h"
#include "tests/support/scripted_random.h"

namespace care::crypto {
namespace {

std::string name_of(ErrorCode code) {
  for (const ErrorInfo& info : kErrors) {
    if (info.code == code) return std::string(info.name);
  }
  return "unknown";
}

template <typename T>
std::string outcome(const Result<T>& result) {
  return result.ok() ? "ok" : name_of(result.error().code());
}

Signature signature_of(const nlohmann::json& value) { return test::hex_exact<64>(value); }

}  // namespace

TEST_CASE("golden: key_tree_v1.json is what the derivations give") {
  const auto file = test::load_vectors("key_tree_v1.json");
  for (const auto& vector : file.at("vectors")) {
    const auto user = key_of<UserSeed>(vector.at("user_seed"));
    const auto identity = derive_identity_signing_key(user);
    CHECK(encode_hex(identity.public_key()) == test::text(vector.at("identity_signing_public_key")));
    CHECK(derive_key_id(identity.public_key()).text() == test::text(vector.at("identity_key_id")));
    CHECK(encode_hex(derive_xwing_key_hash(derive_identity_xwing_key(user).public_key())) ==
          test::text(vector.at("identity_xwing_public_key_sha256")));
    const auto device = derive_device_signing_key(user, id_of<DeviceId>(vector.at("device")));
    CHECK(encode_hex(device.public_key()) == test::text(vector.at("device_signing_public_key")));
    CHECK(test::reveal(derive_self_key(user)) == test::hex(vector.at("self_key")));

    const auto seed = key_of<CompartmentSeed>(vector.at("compartment_seed"));
    const GrantPlace place = grant_place_of(vector.at("compartment"));
    CHECK(encode_hex(derive_compartment_commitment(seed, place.compartment)) ==
          test::text(vector.at("compartment_commitment")));
    const auto branch = derive_subject_branch(seed, id_of<SubjectId>(vector.at("subject")));
    CHECK(test::reveal(branch) == test::hex(vector.at("subject_branch")));
    const auto subject = derive_subject_key(branch, key_of<GateShare>(vector.at("gate_share")));
    CHECK(test::reveal(subject) == test::hex(vector.at("subject_key")));
    const auto record =
        derive_record_key(subject, vector.at("collection").get<std::uint16_t>(), id_of<RecordId>(vector.at("record")));
    CHECK(test::reveal(record) == test::hex(vector.at("record_key")));
    CHECK(test::reveal(derive_facet_key(record, vector.at("facet").get<std::uint16_t>())) ==
          test::hex(vector.at("facet_key")));
  }
}

TEST_CASE("golden: envelope_v1.json seals to the same bytes and opens to the same text") {
  const auto file = test::load_vectors("envelope_v1.json");
  for (const auto& vector : file.at("vectors")) {
    CAPTURE(vector.at("name").get<std::string>());
    const auto key = key_of<FacetKey>(vector.at("facet_key"));
    const FacetPlace place = facet_place_of(vector.at("place"));
    const auto salt = test::hex_exact<32>(vector.at("salt"));
    const std::string json = test::text(vector.at("json"));
    test::ScriptedRandom random(test::hex(vector.at("nonce")));
    NonceSource nonces(random);
    const auto envelope = seal_facet(key, place, salt, as_bytes(json), nonces);
    REQUIRE(envelope.ok());
    CHECK(encode_hex(*envelope) == test::text(vector.at("envelope")));
    CHECK(encode_hex(encode_facet_aad(place)) == test::text(vector.at("aad")));
    CHECK(encode_hex(derive_ciphertext_hash(*envelope)) == test::text(vector.at("ciphertext_hash")));
    CHECK(encode_hex(derive_plaintext_commitment(salt, as_bytes(json))) ==
          test::text(vector.at("plaintext_commitment")));

    const auto opened = open_facet(key, place, test::hex(vector.at("envelope")));
    REQUIRE(opened.ok());
    const auto plaintext = decode_facet_plaintext(*opened);
    REQUIRE(plaintext.ok());
    CHECK(as_text(plaintext->json) == json);
  }
}

TEST_CASE("golden: envelope_v1.json, the spoilt ones fail with their code") {
  std::size_t refused = 0;
  const auto file = test::load_vectors("envelope_v1.json");
  for (const auto& vector : file.at("negative")) {
    CAPTURE(vector.at("name").get<std::string>());
    const auto key = key_of<FacetKey>(vector.at("facet_key"));
    CHECK(outcome(open_facet(key, facet_place_of(vector.at("place")), test::hex(vector.at("envelope")))) ==
          test::text(vector.at("code")));
    ++refused;
  }
  CHECK(refused >= 10);
}

TEST_CASE("golden: wrap_v1.json opens, each under its own kind") {
  const auto file = test::load_vectors("wrap_v1.json");
  for (const auto& vector : file.at("vectors")) {
    CAPTURE(vector.at("name").get<std::string>());
    const WrapPlace place = wrap_place_of(vector.at("place"));
    const auto kind = static_cast<WrapKind>(vector.at("kind").get<std::uint8_t>());
    const Bytes wrapped = test::hex(vector.at("wrapped"));
    const Bytes plaintext = test::hex(vector.at("plaintext"));
    const auto& key = vector.at("key");
    switch (kind) {
      case WrapKind::password:
      case WrapKind::recovery_kit:
      case WrapKind::device_pin:
        CHECK(test::reveal(unwrap_user_seed(key_of<WrapKey>(key), kind, place, wrapped).value()) == plaintext);
        break;
      case WrapKind::previous_seed:
        CHECK(test::reveal(unwrap_previous_seed(key_of<UserSeed>(key), place, wrapped).value()) == plaintext);
        break;
      case WrapKind::previous_compartment_seed:
        CHECK(test::reveal(unwrap_previous_compartment_seed(key_of<CompartmentSeed>(key), place, wrapped).value()) ==
              plaintext);
        break;
      case WrapKind::draft:
      case WrapKind::device_state:
      case WrapKind::keyring:
        CHECK(unwrap_own(key_of<SelfKey>(key), kind, place, wrapped).value() == plaintext);
        break;
      case WrapKind::invite_hello:
        CHECK(unwrap_invite_hello(key_of<WrapKey>(key), place, wrapped).value() == plaintext);
        break;
    }
  }
}

TEST_CASE("golden: wrap_v1.json, the spoilt ones fail with their code") {
  const auto file = test::load_vectors("wrap_v1.json");
  for (const auto& vector : file.at("negative")) {
    CAPTURE(vector.at("name").get<std::string>());
    const auto result = unwrap_user_seed(key_of<WrapKey>(vector.at("key")), WrapKind::password,
                                         wrap_place_of(vector.at("place")), test::hex(vector.at("wrapped")));
    CHECK(outcome(result) == test::text(vector.at("code")));
  }
}

TEST_CASE("golden: grant_v1.json is made again from its coins and opens") {
  const auto file = test::load_vectors("grant_v1.json");
  for (const auto& vector : file.at("vectors")) {
    auto xwing_seed = test::hex_exact<32>(vector.at("recipient_xwing_seed"));
    const auto recipient = XWingKey::from_seed(Secret32(xwing_seed));
    const auto seed = key_of<CompartmentSeed>(vector.at("compartment_seed"));
    const GrantPlace place = grant_place_of(vector.at("place"));
    Bytes script = test::hex(vector.at("coins"));
    append(script, test::hex(vector.at("nonce")));
    test::ScriptedRandom random(script);
    const auto grant = make_grant(seed, place, recipient.public_key(), random);
    REQUIRE(grant.ok());
    CHECK(encode_hex(grant->bytes) == test::text(vector.at("grant")));
    CHECK(encode_hex(grant->hash) == test::text(vector.at("grant_sha256")));
    CHECK(encode_hex(grant->recipient_key_hash) == test::text(vector.at("recipient_key_sha256")));
    CHECK(encode_hex(grant->compartment_commitment) == test::text(vector.at("compartment_commitment")));
    const auto opened = open_grant(recipient, place, grant->bytes, grant->compartment_commitment);
    REQUIRE(opened.ok());
    CHECK(test::reveal(*opened) == test::reveal(seed));
  }
  for (const auto& vector : file.at("negative")) {
    CAPTURE(vector.at("name").get<std::string>());
    auto xwing_seed = test::hex_exact<32>(vector.at("recipient_xwing_seed"));
    const auto recipient = XWingKey::from_seed(Secret32(xwing_seed));
    CHECK(outcome(open_grant(recipient, grant_place_of(vector.at("place")), test::hex(vector.at("grant")),
                             test::hex_exact<32>(vector.at("compartment_commitment")))) ==
          test::text(vector.at("code")));
  }
}

TEST_CASE("golden: statement_signature_v1.json signs to the same bytes, and the spoilt ones are refused") {
  const auto file = test::load_vectors("statement_signature_v1.json");
  for (const auto& vector : file.at("vectors")) {
    auto seed = test::hex_exact<32>(vector.at("seed"));
    const auto key = SigningKey::from_seed(Secret32(seed));
    const Bytes body = to_bytes(as_bytes(test::text(vector.at("body"))));
    CHECK(encode_hex(key.public_key()) == test::text(vector.at("public_key")));
    CHECK(encode_hex(sign_statement(key, body)) == test::text(vector.at("signature")));
  }
  for (const auto& vector : file.at("negative")) {
    CAPTURE(vector.at("name").get<std::string>());
    const auto key = test::hex_exact<32>(vector.at("public_key"));
    const std::string body = test::text(vector.at("body"));
    CHECK(outcome(verify_statement(key, as_bytes(body), signature_of(vector.at("signature")))) ==
          test::text(vector.at("code")));
  }
}

TEST_CASE("golden: statement_signature_v1.json, possession and invite acceptance") {
  const auto file = test::load_vectors("statement_signature_v1.json");
  for (const auto& vector : file.at("possession")) {
    auto seed = test::hex_exact<32>(vector.at("seed"));
    const auto key = SigningKey::from_seed(Secret32(seed));
    const Possession claim{id_of<WorkspaceId>(vector.at("workspace")), id_of<ActorId>(vector.at("actor")),
                           test::hex_exact<32>(vector.at("xwing_key_sha256"))};
    CHECK(encode_hex(sign_possession(key, claim)) == test::text(vector.at("signature")));
  }
  for (const auto& vector : file.at("invite_acceptance")) {
    auto seed = test::hex_exact<32>(vector.at("seed"));
    const auto key = SigningKey::from_seed(Secret32(seed));
    const InviteAcceptance acceptance{id_of<WorkspaceId>(vector.at("workspace")), id_of<InviteId>(vector.at("invite")),
                                      id_of<ActorId>(vector.at("actor")), test::hex_exact<32>(vector.at("signing_key")),
                                      test::hex_exact<32>(vector.at("xwing_key_sha256"))};
    CHECK(encode_hex(sign_invite_acceptance(key, acceptance)) == test::text(vector.at("signature")));
  }
}

TEST_CASE("golden: statement_signature_v1.json, recovery") {
  const auto file = test::load_vectors("statement_signature_v1.json");
  REQUIRE_FALSE(file.at("recovery").empty());
  for (const auto& vector : file.at("recovery")) {
    auto seed = test::hex_exact<32>(vector.at("seed"));
    const auto key = SigningKey::from_seed(Secret32(seed));
    const Bytes record = test::hex(vector.at("record"));
    const Bytes wrap = test::hex(vector.at("wrap"));
    const RecoveryClaim claim{id_of<WorkspaceId>(vector.at("workspace")), id_of<AccountId>(vector.at("account")),
                              id_of<RecoveryId>(vector.at("recovery")),   record,
                              test::hex_exact<16>(vector.at("wrap_id")),   wrap};
    CHECK(encode_hex(sign_recovery(key, claim)) == test::text(vector.at("signature")));
    CHECK(verify_recovery(key.public_key(), claim, signature_of(vector.at("signature"))).ok());
  }
}

TEST_CASE("golden: request_proof_v1.json gives the same MACs") {
  const auto file = test::load_vectors("request_proof_v1.json");
  for (const auto& vector : file.at("vectors")) {
    const auto key = derive_proof_key(key_of<SessionKey>(vector.at("session_key")),
                                      test::hex_exact<32>(vector.at("session_id_hash")));
    CHECK(test::reveal(key) == test::hex(vector.at("proof_key")));
    const std::string method = test::text(vector.at("method"));
    const std::string path = test::text(vector.at("path"));
    const std::string body = test::text(vector.at("body"));
    const auto mac = make_request_proof(key, {method, path, as_bytes(body), test::number(vector.at("counter"))});
    REQUIRE(mac.ok());
    CHECK(encode_hex(*mac) == test::text(vector.at("mac")));
  }
}

}  // namespace care::crypto
