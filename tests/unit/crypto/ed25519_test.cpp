#include "shared/crypto/hazmat/ed25519.h"

#include "tests/support/catch.h"
#include "tests/support/vectors.h"

#include <set>

namespace care::crypto {
namespace {

bool verify_hex(const std::string& key, const Bytes& message, const std::string& signature) {
  const auto key_bytes = decode_hex(key);
  const auto signature_bytes = decode_hex(signature);
  ByteArray<32> public_key{};
  ByteArray<64> fixed{};
  // A signature of another size has no place in our types: refused before the library sees it.
  if (!key_bytes || !signature_bytes || !copy_exact(*key_bytes, public_key) || !copy_exact(*signature_bytes, fixed)) {
    return false;
  }
  return ed25519_verify(public_key, message, fixed);
}

bool verify_text(const std::string& key, std::string_view message, const std::string& signature) {
  return verify_hex(key, to_bytes(as_bytes(message)), signature);
}

}  // namespace

// RFC 8032 section 7.1, tests 1 and 3.
TEST_CASE("ed25519: signs as RFC 8032 prints") {
  struct Vector {
    const char* seed;
    const char* key;
    const char* message;
    const char* signature;
  };
  const auto vector = GENERATE(Vector{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                                      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                                      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                      "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
                               Vector{"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                                      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                                      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                      "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"});
  ByteArray<64> pair{};
  ed25519_pair_from_seed(test::hex_exact<32>(vector.seed), pair);
  CHECK(encode_hex(BytesView(pair).last(32)) == vector.key);
  const auto signature = ed25519_sign(pair, test::hex(vector.message));
  CHECK(encode_hex(signature) == vector.signature);
  CHECK(verify_hex(vector.key, test::hex(vector.message), vector.signature));
}

// github.com/C2SP/CCTV at 1e3d286, ed25519/ed25519vectors.json, numbers as there.
TEST_CASE("ed25519: is strict about keys and points on which verifiers disagree") {
  // 7 and 899: only a low-order component, which the strict rule can't see and needn't.
  CHECK(verify_text("10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f", "ed25519vectors",
                    "36684ea91032ba5b1dbab2d02f4debc74c3327f2b3802e2e4d371aa42b12b56b"
                    "bbfd00bd9c259d8d222d15e67a3d8228585050dbb9b9585be20d8fadc721da03"));
  CHECK(verify_text("fe894df18abf1c20088bfbe6c9ad45d42ec20663eaf7111eaea1d851da0d7f89", "ed25519vectors 3",
                    "37d3076f21bd3bec4ee4ebee360fe0e3b288557810e7dda72edae09650d5caf9"
                    "327f51a83cacea96d1f3fc6be0e2682f22ce35400ccb707aa30a7321ed6dff05"));
  // 0: the key is of low order, and so is R: opens any message for a lax verifier.
  CHECK_FALSE(verify_text("0000000000000000000000000000000000000000000000000000000000000000", "ed25519vectors 3",
                          "0000000000000000000000000000000000000000000000000000000000000000"
                          "0000000000000000000000000000000000000000000000000000000000000000"));
  // 3: a key of low order with an ordinary R.
  CHECK_FALSE(verify_text("0000000000000000000000000000000000000000000000000000000000000000", "ed25519vectors 3",
                          "36684ea91032ba5b1dbab2d02f4debc74c3327f2b3802e2e4d371aa42b12b56b"
                          "05ba9a796274d80437afa36f1236563f2f3b0aa84cecddc3d20914615ba4fe02"));
}

TEST_CASE("ed25519: accepts exactly the 43 harmless ones of the 914 CCTV cases") {
  const auto corpus = test::load_corpus("audit/ed25519-edge-cases-cctv.json");
  const std::set<std::string> harmless{"low_order_component_A", "low_order_component_R"};
  std::size_t accepted = 0;
  std::size_t cases = 0;
  for (const auto& vector : corpus.at("vectors")) {
    bool expected = true;
    if (vector.contains("flags") && vector.at("flags").is_array()) {
      for (const auto& flag : vector.at("flags")) expected = expected && harmless.count(test::text(flag)) == 1;
    }
    const bool verdict =
        verify_text(test::text(vector.at("key")), test::text(vector.at("msg")), test::text(vector.at("sig")));
    if (verdict != expected)
      FAIL_CHECK("case " << vector.at("number").get<int>() << " was " << (verdict ? "accepted" : "refused"));
    accepted += verdict ? 1 : 0;
    ++cases;
  }
  CHECK(cases == 914);
  CHECK(accepted == 43);
}

TEST_CASE("ed25519: agrees with all 151 Wycheproof verdicts") {
  const auto corpus = test::load_corpus("audit/ed25519-wycheproof.json");
  std::size_t cases = 0;
  for (const auto& group : corpus.at("testGroups")) {
    const std::string key = test::text(group.at("publicKey").at("pk"));
    for (const auto& vector : group.at("tests")) {
      const bool verdict = verify_hex(key, test::hex(vector.at("msg")), test::text(vector.at("sig")));
      const bool expected = test::text(vector.at("result")) == "valid";
      if (verdict != expected)
        FAIL_CHECK("case " << vector.at("tcId").get<int>() << " was " << (verdict ? "accepted" : "refused"));
      ++cases;
    }
  }
  CHECK(cases == 151);
}

}  // namespace care::crypto
