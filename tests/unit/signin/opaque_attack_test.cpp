#include "shared/crypto/hazmat/constant_time.h"
#include "tests/unit/signin/opaque_builder.h"

namespace care::signin {
namespace {

// One finished exchange up to KE2, kept as bytes so that an attacker can touch them.
struct Exchange {
  OpaqueHome home;
  Registered enrolled = home.enrol();
  LoginStart start = home.begin();
  LoginAnswer answer = home.answer(start.ke1, enrolled.record);
};

ErrorCode code_of(const Result<LoginEnd>& result) {
  return result.ok() ? ErrorCode::not_found : result.error().code();  // not_found: nothing here ever means it
}

// The client's state can't be copied; tests that try many answers begin again with the same randomness.
LoginStart repeat_start(std::string_view password = kRightPassword) {
  test::TestRandom random(4242);
  return begin_login(password_of(password), random).value();
}

}  // namespace

TEST_CASE("finish_login: a wrong password is signin_failed and nothing else") {
  OpaqueHome home;
  const Registered enrolled = home.enrol();
  for (const std::string_view wrong :
       {"Correct-Horse-7-batterY", "Correct-Horse-7-Battery ", "x", "Correct-Horse-7-Batter"}) {
    LoginStart start = home.begin(wrong);
    const LoginAnswer answer = home.answer(start.ke1, enrolled.record);
    CHECK(code_of(finish_login(std::move(start.state), answer.ke2, home.setting)) == ErrorCode::signin_failed);
  }
}

TEST_CASE("finish_login: an unknown account is signin_failed, exactly like a wrong password") {
  OpaqueHome home;
  LoginStart start = home.begin();
  const LoginAnswer answer = home.answer(start.ke1, std::nullopt);
  CHECK(code_of(finish_login(std::move(start.state), answer.ke2, home.setting)) == ErrorCode::signin_failed);
}

TEST_CASE("answer_login: answers for unknown accounts have the shape of real ones") {
  OpaqueHome home;
  const Registered enrolled = home.enrol();
  const LoginStart start = home.begin();
  const OpaqueSetting unknown = quick_setting(workspace_id(), derive_fake_account_id(home.keys, "nobody"));
  const auto fake = answer_login(start.ke1, std::nullopt, home.keys, unknown, home.random).value();
  const auto again = answer_login(start.ke1, std::nullopt, home.keys, unknown, home.random).value();
  const LoginAnswer real = home.answer(start.ke1, enrolled.record);
  CHECK(fake.ke2.encode().size() == real.ke2.encode().size());
  CHECK(fake.state.encode().kSize == real.state.encode().kSize);
  CHECK(Ke2::decode(fake.ke2.encode()).ok());

  // As for a real account: one blinded element always gives one evaluated element, and nothing else repeats.
  CHECK(fake.ke2.evaluated.bytes() == again.ke2.evaluated.bytes());
  CHECK(fake.ke2.masked_response != again.ke2.masked_response);
  CHECK(fake.ke2.masking_nonce != again.ke2.masking_nonce);
  CHECK(fake.ke2.server_mac != again.ke2.server_mac);
  CHECK(fake.ke2.evaluated.bytes() != real.ke2.evaluated.bytes());
}

TEST_CASE("answer_login: the fake record is not all alike between workspaces and has a valid key") {
  OpaqueHome home;
  test::TestRandom random(5);
  const OpaqueServerKeys other = OpaqueServerKeys::make(random).value();
  CHECK(to_bytes(home.keys.fake_record()) != to_bytes(other.fake_record()));
  CHECK(RegistrationRecord::decode(home.keys.fake_record()).ok());
}

TEST_CASE("finish_login: a KE2 with any one byte changed is signin_failed") {
  OpaqueHome home;
  const Registered enrolled = home.enrol();
  const LoginStart first = repeat_start();
  const auto good = home.answer(first.ke1, enrolled.record).ke2.encode();
  REQUIRE(finish_login(repeat_start().state, Ke2::decode(good).value(), home.setting).ok());
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto changed = good;
    changed[i] = static_cast<std::uint8_t>(changed[i] ^ (1U << (i % 8)));
    CAPTURE(i);
    const auto ke2 = Ke2::decode(changed);
    if (!ke2) {
      CHECK(ke2.error() == ErrorCode::signin_failed);
    } else {
      CHECK(code_of(finish_login(repeat_start().state, ke2.value(), home.setting)) == ErrorCode::signin_failed);
    }
  }
}

