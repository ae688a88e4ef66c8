#include "shared/crypto/facet_plaintext.h"

#include "shared/crypto/hazmat/sha2.h"
#include "tests/unit/crypto/builders.h"

namespace care::crypto {

TEST_CASE("facet plaintext: salt and JSON come back") {
  test::TestRandom random;
  const FacetSalt salt = make_facet_salt(random);
  const Bytes encoded = encode_facet_plaintext(salt, as_bytes("{\"text\":\"slept well\"}"));
  const auto decoded = decode_facet_plaintext(encoded);
  REQUIRE(decoded.ok());
  CHECK(decoded->salt == salt);
  CHECK(as_text(decoded->json) == "{\"text\":\"slept well\"}");
}

TEST_CASE("facet plaintext: shorter than a salt fails like any failed open") {
  for (std::size_t size = 0; size < kSaltBytes; ++size) {
    const auto decoded = decode_facet_plaintext(Bytes(size));
    REQUIRE_FALSE(decoded.ok());
    CHECK(decoded.error().code() == ErrorCode::open_failed);
  }
  CHECK(decode_facet_plaintext(Bytes(kSaltBytes)).ok());
}

TEST_CASE("plaintext commitment: SHA-256 over label, zero, salt and JSON; another salt or text gives another") {
  FacetSalt salt{};
  salt.fill(9);
  const auto json = as_bytes("{\"pain\":3}");
  Bytes by_hand = to_bytes(as_bytes("careseal/audit/v1/plaintext"));
  by_hand.push_back(0);
  append(by_hand, salt);
  append(by_hand, json);
  const Hash32 commitment = derive_plaintext_commitment(salt, json);
  CHECK(commitment == sha256(by_hand));

  FacetPlaintext plaintext{salt, json};
  CHECK(check_plaintext_commitment(plaintext, commitment).ok());
  SECTION("salt") { plaintext.salt[31] ^= 1; }
  SECTION("text") { plaintext.json = as_bytes("{\"pain\":4}"); }
  const auto checked = check_plaintext_commitment(plaintext, commitment);
  REQUIRE_FALSE(checked.ok());
  CHECK(checked.error().code() == ErrorCode::commitment_mismatch);
}

TEST_CASE("ciphertext hash: is the SHA-256 of the whole envelope") {
  const Bytes envelope = text_of_size(142);
  CHECK(derive_ciphertext_hash(envelope) == sha256(envelope));
}

}  // namespace care::crypto
