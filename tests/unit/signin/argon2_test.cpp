#include "shared/crypto/hazmat/argon2.h"

#include "shared/signin/key_stretch.h"
#include "shared/signin/password.h"
#include "tests/support/catch.h"
#include "tests/support/vectors.h"

namespace care::signin {

TEST_CASE("argon2id_suite_1: equals the reference command on every vector") {
  const auto file = test::load_vectors("argon2id_v1.json");
  for (const auto& vector : file["vectors"]) {
    CAPTURE(test::text(vector["name"]));
    const Bytes wanted = test::hex(vector["output"]);
    Bytes out(wanted.size());
    REQUIRE(crypto::argon2id_suite_1(test::hex(vector["password"]), test::hex_exact<16>(vector["salt"]), out).ok());
    CHECK(out == wanted);
  }
}

TEST_CASE("argon2id_suite_1: a decomposed password hashes like its composed vector once it is a Password") {
  const auto vector = test::load_vectors("argon2id_v1.json")["vectors"][1];
  const auto password = Password::parse(as_bytes("Gwe\u0302n_be\u0302ch-42!"));
  REQUIRE(password.ok());
  CHECK(to_bytes(password->reveal()) == test::hex(vector["password"]));
  Bytes out(32);
  REQUIRE(crypto::argon2id_suite_1(password->reveal(), test::hex_exact<16>(vector["salt"]), out).ok());
  CHECK(out == test::hex(vector["output"]));
}

TEST_CASE("key_stretch_suite_1: is suite 1 with the all-zero salt of RFC 9807 section 7") {
  const auto vector = test::load_vectors("argon2id_v1.json")["vectors"][3];
  ByteArray<64> out{};
  REQUIRE(key_stretch_suite_1().stretch(test::hex_exact<64>(vector["password"]), out).ok());
  CHECK(to_bytes(out) == test::hex(vector["output"]));
  CHECK(test::hex(vector["salt"]) == Bytes(16, 0));
}

TEST_CASE("suite 1: its numbers are the compiled ones") {
  CHECK(kSigninSuite == 1);
  CHECK(crypto::kArgon2MemoryBytes == 67108864);
  CHECK(crypto::kArgon2Passes == 3);
}

}  // namespace care::signin
