#include "shared/signin/kek.h"
#include "shared/signin/opaque_schedule.h"
#include "tests/support/catch.h"
#include "tests/support/identity_stretch.h"
#include "tests/support/scripted_random.h"
#include "tests/support/test_secrets.h"
#include "tests/support/vectors.h"

namespace care::signin {
namespace {

using nlohmann::json;

const test::IdentityStretch kIdentity;

Bytes join(std::initializer_list<BytesView> parts) {
  Bytes out;
  for (const BytesView part : parts) append(out, part);
  return out;
}

OpaqueSetting setting_of(const json& vector) {
  const json& in = vector["inputs"];
  OpaqueSetting setting;
  setting.context = test::hex(vector["context"]);
  if (in.contains("client_identity")) setting.client_identity = test::hex(in["client_identity"]);
  if (in.contains("server_identity")) setting.server_identity = test::hex(in["server_identity"]);
  setting.credential_identifier = test::hex(in["credential_identifier"]);
  setting.stretch = &kIdentity;
  return setting;
}

OpaqueServerKeys keys_of(const json& vector) {
  const json& in = vector["inputs"];
  ByteArray<96> bytes{};
  REQUIRE(copy_exact(join({test::hex(in["oprf_seed"]), test::hex(in["server_private_key"])}), bytes));
  auto keys = OpaqueServerKeys::decode(SecretBytes<96>(bytes));
  REQUIRE(keys.ok());
  CHECK(to_bytes(keys->public_key().bytes()) == test::hex(in["server_public_key"]));
  return std::move(keys).value();
}

Password password_of(const json& vector) { return Password::parse(test::hex(vector["inputs"]["password"])).value(); }

// A blind of the RFC is a reduced scalar: 32 zero bytes behind it make 64 that reduce to it.
Bytes blind_draw(const json& blind) { return join({test::hex(blind), Bytes(32, 0)}); }

// The masking key that came with the vector, as a stored record would have it.
Bytes fake_record(const json& vector) {
  const json& in = vector["inputs"];
  return join({test::hex(in["client_public_key"]), test::hex(in["masking_key"]), Bytes(96, 0)});
}

Bytes server_draw(const json& in) {
  return join({test::hex(in["masking_nonce"]), test::hex(in["server_nonce"]), test::hex(in["server_keyshare_seed"])});
}

std::vector<json> vectors_of(std::string_view kind) {
  std::vector<json> out;
  const json all = test::load_vectors("opaque_v1.json");
  for (const json& vector : all["rfc"]) {
    if (test::text(vector["kind"]) == kind) out.push_back(vector);
  }
  return out;
}

}  // namespace

TEST_CASE("opaque: registration gives every byte that RFC 9807 appendix C prints") {
  const auto vectors = vectors_of("real");
  REQUIRE(vectors.size() == 2);
  for (const json& vector : vectors) {
    CAPTURE(test::text(vector["name"]));
    const json& in = vector["inputs"];
    const json& out = vector["outputs"];
    const OpaqueSetting setting = setting_of(vector);
    const OpaqueServerKeys keys = keys_of(vector);

    test::ScriptedRandom blind(blind_draw(in["blind_registration"]));
    auto start = begin_registration(password_of(vector), blind).value();
    CHECK(to_bytes(start.request.encode()) == test::hex(out["registration_request"]));
    const auto response = answer_registration(start.request, keys, setting).value();
    CHECK(to_bytes(response.encode()) == test::hex(out["registration_response"]));
    test::ScriptedRandom nonce(test::hex(in["envelope_nonce"]));
    const auto end = finish_registration(std::move(start.state), response, setting, nonce).value();
    CHECK(to_bytes(end.record.encode()) == test::hex(out["registration_upload"]));
    CHECK(test::reveal(end.export_key) == test::hex(out["export_key"]));
    CHECK(blind.left() == 0);
    CHECK(nonce.left() == 0);
  }
}

TEST_CASE("opaque: sign-in gives every byte that RFC 9807 appendix C prints, and both ends agree") {
  for (const json& vector : vectors_of("real")) {
    CAPTURE(test::text(vector["name"]));
    const json& in = vector["inputs"];
    const json& out = vector["outputs"];
    const OpaqueSetting setting = setting_of(vector);
    const OpaqueServerKeys keys = keys_of(vector);

    test::ScriptedRandom client(
        join({blind_draw(in["blind_login"]), test::hex(in["client_nonce"]), test::hex(in["client_keyshare_seed"])}));
    auto start = begin_login(password_of(vector), client).value();
    CHECK(to_bytes(start.ke1.encode()) == test::hex(out["KE1"]));

    test::ScriptedRandom server(server_draw(in));
    const Bytes record = test::hex(out["registration_upload"]);
    auto answer = answer_login(start.ke1, BytesView(record), keys, setting, server).value();
    CHECK(to_bytes(answer.ke2.encode()) == test::hex(out["KE2"]));

    const auto end = finish_login(std::move(start.state), answer.ke2, setting).value();
    CHECK(to_bytes(end.ke3.encode()) == test::hex(out["KE3"]));
    CHECK(test::reveal(end.session_key) == test::hex(out["session_key"]));
    CHECK(test::reveal(end.export_key) == test::hex(out["export_key"]));
    const auto session_key = accept_login(std::move(answer.state), end.ke3);
    REQUIRE(session_key.ok());
    CHECK(test::reveal(session_key.value()) == test::hex(out["session_key"]));
  }
}

TEST_CASE("opaque: the intermediates of registration are the RFC's") {
  for (const json& vector : vectors_of("real")) {
    CAPTURE(test::text(vector["name"]));
    const json& in = vector["inputs"];
    const json& mid = vector["intermediates"];
    const OpaqueSetting setting = setting_of(vector);
    const OpaqueServerKeys keys = keys_of(vector);
    const auto oprf_key = derive_account_oprf_key(keys, setting.credential_identifier).value();
    CHECK(test::reveal(oprf_key) == test::hex(mid["oprf_key"]));

    ByteArray<64> uniform{};
    REQUIRE(copy_exact(blind_draw(in["blind_registration"]), uniform));
    const Password password = password_of(vector);
    const auto blinded = oprf_blind(password.reveal(), uniform).value();
    const auto evaluated = oprf_evaluate(oprf_key, blinded.element).value();
    const auto randomized = derive_randomized_password(password, blinded.blind, evaluated, kIdentity).value();
    CHECK(test::reveal(randomized) == test::hex(mid["randomized_password"]));
    CHECK(test::reveal(derive_masking_key(randomized)) == test::hex(mid["masking_key"]));

    const auto nonce = test::hex_exact<32>(in["envelope_nonce"]);
    const auto secrets = derive_envelope_secrets(randomized, nonce).value();
    CHECK(test::reveal(secrets.auth_key) == test::hex(mid["auth_key"]));
    CHECK(to_bytes(secrets.client.public_key.bytes()) == test::hex(mid["client_public_key"]));
    const auto tag = derive_envelope_tag(secrets, nonce, keys.public_key(), setting);
    CHECK(join({nonce, tag}) == test::hex(mid["envelope"]));
  }
}

TEST_CASE("opaque: the intermediates of the handshake are the RFC's") {
  for (const json& vector : vectors_of("real")) {
    CAPTURE(test::text(vector["name"]));
    const json& in = vector["inputs"];
    const json& mid = vector["intermediates"];
    const Ke1 ke1 = Ke1::decode(test::hex(vector["outputs"]["KE1"])).value();
    const Ke2 ke2 = Ke2::decode(test::hex(vector["outputs"]["KE2"])).value();
    const Element client_key = Element::decode(test::hex(mid["client_public_key"])).value();
    const Element server_key = Element::decode(test::hex(in["server_public_key"])).value();
    const auto keyshare = derive_diffie_hellman_key_pair(test::hex_exact<32>(in["server_keyshare_seed"])).value();
    const auto keyshare_secret = test::hex_exact<32>(encode_hex(test::reveal(keyshare.secret_key)));
    const auto server_secret = test::hex_exact<32>(in["server_private_key"]);
    const OpaqueSetting setting = setting_of(vector);
    const auto handshake = derive_handshake({setting, ke1, ke2, client_key, server_key},
                                            {crypto::multiply(keyshare_secret, ke1.client_keyshare).value(),
                                             crypto::multiply(server_secret, ke1.client_keyshare).value(),
                                             crypto::multiply(keyshare_secret, client_key).value()});
    CHECK(test::reveal(handshake.handshake_secret) == test::hex(mid["handshake_secret"]));
    CHECK(test::reveal(handshake.server_mac_key) == test::hex(mid["server_mac_key"]));
    CHECK(test::reveal(handshake.client_mac_key) == test::hex(mid["client_mac_key"]));
  }
}

TEST_CASE("opaque: the answer for an unknown account is the RFC's fake vector") {
  const auto vectors = vectors_of("fake");
  REQUIRE(vectors.size() == 1);
  const json& vector = vectors[0];
  const json& in = vector["inputs"];
  test::ScriptedRandom server(server_draw(in));
  const Bytes record = fake_record(vector);
  const Ke1 ke1 = Ke1::decode(test::hex(in["KE1"])).value();
  const auto answer = answer_login(ke1, BytesView(record), keys_of(vector), setting_of(vector), server).value();
  CHECK(to_bytes(answer.ke2.encode()) == test::hex(vector["outputs"]["KE2"]));
}

TEST_CASE("opaque: the corpus of the RFC agrees with the values copied into this tree") {
  const json corpus = test::load_corpus("opaque-rfc9807.json");
  const json own = test::load_vectors("opaque_v1.json");
  REQUIRE(corpus["vectors"].size() == own["rfc"].size());
  for (std::size_t i = 0; i < own["rfc"].size(); ++i) {
    CHECK(corpus["vectors"][i]["inputs"] == own["rfc"][i]["inputs"]);
    CHECK(corpus["vectors"][i]["outputs"] == own["rfc"][i]["outputs"]);
  }
}

}  // namespace care::signin