TEST_CASE("accept_login: a KE3 with any one byte changed is signin_failed") {
  Exchange x;
  const auto stored = x.answer.state.encode();
  const auto client = finish_login(std::move(x.start.state), x.answer.ke2, x.home.setting);
  REQUIRE(client.ok());
  for (std::size_t i = 0; i < Ke3::kBytes; ++i) {
    Ke3 changed = client->ke3;
    changed.client_mac[i] = static_cast<std::uint8_t>(changed.client_mac[i] ^ 0x80U);
    CHECK(accept_login(ServerLogin::decode(stored), changed).error() == ErrorCode::signin_failed);
  }
  CHECK(accept_login(ServerLogin::decode(stored), client->ke3).ok());
}

TEST_CASE("accept_login: a KE3 replayed against another sign-in of the same person is signin_failed") {
  Exchange x;
  const auto client = finish_login(std::move(x.start.state), x.answer.ke2, x.home.setting);
  REQUIRE(client.ok());
  LoginStart next = x.home.begin();
  LoginAnswer next_answer = x.home.answer(next.ke1, x.enrolled.record);
  CHECK(accept_login(std::move(next_answer.state), client->ke3).error() == ErrorCode::signin_failed);
}

TEST_CASE("accept_login: a KE3 replayed with the very same KE1 is signin_failed, since the server's nonce is new") {
  Exchange x;
  const auto client = finish_login(std::move(x.start.state), x.answer.ke2, x.home.setting);
  REQUIRE(client.ok());
  LoginAnswer replayed = x.home.answer(x.start.ke1, x.enrolled.record);
  CHECK(accept_login(std::move(replayed.state), client->ke3).error() == ErrorCode::signin_failed);
}

TEST_CASE("accept_login: nobody signs in as an unknown account, not even by echoing the server's MAC") {
  OpaqueHome home;
  LoginStart start = home.begin();
  LoginAnswer answer = home.answer(start.ke1, std::nullopt);
  Ke3 echoed;
  echoed.client_mac = answer.ke2.server_mac;
  CHECK(accept_login(ServerLogin::decode(answer.state.encode()), echoed).error() == ErrorCode::signin_failed);
  CHECK(accept_login(std::move(answer.state), Ke3{}).error() == ErrorCode::signin_failed);
}

TEST_CASE("finish_login: a server of another workspace, suite or account is signin_failed") {
  Exchange x;
  const auto try_with = [&x](const OpaqueSetting& client_setting) {
    LoginStart start = x.home.begin();
    const LoginAnswer answer = x.home.answer(start.ke1, x.enrolled.record);
    return code_of(finish_login(std::move(start.state), answer.ke2, client_setting));
  };
  CHECK(try_with(quick_setting(workspace_id(0x77), account_id())) == ErrorCode::signin_failed);
  CHECK(try_with(quick_setting(workspace_id(), account_id(0x77))) == ErrorCode::signin_failed);

  OpaqueSetting other_suite = x.home.setting;
  other_suite.context[std::string_view("careseal/v1/opaque").size()] = 2;
  CHECK(try_with(other_suite) == ErrorCode::signin_failed);
  OpaqueSetting other_server = x.home.setting;
  (*other_server.server_identity)[0] ^= 1U;
  CHECK(try_with(other_server) == ErrorCode::signin_failed);
  OpaqueSetting no_identities = x.home.setting;
  no_identities.client_identity.reset();
  no_identities.server_identity.reset();
  CHECK(try_with(no_identities) == ErrorCode::signin_failed);
  CHECK(try_with(x.home.setting) == ErrorCode::not_found);
}

