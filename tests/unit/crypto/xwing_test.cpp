#include "shared/crypto/hazmat/xwing.h"

#include "shared/crypto/hazmat/sha2.h"
#include "tests/support/scripted_random.h"
#include "tests/support/vectors.h"
#include "tests/unit/crypto/builders.h"

namespace care::crypto {
namespace {

// github.com/dconnolly/draft-connolly-cfrg-xwing-kem at 9b6ce9e, spec/test-vectors.json; long values as their SHA-256.
struct Published {
  const char* seed;
  const char* coins;
  const char* shared;
  const char* key_hash;
  const char* ciphertext_hash;
};
constexpr Published kPublished[] = {
    {"7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26",
     "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
     "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2",
     "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
     "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb",
     "17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33"},
    {"badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea",
     "17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdef"
     "aee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d",
     "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
     "c42ba5f8430d7d2c83739338203819f090e8303ce9c8b02107c272bfa5376916",
     "1661ea86d608a1924ba30840cb0a65f13ae051e3aec9cf0f064efc0bc92f2154"},
    {"ef58538b8d23f87732ea63b02b4fa0f4873360e2841928cd60dd4cee8cc0d4c9",
     "22a96188d032675c8ac850933c7aff1533b94c834adbb69c6115bad4692d8619"
     "f90b0cdf8a7b9c264029ac185b70b83f2801f2f4b3f70c593ea3aeeb613a7f1b",
     "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f",
     "6b080d6b84f095342092fa7a22423e58bd681397ad0ef00eac92bd254db4fa95",
     "d3ca5578500344b5896cffc4fd740c9311946b82951df155e6fd86a7966b43c6"},
};

}  // namespace

TEST_CASE("xwing: key pair, encapsulation and decapsulation are the published ones") {
  const Published& vector = kPublished[GENERATE(0U, 1U, 2U)];
  const auto seed = test::hex_exact<32>(vector.seed);
  const auto public_key = xwing_public_key(seed);
  CHECK(encode_hex(sha256(public_key)) == vector.key_hash);

  test::ScriptedRandom coins(test::hex(vector.coins));
  const auto made = xwing_encapsulate(public_key, coins);
  REQUIRE(made.ok());
  CHECK(encode_hex(sha256(made->ciphertext)) == vector.ciphertext_hash);
  CHECK(encode_hex(test::reveal(made->shared_secret)) == vector.shared);
  CHECK(encode_hex(test::reveal(xwing_decapsulate(seed, made->ciphertext))) == vector.shared);
}

TEST_CASE("xwing: the corpus agrees byte for byte") {
  const auto corpus = test::load_corpus("xwing.json");
  CHECK(corpus.at("vectors").size() == 3);
  for (const auto& vector : corpus.at("vectors")) {
    const auto seed = test::hex_exact<32>(vector.at("seed"));
    CHECK(to_bytes(xwing_public_key(seed)) == test::hex(vector.at("pk")));
    test::ScriptedRandom coins(test::hex(vector.at("eseed")));
    const auto made = xwing_encapsulate(test::hex_exact<1216>(vector.at("pk")), coins);
    REQUIRE(made.ok());
    CHECK(to_bytes(made->ciphertext) == test::hex(vector.at("ct")));
    CHECK(test::reveal(xwing_decapsulate(seed, test::hex_exact<1120>(vector.at("ct")))) == test::hex(vector.at("ss")));
  }
}

TEST_CASE("xwing: a damaged ciphertext gives another secret, always the same one, and never an error") {
  const auto seed = test::hex_exact<32>(kPublished[0].seed);
  test::ScriptedRandom coins(test::hex(kPublished[0].coins));
  auto made = xwing_encapsulate(xwing_public_key(seed), coins);
  REQUIRE(made.ok());
  auto damaged = made->ciphertext;
  damaged[GENERATE(0U, 500U, 1087U, 1088U, 1119U)] ^= 1;
  const Bytes first = test::reveal(xwing_decapsulate(seed, damaged));
  CHECK(first != test::reveal(made->shared_secret));
  CHECK(first == test::reveal(xwing_decapsulate(seed, damaged)));
}

TEST_CASE("xwing: a low-order X25519 part doesn't lead to a secret that anyone could guess") {
  const auto seed = test::hex_exact<32>(kPublished[0].seed);
  test::ScriptedRandom coins(test::hex(kPublished[0].coins));
  auto made = xwing_encapsulate(xwing_public_key(seed), coins);
  REQUIRE(made.ok());
  std::fill(made->ciphertext.begin() + 1088, made->ciphertext.end(), std::uint8_t{0});
  const Bytes secret = test::reveal(xwing_decapsulate(seed, made->ciphertext));
  CHECK(secret != Bytes(32, 0));
  const auto other_seed = test::hex_exact<32>(kPublished[1].seed);
  CHECK(secret != test::reveal(xwing_decapsulate(other_seed, made->ciphertext)));
}

TEST_CASE("xwing: encapsulation to a malformed public key is refused") {
  test::TestRandom random;
  auto key = xwing_public_key(test::hex_exact<32>(kPublished[0].seed));
  SECTION("coefficients that are not reduced") { std::fill(key.begin(), key.begin() + 3, std::uint8_t{0xFF}); }
  SECTION("an X25519 part of low order") { std::fill(key.begin() + 1184, key.end(), std::uint8_t{0}); }
  const auto made = xwing_encapsulate(key, random);
  REQUIRE_FALSE(made.ok());
  CHECK(made.error().code() == ErrorCode::key_invalid);
}

}  // namespace care::crypto
