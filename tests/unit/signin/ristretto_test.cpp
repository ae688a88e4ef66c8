#include "shared/crypto/hazmat/ristretto.h"

#include "shared/base/encoding.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::crypto {
namespace {

Bytes from_hex(std::string_view text) { return decode_hex(text).value(); }

ByteArray<32> scalar(std::string_view little_endian_hex) {
  ByteArray<32> out{};
  REQUIRE(copy_exact(from_hex(little_endian_hex), out));
  return out;
}

ByteArray<32> small_scalar(std::uint8_t value) {
  ByteArray<32> out{};
  out[0] = value;
  return out;
}

constexpr std::string_view kOrder = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
constexpr std::string_view kOrderMinusOne = "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

}  // namespace

TEST_CASE("multiply_generator: gives the multiples that RFC 9496 A.1 prints") {
  CHECK(encode_hex(multiply_generator(small_scalar(1)).value().bytes()) ==
        "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76");
  CHECK(encode_hex(multiply_generator(small_scalar(2)).value().bytes()) ==
        "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919");
  CHECK(encode_hex(multiply_generator(small_scalar(15)).value().bytes()) ==
        "e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e");
}

TEST_CASE("Element: refuses the identity and other lengths") {
  CHECK(Element::decode(Bytes(32, 0)).error() == ErrorCode::key_invalid);
  CHECK_FALSE(Element::decode(Bytes(31, 1)).ok());
  CHECK_FALSE(Element::decode(Bytes(33, 1)).ok());
  CHECK_FALSE(Element::decode({}).ok());
}

TEST_CASE("Element: refuses every bad encoding that RFC 9496 A.2 lists") {
  const std::string_view bad = GENERATE(
      // non-canonical field encodings
      "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      // negative field elements
      "0100000000000000000000000000000000000000000000000000000000000000",
      "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
      "c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562",
      "c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78",
      "47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24",
      "f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72",
      "87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309",
      // non-square x^2
      "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
      "4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f",
      "de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b",
      "bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042",
      "2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08",
      "f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22",
      "8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731",
      "2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b",
      // negative x * y
      "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
      "a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220",
      "d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e",
      "8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32",
      "32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b",
      "227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165",
      "5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e",
      "445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b",
      // s = -1, which makes y = 0
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
  CAPTURE(bad);
  CHECK_FALSE(Element::decode(from_hex(bad)).ok());
}

TEST_CASE("element_from_uniform: maps as RFC 9496 A.3 prints") {
  ByteArray<64> uniform{};
  REQUIRE(copy_exact(from_hex("5d1be09e3d0c82fc538112490e35701979d99e06ca3e2b5b54bffe8b4dc772c1"
                              "4d98b696a1bbfb5ca32c436cc61c16563790306c79eaca7705668b47dffe5bb6"),
                     uniform));
  CHECK(encode_hex(element_from_uniform(uniform).value().bytes()) ==
        "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46");
}

TEST_CASE("multiply: gives up rather than return the identity") {
  const Element generator = multiply_generator(small_scalar(1)).value();
  CHECK(multiply(small_scalar(0), generator).error() == ErrorCode::key_invalid);
  CHECK(multiply(scalar(kOrder), generator).error() == ErrorCode::key_invalid);
  CHECK(multiply_generator(small_scalar(0)).error() == ErrorCode::key_invalid);
  CHECK(multiply(scalar(kOrderMinusOne), generator).ok());
}

TEST_CASE("check_scalar: refuses zero, the order and everything above it") {
  CHECK_FALSE(check_scalar(small_scalar(0)).ok());
  CHECK_FALSE(check_scalar(scalar(kOrder)).ok());
  CHECK_FALSE(check_scalar(scalar("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")).ok());
  CHECK(check_scalar(scalar(kOrderMinusOne)).ok());
  CHECK(check_scalar(small_scalar(1)).ok());
}

TEST_CASE("scalar_from_uniform: reduces little-endian and refuses zero") {
  ByteArray<64> uniform{};
  ByteArray<32> out{};
  CHECK_FALSE(scalar_from_uniform(uniform, out).ok());
  REQUIRE(copy_exact(from_hex(std::string(kOrder) + std::string(64, '0')), uniform));
  CHECK_FALSE(scalar_from_uniform(uniform, out).ok());
  uniform[0] = static_cast<std::uint8_t>(uniform[0] + 7);
  REQUIRE(scalar_from_uniform(uniform, out).ok());
  CHECK(out == small_scalar(7));
}

TEST_CASE("invert_scalar: undoes a multiplication, and zero has no inverse") {
  test::TestRandom random;
  ByteArray<64> uniform{};
  random.fill(uniform);
  ByteArray<32> blind{};
  ByteArray<32> inverse{};
  REQUIRE(scalar_from_uniform(uniform, blind).ok());
  REQUIRE(invert_scalar(blind, inverse).ok());
  const Element generator = multiply_generator(small_scalar(1)).value();
  const Element there = multiply(blind, generator).value();
  CHECK(multiply(inverse, there).value().bytes() == generator.bytes());
  CHECK_FALSE(invert_scalar(small_scalar(0), inverse).ok());
}

}  // namespace care::crypto
