#include "shared/crypto/hazmat/lanes.h"

#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/aead.h"
#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/system_random.h"
#include "tests/support/catch.h"
#include "tests/support/vectors.h"

namespace care::crypto {
namespace {

Bytes made_up(Random& random, std::size_t size) {
  Bytes out(size);
  random.fill(out);
  return out;
}

// Around every border of a block, of a stretch of blocks, and of sixteen bytes.
constexpr std::size_t kSizes[] = {0,   1,   15,  16,  17,  63,  64,  65,  101, 127, 128, 129, 191,  192,  193,
                                  255, 256, 257, 319, 320, 447, 448, 449, 511, 513, 704, 705, 4096, 65535};

}  // namespace

TEST_CASE("lanes: BLAKE2b gives what libsodium gives, for every size of input, key and output that is used") {
  SystemRandom random;
  for (const std::size_t size : kSizes) {
    const Bytes input = made_up(random, size);
    for (const std::size_t key_size : {32U, 64U}) {
      const Bytes key = made_up(random, key_size);
      for (const std::size_t out_size : {32U, 64U}) {
        Bytes ours(out_size);
        Bytes theirs(out_size);
        lanes::blake2b(ours, key, input);
        blake2b_keyed(theirs, key, input);
        CHECK(ours == theirs);
      }
    }
    Hash32 plain;
    lanes::blake2b(plain, {}, input);
    CHECK(plain == blake2b_256(input));
  }
}

// github.com/BLAKE2/BLAKE2 testvectors/blake2b-kat.txt: key 00…3f, input of length 1.
TEST_CASE("lanes: BLAKE2b gives the reference value") {
  Bytes key(64);
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i);
  ByteArray<64> out;
  lanes::blake2b(out, key, ByteArray<1>{});
  CHECK(encode_hex(out) ==
        "961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4"
        "187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd");
}

TEST_CASE("lanes: XChaCha20-Poly1305 gives what libsodium gives, for every size of text and associated data") {
  SystemRandom random;
  ByteArray<32> key;
  ByteArray<24> nonce;
  for (const std::size_t size : kSizes) {
    for (const std::size_t aad_size : {0U, 1U, 16U, 101U, 128U}) {
      random.fill(key);
      random.fill(nonce);
      const Bytes plain = made_up(random, size);
      const Bytes aad = made_up(random, aad_size);
      Bytes ours = plain;
      Bytes theirs = plain;
      ByteArray<16> our_tag;
      ByteArray<16> their_tag;
      lanes::aead_encrypt_in_place(key, nonce, aad, ours, our_tag);
      aead_encrypt_in_place(key, nonce, aad, theirs, their_tag);
      CHECK(ours == theirs);
      CHECK(our_tag == their_tag);
      Bytes opened(size);
      CHECK(lanes::aead_decrypt(key, nonce, aad, theirs, their_tag, opened));
      CHECK(opened == plain);
    }
  }
}

TEST_CASE("lanes: a changed text, tag, nonce, key or associated data doesn't open and leaves zeros") {
  SystemRandom random;
  ByteArray<32> key;
  ByteArray<24> nonce;
  random.fill(key);
  random.fill(nonce);
  Bytes aad = made_up(random, 101);
  Bytes text = made_up(random, 300);
  ByteArray<16> tag;
  lanes::aead_encrypt_in_place(key, nonce, aad, text, tag);
  const auto refused = [&](std::uint8_t& changed) {
    changed ^= 0x10U;
    Bytes opened(text.size(), 0xEE);
    const bool right = lanes::aead_decrypt(key, nonce, aad, text, tag, opened);
    changed ^= 0x10U;
    return !right && opened == Bytes(text.size());
  };
  for (std::uint8_t& each : text) CHECK(refused(each));
  for (std::uint8_t& each : tag) CHECK(refused(each));
  for (std::uint8_t& each : nonce) CHECK(refused(each));
  for (std::uint8_t& each : key) CHECK(refused(each));
  for (std::uint8_t& each : aad) CHECK(refused(each));
}

}  // namespace care::crypto