TEST_CASE("finish_login: a server with other keys but the stolen record is signin_failed") {
  Exchange x;
  test::TestRandom random(31);
  const OpaqueServerKeys thief = OpaqueServerKeys::make(random).value();
  LoginStart start = x.home.begin();
  const auto answer = answer_login(start.ke1, BytesView(x.enrolled.record), thief, x.home.setting, random).value();
  CHECK(code_of(finish_login(std::move(start.state), answer.ke2, x.home.setting)) == ErrorCode::signin_failed);
}

TEST_CASE("finish_login: a server that kept the OPRF seed but has another static key is signin_failed") {
  Exchange x;
  test::TestRandom random(32);
  const Bytes own = test::reveal(x.home.keys.encode());
  const Bytes other = test::reveal(OpaqueServerKeys::make(random).value().encode());
  Bytes mixed(own.begin(), own.begin() + 64);
  mixed.insert(mixed.end(), other.begin() + 64, other.end());
  ByteArray<96> bytes{};
  REQUIRE(copy_exact(mixed, bytes));
  const OpaqueServerKeys thief = OpaqueServerKeys::decode(SecretBytes<96>(bytes)).value();
  LoginStart start = x.home.begin();
  const auto answer = answer_login(start.ke1, BytesView(x.enrolled.record), thief, x.home.setting, random).value();
  CHECK(code_of(finish_login(std::move(start.state), answer.ke2, x.home.setting)) == ErrorCode::signin_failed);
}

TEST_CASE("finish_login: an answer meant for another KE1 is signin_failed") {
  Exchange x;
  LoginStart other = x.home.begin();
  CHECK(code_of(finish_login(std::move(other.state), x.answer.ke2, x.home.setting)) == ErrorCode::signin_failed);
}

TEST_CASE("finish_login: another person's record is signin_failed even with the same password") {
  Exchange x;
  const OpaqueSetting neighbour = quick_setting(workspace_id(), account_id(0x90));
  auto start = begin_registration(password_of(kRightPassword), x.home.random).value();
  const auto response = answer_registration(start.request, x.home.keys, neighbour).value();
  const auto end = finish_registration(std::move(start.state), response, neighbour, x.home.random).value();
  const Bytes record = to_bytes(end.record.encode());
  LoginStart login = x.home.begin();
  const LoginAnswer answer = x.home.answer(login.ke1, BytesView(record));
  CHECK(code_of(finish_login(std::move(login.state), answer.ke2, x.home.setting)) == ErrorCode::signin_failed);
}

TEST_CASE("answer_login: a stored record that was damaged never signs anyone in") {
  Exchange x;
  for (const std::size_t at : {std::size_t{0}, std::size_t{31}, std::size_t{32}, std::size_t{95}, std::size_t{96},
                               std::size_t{127}, std::size_t{128}, std::size_t{191}}) {
    Bytes damaged = x.enrolled.record;
    damaged[at] ^= 1U;
    LoginStart start = x.home.begin();
    auto answer = answer_login(start.ke1, BytesView(damaged), x.home.keys, x.home.setting, x.home.random);
    CAPTURE(at);
    if (!answer) {
      CHECK(answer.error() == ErrorCode::encoding_invalid);
    } else {
      CHECK(code_of(finish_login(std::move(start.state), answer->ke2, x.home.setting)) == ErrorCode::signin_failed);
    }
  }
}

TEST_CASE("finish_registration: another server's key in the response makes a record that can't sign in at ours") {
  OpaqueHome home;
  test::TestRandom random(33);
  const OpaqueServerKeys thief = OpaqueServerKeys::make(random).value();
  auto start = begin_registration(password_of(kRightPassword), home.random).value();
  RegistrationResponse response = answer_registration(start.request, home.keys, home.setting).value();
  response.server_public_key = thief.public_key();
  const auto end = finish_registration(std::move(start.state), response, home.setting, home.random).value();
  const Bytes record = to_bytes(end.record.encode());
  LoginStart login = home.begin();
  const LoginAnswer answer = home.answer(login.ke1, BytesView(record));
  CHECK(code_of(finish_login(std::move(login.state), answer.ke2, home.setting)) == ErrorCode::signin_failed);
}

}  // namespace care::signin
