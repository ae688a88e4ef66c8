#include "shared/crypto/hazmat/hkdf.h"

#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/hmac.h"
#include "tests/support/catch.h"

namespace care::crypto {
namespace {

std::string hmac_hex(BytesView key, BytesView message) {
  ByteArray<64> tag{};
  hmac_sha512(key, message, tag);
  return encode_hex(tag);
}

}  // namespace

TEST_CASE("hmac_sha512: gives the values of RFC 4231, keys longer than a block too") {
  CHECK(hmac_hex(Bytes(20, 0x0B), as_bytes("Hi There")) ==
        "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1"
        "702e696c203a126854");
  CHECK(hmac_hex(as_bytes("Jefe"), as_bytes("what do ya want for nothing?")) ==
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b"
        "4b636e070a38bce737");
  CHECK(hmac_hex(Bytes(131, 0xAA), as_bytes("Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0a"
        "ec8b915a985d786598");
}

TEST_CASE("hkdf: is HMAC as RFC 5869 builds it, and an empty salt is 64 zero bytes") {
  const Bytes input(22, 0x0B);
  ByteArray<64> extracted{};
  hkdf_extract({}, input, extracted);
  CHECK(encode_hex(extracted) == hmac_hex(Bytes(64, 0), input));
  ByteArray<64> salted{};
  hkdf_extract(as_bytes("salt"), input, salted);
  CHECK(encode_hex(salted) == hmac_hex(as_bytes("salt"), input));

  Bytes expanded(100);
  hkdf_expand(extracted, as_bytes("info"), expanded);
  Bytes first = to_bytes(as_bytes("info"));
  first.push_back(1);
  const std::string block_1 = hmac_hex(extracted, first);
  Bytes second = decode_hex(block_1).value();
  append(second, as_bytes("info"));
  second.push_back(2);
  CHECK(encode_hex(expanded) == (block_1 + hmac_hex(extracted, second)).substr(0, 200));
}

}  // namespace care::crypto
