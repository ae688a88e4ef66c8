// The product's own run, recomputed by a program that shares no code with this one.
#include "shared/signin/kek.h"
#include "tests/support/catch.h"
#include "tests/support/scripted_random.h"
#include "tests/support/test_secrets.h"
#include "tests/support/vectors.h"

namespace care::signin {
namespace {

struct Product {
  nlohmann::json vector = test::load_vectors("opaque_v1.json")["product"][0];
  WorkspaceId workspace = WorkspaceId::from_array(test::hex_exact<16>(vector["workspace"]));
  AccountId account = AccountId::from_array(test::hex_exact<16>(vector["account"]));
  OpaqueSetting setting = OpaqueSetting::of(workspace, account);

  Bytes bytes(const char* name) const { return test::hex(vector[name]); }
  OpaqueServerKeys keys() const {
    auto raw = test::hex_exact<96>(vector["server_keys"]);
    return OpaqueServerKeys::decode(SecretBytes<96>(raw)).value();
  }
  Password password() const { return Password::parse(as_bytes(test::text(vector["password_utf8"]))).value(); }
};

}  // namespace

TEST_CASE("opaque product vector: registration with suite 1 gives the independent program's bytes") {
  const Product p;
  CHECK(p.setting.context == p.bytes("context"));
  test::ScriptedRandom blind(p.bytes("registration_uniform"));
  auto start = begin_registration(p.password(), blind).value();
  CHECK(to_bytes(start.request.encode()) == p.bytes("registration_request"));
  const auto response = answer_registration(start.request, p.keys(), p.setting).value();
  CHECK(to_bytes(response.encode()) == p.bytes("registration_response"));
  test::ScriptedRandom nonce(p.bytes("envelope_nonce"));
  const auto end = finish_registration(std::move(start.state), response, p.setting, nonce).value();
  CHECK(to_bytes(end.record.encode()) == p.bytes("registration_record"));
  CHECK(test::reveal(end.export_key) == p.bytes("export_key"));
  CHECK(test::reveal(derive_password_kek(end.export_key, p.account)) == p.bytes("kek_password"));
}

TEST_CASE("opaque product vector: sign-in with suite 1 gives the independent program's bytes") {
  const Product p;
  test::ScriptedRandom client(p.bytes("login_draw"));
  auto start = begin_login(p.password(), client).value();
  CHECK(to_bytes(start.ke1.encode()) == p.bytes("ke1"));
  test::ScriptedRandom server(p.bytes("server_draw"));
  const Bytes record = p.bytes("registration_record");
  auto answer = answer_login(start.ke1, BytesView(record), p.keys(), p.setting, server).value();
  CHECK(to_bytes(answer.ke2.encode()) == p.bytes("ke2"));
  const auto end = finish_login(std::move(start.state), answer.ke2, p.setting).value();
  CHECK(to_bytes(end.ke3.encode()) == p.bytes("ke3"));
  CHECK(test::reveal(end.session_key) == p.bytes("session_key"));
  CHECK(test::reveal(end.export_key) == p.bytes("export_key"));
}

TEST_CASE("opaque product vector: an unknown account is answered as the independent program says") {
  const Product p;
  const OpaqueServerKeys keys = p.keys();
  CHECK(to_bytes(keys.fake_record()) == p.bytes("fake_record"));
  test::ScriptedRandom server(p.bytes("server_draw"));
  const Ke1 ke1 = Ke1::decode(p.bytes("ke1")).value();
  const auto answer = answer_login(ke1, std::nullopt, keys, p.setting, server).value();
  CHECK(to_bytes(answer.ke2.encode()) == p.bytes("ke2_for_unknown_account"));
  CHECK(to_bytes(derive_fake_account_id(keys, test::text(p.vector["fake_handle"])).bytes()) == p.bytes("fake_account"));
}

}  // namespace care::signin
