#include "shared/signin/totp.h"

#include "shared/signin/sha1.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/support/vectors.h"

#include <algorithm>

namespace care::signin {
namespace {

TotpSecret secret_of(const nlohmann::json& vectors) {
  auto bytes = test::hex_exact<20>(vectors["secret"]);
  return TotpSecret(bytes);
}

Instant at_second(std::uint64_t second) { return instant_from_ms(second * 1000); }

std::string code_at(const TotpSecret& secret, TotpStep step) {
  return std::string(as_text(derive_totp_code(secret, step)));
}

}  // namespace

TEST_CASE("sha1 and hmac_sha1: give the values of FIPS 180 and RFC 2202") {
  CHECK(encode_hex(sha1({})) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(encode_hex(sha1(as_bytes("abc"))) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(encode_hex(sha1(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))) ==
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(encode_hex(sha1(Bytes(1000000, 'a'))) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
  CHECK(encode_hex(hmac_sha1(Bytes(20, 0x0B), as_bytes("Hi There"))) == "b617318655057264e28bc0b6fb378c8ef146be00");
  CHECK(encode_hex(hmac_sha1(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))) ==
        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  CHECK(encode_hex(hmac_sha1(Bytes(20, 0xAA), Bytes(50, 0xDD))) == "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
}

TEST_CASE("derive_totp_code: gives every value of RFC 4226 and RFC 6238, leading zeros included") {
  const auto vectors = test::load_vectors("totp_v1.json");
  const TotpSecret secret = secret_of(vectors);
  for (const auto& vector : vectors["steps"]) {
    Bytes counter;
    append_big_endian(counter, vector["step"].get<std::uint64_t>());
    CHECK(encode_hex(hmac_sha1(test::hex(vectors["secret"]), counter)) == test::text(vector["hmac_sha1"]));
    CHECK(code_at(secret, vector["step"].get<std::uint64_t>()) == test::text(vector["code"]));
  }
  for (const auto& vector : vectors["times"]) {
    const auto second = vector["unix_time"].get<std::uint64_t>();
    CHECK(totp_step_at(at_second(second)) == vector["step"].get<std::uint64_t>());
    CHECK(code_at(secret, totp_step_at(at_second(second))) == test::text(vector["code"]));
    CHECK(verify_totp(secret, test::text(vector["code"]), at_second(second), std::nullopt).ok());
  }
}

TEST_CASE("format_totp_uri and format_totp_secret: are what authenticator apps read") {
  const auto vectors = test::load_vectors("totp_v1.json");
  const TotpSecret secret = secret_of(vectors);
  const auto& uri = vectors["uri"];
  CHECK(format_totp_uri(secret, test::text(uri["home"]), test::text(uri["handle"])).reveal_text() ==
        test::text(uri["text"]));
  std::string plain(format_totp_secret(secret).reveal_text());
  CHECK(plain.substr(0, 10) == "GEZD GNBV ");
  plain.erase(std::remove(plain.begin(), plain.end(), ' '), plain.end());
  CHECK(plain == test::text(vectors["base32"]));
}

TEST_CASE("verify_totp: takes one step early and one late, no more") {
  test::TestRandom random;
  const TotpSecret secret = make_totp_secret(random);
  const Instant now = at_second(1'700'000'015);
  const TotpStep step = totp_step_at(now);
  for (const TotpStep good : {step - 1, step, step + 1}) {
    const auto accepted = verify_totp(secret, code_at(secret, good), now, std::nullopt);
    REQUIRE(accepted.ok());
    CHECK(accepted.value() == good);
  }
  CHECK(verify_totp(secret, code_at(secret, step - 2), now, std::nullopt).error() == ErrorCode::second_factor_wrong);
  CHECK(verify_totp(secret, code_at(secret, step + 2), now, std::nullopt).error() == ErrorCode::second_factor_wrong);
}

TEST_CASE("verify_totp: a step once accepted, and any before it, is refused as reused") {
  test::TestRandom random;
  const TotpSecret secret = make_totp_secret(random);
  const Instant now = at_second(1'700'000'015);
  const TotpStep step = totp_step_at(now);
  CHECK(verify_totp(secret, code_at(secret, step), now, step).error() == ErrorCode::second_factor_reused);
  CHECK(verify_totp(secret, code_at(secret, step - 1), now, step).error() == ErrorCode::second_factor_reused);
  CHECK(verify_totp(secret, code_at(secret, step), now, step + 1).error() == ErrorCode::second_factor_reused);
  CHECK(verify_totp(secret, code_at(secret, step + 1), now, step).ok());
  CHECK(verify_totp(secret, code_at(secret, step), now, step - 1).ok());
}

TEST_CASE("verify_totp: takes the space apps show, refuses everything that is not six digits") {
  test::TestRandom random;
  const TotpSecret secret = make_totp_secret(random);
  const Instant now = at_second(1'700'000'015);
  const std::string code = code_at(secret, totp_step_at(now));
  CHECK(verify_totp(secret, code.substr(0, 3) + " " + code.substr(3), now, std::nullopt).ok());
  for (const std::string& bad :
       {std::string(), code.substr(1), code + "0", code.substr(0, 5) + "x", "+" + code.substr(1), std::string("-12345"),
        std::string("\xD9\xA1\xD9\xA2\xD9\xA3")}) {
    CHECK(verify_totp(secret, bad, now, std::nullopt).error() == ErrorCode::second_factor_wrong);
  }
}

TEST_CASE("verify_totp: works in the first minute of 1970 and after 2038") {
  test::TestRandom random;
  const TotpSecret secret = make_totp_secret(random);
  CHECK(verify_totp(secret, code_at(secret, 0), at_second(0), std::nullopt).ok());
  CHECK(verify_totp(secret, code_at(secret, 0), at_second(0), 0).error() == ErrorCode::second_factor_reused);
  const Instant late = at_second(20'000'000'000);
  CHECK(verify_totp(secret, code_at(secret, totp_step_at(late)), late, std::nullopt).ok());
}

}  // namespace care::signin
