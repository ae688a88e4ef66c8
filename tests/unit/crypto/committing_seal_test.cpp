#include "shared/crypto/committing_seal.h"

#include "shared/crypto/hazmat/aead.h"
#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/open.h"
#include "tests/support/vectors.h"
#include "tests/unit/crypto/builders.h"

namespace care::crypto {
namespace {

// The message key and commitment by the definition, without the code under test.
ByteArray<64> okm_by_hand(const Bytes& key, BytesView aad, const Nonce& nonce) {
  Bytes message = to_bytes(as_bytes("careseal/v1/message"));
  message.push_back(0);
  append(message, nonce);
  append(message, blake2b_256(aad));
  ByteArray<64> okm{};
  blake2b_keyed(okm, key, message);
  return okm;
}

// An envelope with exactly this padded text, correctly committed and tagged: what a malicious *member* could make.
Bytes seal_padded_by_hand(const FacetKey& key, const FacetPlace& place, Bytes padded) {
  const auto aad = encode_facet_aad(place);
  Nonce nonce{};
  nonce.fill(0x77);
  const auto okm = okm_by_hand(test::reveal(key), aad, nonce);
  EnvelopeHeader header{place.generation, nonce, {}};
  std::copy(okm.begin() + 32, okm.end(), header.commitment.begin());
  ByteArray<16> tag{};
  aead_encrypt_in_place(AeadKeyView(okm.data(), 32), nonce, aad, padded, tag);
  Bytes envelope = to_bytes(encode_envelope_header(header));
  append(envelope, padded);
  append(envelope, tag);
  return envelope;
}

Bytes padded_text(std::size_t text_bytes, std::size_t total) {
  Bytes out = text_of_size(text_bytes);
  out.push_back(0x80);
  out.resize(total);
  return out;
}

}  // namespace

TEST_CASE("committing seal: follows the written construction") {
  const auto key = key_from<FacetKey>(1);
  const Bytes envelope = seal_padded_by_hand(key, facet_place(), padded_text(20, 64));
  const auto opened = open_facet(key, facet_place(), envelope);
  REQUIRE(opened.ok());
  CHECK(*opened == text_of_size(20));
}

TEST_CASE("committing seal: padding that seal never makes doesn't open, though key and tag are right") {
  const auto key = key_from<FacetKey>(2);
  Bytes padded;
  SECTION("no mark at all") { padded = Bytes(64, 0); }
  SECTION("only text") { padded = text_of_size(64); }
  SECTION("another mark") {
    padded = padded_text(20, 64);
    padded[20] = 0x81;
  }
  SECTION("something after the mark") {
    padded = padded_text(20, 64);
    padded[63] = 1;
  }
  SECTION("a larger bucket than needed") { padded = padded_text(20, 128); }
  SECTION("a larger step than needed") { padded = padded_text(4000, 8192); }
  const auto opened = open_facet(key, facet_place(), seal_padded_by_hand(key, facet_place(), padded));
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error() == Error(ErrorCode::open_failed));
}

TEST_CASE("committing seal: text that ends like padding comes back whole") {
  const auto key = key_from<FacetKey>(3);
  test::TestRandom random;
  NonceSource nonces(random);
  Bytes text = text_of_size(20);
  text.push_back(0x80);
  text.push_back(0x00);
  const auto aad = encode_facet_aad(facet_place());
  const auto envelope = seal_envelope(key.secret(), aad, 1, {}, text, nonces);
  REQUIRE(envelope.ok());
  const auto opened = open_envelope(key.secret(), aad, 1, *envelope);
  REQUIRE(opened.ok());
  CHECK(*opened == text);
}

TEST_CASE("committing seal: a right tag with the commitment of another key opens under neither") {
  const auto key_a = key_from<FacetKey>(4);
  const auto key_b = key_from<FacetKey>(5);
  Bytes forged = seal_padded_by_hand(key_a, facet_place(), padded_text(5, 64));
  const Bytes other = seal_padded_by_hand(key_b, facet_place(), padded_text(5, 64));
  std::copy(other.begin() + 30, other.begin() + 62, forged.begin() + 30);
  CHECK_FALSE(open_facet(key_a, facet_place(), forged).ok());
  CHECK_FALSE(open_facet(key_b, facet_place(), forged).ok());
}

// Made by solving one linear equation modulo 2^130 - 5: the ciphertext has a right tag under both message keys.
TEST_CASE("committing seal: a ciphertext that the bare AEAD opens under two keys opens under at most one here") {
  const auto vectors = test::load_vectors("envelope_v1.json");
  const auto& two_keys = vectors.at("two_keys");
  const auto place = facet_place();
  const auto aad = encode_facet_aad(place);
  Bytes envelope = test::hex(two_keys.at("envelope"));
  const auto header = parse_envelope_header(envelope);
  REQUIRE(header.ok());
  const BytesView sealed = BytesView(envelope).subspan(kEnvelopeHeaderBytes);
  const BytesView ciphertext = sealed.first(sealed.size() - kTagBytes);
  int commits = 0;
  for (const char* name : {"facet_key_a", "facet_key_b"}) {
    CAPTURE(name);
    auto bytes = test::hex_exact<32>(two_keys.at(name));
    const auto okm = okm_by_hand(to_bytes(bytes), aad, header->nonce);
    Bytes out(ciphertext.size());
    CHECK(aead_decrypt(AeadKeyView(okm.data(), 32), header->nonce, aad, ciphertext, sealed.last<kTagBytes>(), out));
    // Whichever commitment the attacker puts in, the other key's holder is not deceived.
    std::copy(okm.begin() + 32, okm.end(), envelope.begin() + 30);
    for (const char* reader : {"facet_key_a", "facet_key_b"}) {
      auto reader_bytes = test::hex_exact<32>(two_keys.at(reader));
      const bool opened = open_facet(FacetKey::take(reader_bytes), place, envelope).ok();
      commits += opened ? 1 : 0;
      CHECK((!opened || std::string(reader) == name));
    }
  }
  CHECK(commits == 1);  // of the second key even the padding is garbage
}

}  // namespace care::crypto
