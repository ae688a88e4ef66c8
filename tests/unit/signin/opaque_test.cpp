#include "shared/signin/opaque.h"

#include "shared/crypto/hazmat/constant_time.h"
#include "tests/unit/signin/opaque_builder.h"

#include <set>

namespace care::signin {

TEST_CASE("opaque: the right password gives both ends one session key and the export key of the registration") {
  OpaqueHome home;
  const Registered enrolled = home.enrol();
  LoginStart start = home.begin();
  LoginAnswer answer = home.answer(start.ke1, enrolled.record);
  const auto client = finish_login(std::move(start.state), answer.ke2, home.setting);
  REQUIRE(client.ok());
  const auto server = accept_login(std::move(answer.state), client->ke3);
  REQUIRE(server.ok());
  CHECK(test::reveal(server.value()) == test::reveal(client->session_key));
  CHECK(test::reveal(client->export_key) == enrolled.export_key);
}

TEST_CASE("opaque: works with the product's own Argon2id at both ends") {
  OpaqueHome home;
  home.setting = OpaqueSetting::of(workspace_id(), account_id());
  const Registered enrolled = home.enrol();
  LoginStart start = home.begin();
  LoginAnswer answer = home.answer(start.ke1, enrolled.record);
  const auto client = finish_login(std::move(start.state), answer.ke2, home.setting);
  REQUIRE(client.ok());
  CHECK(test::reveal(client->export_key) == enrolled.export_key);
  CHECK(accept_login(std::move(answer.state), client->ke3).ok());
}

TEST_CASE("opaque: the product's setting names suite, workspace and account in exact bytes") {
  const OpaqueSetting setting = OpaqueSetting::of(workspace_id(), account_id());
  Bytes context = to_bytes(as_bytes("careseal/v1/opaque"));
  context.push_back(1);
  append(context, workspace_id().bytes());
  CHECK(setting.context == context);
  CHECK(setting.client_identity == to_bytes(account_id().bytes()));
  CHECK(setting.server_identity == to_bytes(workspace_id().bytes()));
  CHECK(setting.credential_identifier == to_bytes(account_id().bytes()));
  CHECK(setting.stretch == &key_stretch_suite_1());
}

TEST_CASE("opaque: decomposed and composed typing of one password sign in alike") {
  OpaqueHome home;
  const Registered enrolled = home.enrol("Gw\u00EAn_b\u00EAch-42!");
  LoginStart start = home.begin("Gwe\u0302n_be\u0302ch-42!");
  const LoginAnswer answer = home.answer(start.ke1, enrolled.record);
  CHECK(finish_login(std::move(start.state), answer.ke2, home.setting).ok());
}

TEST_CASE("opaque: every sign-in has its own session key, the export key stays") {
  OpaqueHome home;
  const Registered enrolled = home.enrol();
  std::set<Bytes> session_keys;
  for (int i = 0; i < 4; ++i) {
    LoginStart start = home.begin();
    const LoginAnswer answer = home.answer(start.ke1, enrolled.record);
    const auto client = finish_login(std::move(start.state), answer.ke2, home.setting);
    REQUIRE(client.ok());
    CHECK(test::reveal(client->export_key) == enrolled.export_key);
    session_keys.insert(test::reveal(client->session_key));
  }
  CHECK(session_keys.size() == 4);
}

TEST_CASE("opaque: registering the same password again changes record and export key") {
  OpaqueHome home;
  const Registered once = home.enrol();
  const Registered again = home.enrol();
  CHECK(once.record != again.record);
  CHECK(once.export_key != again.export_key);
}

TEST_CASE("opaque: the state between KE2 and KE3 survives being stored") {
  OpaqueHome home;
  const Registered enrolled = home.enrol();
  LoginStart start = home.begin();
  const LoginAnswer answer = home.answer(start.ke1, enrolled.record);
  const auto stored = answer.state.encode();
  const auto client = finish_login(std::move(start.state), answer.ke2, home.setting);
  REQUIRE(client.ok());
  const auto server = accept_login(ServerLogin::decode(stored), client->ke3);
  REQUIRE(server.ok());
  CHECK(test::reveal(server.value()) == test::reveal(client->session_key));
}

TEST_CASE("opaque: server keys survive being stored, with their fake record") {
  OpaqueHome home;
  const auto again = OpaqueServerKeys::decode(home.keys.encode());
  REQUIRE(again.ok());
  CHECK(again->public_key().bytes() == home.keys.public_key().bytes());
  CHECK(to_bytes(again->fake_record()) == to_bytes(home.keys.fake_record()));
  CHECK(test::reveal(again->encode()) == test::reveal(home.keys.encode()));
}

TEST_CASE("opaque: server keys with a zero or oversized private key are refused") {
  OpaqueHome home;
  const Bytes good = test::reveal(home.keys.encode());
  for (const std::uint8_t fill : {std::uint8_t{0}, std::uint8_t{0xFF}}) {
    ByteArray<96> bytes{};
    REQUIRE(copy_exact(good, bytes));
    for (std::size_t i = 64; i < 96; ++i) bytes[i] = fill;
    CHECK(OpaqueServerKeys::decode(SecretBytes<96>(bytes)).error() == ErrorCode::key_invalid);
  }
}

TEST_CASE("opaque: too little memory is said as such, not as a wrong password") {
  const test::FailingStretch failing;
  OpaqueHome home;
  const Registered enrolled = home.enrol();
  LoginStart start = home.begin();
  const LoginAnswer answer = home.answer(start.ke1, enrolled.record);
  OpaqueSetting setting = home.setting;
  setting.stretch = &failing;
  CHECK(finish_login(std::move(start.state), answer.ke2, setting).error() == ErrorCode::out_of_memory);
}

TEST_CASE("opaque: each step draws its randomness in one call") {
  OpaqueHome home;
  const auto calls = [&home] { return home.random.calls(); };
  const std::size_t before = calls();
  auto registration = begin_registration(password_of(kRightPassword), home.random).value();
  CHECK(calls() == before + 1);
  LoginStart start = home.begin();
  CHECK(calls() == before + 2);
  const LoginAnswer answer = home.answer(start.ke1, std::nullopt);
  CHECK(calls() == before + 3);
}

TEST_CASE("derive_fake_account_id: is stable for a handle, differs between handles and workspaces") {
  OpaqueHome home;
  test::TestRandom random(99);
  const OpaqueServerKeys other = OpaqueServerKeys::make(random).value();
  const AccountId once = derive_fake_account_id(home.keys, "nobody@sunrise.example");
  CHECK(once == derive_fake_account_id(home.keys, "nobody@sunrise.example"));
  CHECK_FALSE(once == derive_fake_account_id(home.keys, "nobody@sunrise.exampl"));
  CHECK_FALSE(once == derive_fake_account_id(other, "nobody@sunrise.example"));
  CHECK_FALSE(once.is_none());
}

}  // namespace care::signin
