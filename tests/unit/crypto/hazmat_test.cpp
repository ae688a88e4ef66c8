#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/aead.h"
#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/hazmat/sha2.h"
#include "tests/support/catch.h"
#include "tests/support/vectors.h"

namespace care::crypto {
namespace {

Bytes counting(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i);
  return out;
}

}  // namespace

TEST_CASE("sha256 and sha512: give the published values for abc and for nothing") {
  CHECK(encode_hex(sha256(as_bytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(encode_hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(encode_hex(sha512(as_bytes("abc"))) ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("sha256: gives the published value for a million letters") {  // FIPS 180-4, examples of NIST
  const Bytes letters(1'000'000, 'a');
  CHECK(encode_hex(sha256(letters)) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256: parts give the same as the whole, wherever it is cut") {
  const Bytes input = counting(200);
  for (std::size_t cut = 0; cut <= input.size(); ++cut) {
    CHECK(sha256({BytesView(input).first(cut), BytesView(input).subspan(cut)}) == sha256(input));
  }
  CHECK(sha256({BytesView(), BytesView(input), BytesView()}) == sha256(input));
}

TEST_CASE("Sha512: parts give the same as the whole, and a copy goes its own way") {
  const Bytes input = counting(1000);
  Sha512 in_parts;
  for (std::size_t at = 0; at < input.size(); at += 37) {
    in_parts.update(BytesView(input).subspan(at, std::min<std::size_t>(37, input.size() - at)));
  }
  Sha512 copy = in_parts;
  CHECK(in_parts.finish() == sha512(input));

  Bytes longer = input;
  longer.push_back(1);
  CHECK(copy.update({&longer.back(), 1}).finish() == sha512(longer));
}

// github.com/BLAKE2/BLAKE2 testvectors/blake2b-kat.txt: key 00…3f, inputs of length 0 and 1.
TEST_CASE("blake2b_keyed: gives the reference values for a 64-byte key") {
  const Bytes key = counting(64);
  ByteArray<64> out{};
  blake2b_keyed(out, key, {});
  CHECK(encode_hex(out) ==
        "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786"
        "b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568");
  blake2b_keyed(out, key, counting(1));
  CHECK(encode_hex(out) ==
        "961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4"
        "187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd");
}

TEST_CASE("blake2b: the output size is part of the hash, and parts give the same as the whole") {
  const Bytes key = counting(32);
  const Bytes input = counting(300);
  ByteArray<32> half{};
  ByteArray<64> whole{};
  blake2b_keyed(half, key, input);
  blake2b_keyed(whole, key, input);
  CHECK_FALSE(std::equal(half.begin(), half.end(), whole.begin()));

  KeyedBlake2b in_parts(key);
  in_parts.update(BytesView(input).first(129));
  in_parts.update(BytesView(input).subspan(129));
  CHECK(in_parts.finish() == half);
  // BLAKE2b-256 of "abc", RFC 7693 construction with 32 bytes of output.
  CHECK(encode_hex(blake2b_256(as_bytes("abc"))) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
TEST_CASE("aead: gives the published XChaCha20-Poly1305 text and tag") {
  const auto key = test::hex_exact<32>("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  const auto nonce = test::hex_exact<24>("404142434445464748494a4b4c4d4e4f5051525354555657");
  const Bytes aad = test::hex("50515253c0c1c2c3c4c5c6c7");
  Bytes text =
      to_bytes(as_bytes("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
                        "sunscreen would be it."));
  const Bytes plain = text;
  ByteArray<16> tag{};
  aead_encrypt_in_place(key, nonce, aad, text, tag);
  CHECK(encode_hex(text) ==
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c2"
        "16cb"
        "96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13"
        "b52e");
  CHECK(encode_hex(tag) == "c0875924c1c7987947deafd8780acf49");

  Bytes opened(text.size());
  REQUIRE(aead_decrypt(key, nonce, aad, text, tag, opened));
  CHECK(opened == plain);
}

TEST_CASE("aead: a changed text, tag, nonce or associated data doesn't open and leaves nothing behind") {
  ByteArray<32> key{};
  ByteArray<24> nonce{};
  Bytes aad = counting(20);
  Bytes text = counting(50);
  ByteArray<16> tag{};
  aead_encrypt_in_place(key, nonce, aad, text, tag);
  switch (GENERATE(0, 1, 2, 3)) {
    case 0:
      text[49] ^= 1;
      break;
    case 1:
      tag[0] ^= 1;
      break;
    case 2:
      nonce[23] ^= 1;
      break;
    case 3:
      aad[19] ^= 1;
      break;
  }
  Bytes opened(text.size(), 0xEE);
  CHECK_FALSE(aead_decrypt(key, nonce, aad, text, tag, opened));
  CHECK(opened == Bytes(text.size(), 0));
}

TEST_CASE("equal_constant_time: says equal for equal bytes only, whatever the size") {
  const Bytes a = counting(40);
  Bytes b = a;
  CHECK(equal_constant_time(a, b));
  CHECK(equal_constant_time({}, {}));
  b[39] ^= 0x80;
  CHECK_FALSE(equal_constant_time(a, b));
  CHECK_FALSE(equal_constant_time(a, BytesView(a).first(39)));
}

TEST_CASE("find_padding_mark: finds the last 0x80 with nothing but zeros behind it, within the window only") {
  Bytes text(16, 0x80);
  CHECK(find_padding_mark(text, 16) == 15U);
  for (std::size_t at = 15; at > 7; --at) {
    CHECK(find_padding_mark(text, 8) == at);
    text[at] = 0;
  }
  CHECK(find_padding_mark(text, 8) == std::nullopt);
  CHECK(find_padding_mark(text, 16) == 7U);
  text[12] = 0x81;
  CHECK(find_padding_mark(text, 16) == std::nullopt);
  CHECK(find_padding_mark(Bytes(16, 0), 16) == std::nullopt);
}

}  // namespace care::crypto
