#include "shared/qr/qr.h"

#include "shared/base/encoding.h"
#include "tests/support/catch.h"

namespace care::qr {
namespace {

std::string row(const QrCode& code, std::size_t y) {
  std::string out;
  for (std::size_t x = 0; x < code.size; ++x) out.push_back(code.is_dark(x, y) ? '#' : '.');
  return out;
}

}  // namespace

TEST_CASE("encode_qr: a short text is version 1 with its three finder patterns") {
  const auto code = encode_qr("CARESEAL");
  REQUIRE(code.ok());
  CHECK(code->size == 21);
  CHECK(code->modules.size() == 21 * 21);
  CHECK(row(*code, 0).substr(0, 8) == "#######.");
  CHECK(row(*code, 0).substr(13) == ".#######");
  CHECK(row(*code, 3).substr(0, 8) == "#.###.#.");
  CHECK(row(*code, 20).substr(0, 8) == "#######.");
  CHECK(row(*code, 6).substr(8, 5) == "#.#.#");  // timing
}

TEST_CASE("encode_qr: error correction is M") {
  // Format bits in row 8: the first two, unmasked with 10, say the level; M is 00.
  const auto code = encode_qr("https://sunrise.localhost/#ABCD-EFGH-JKLM-NPQR");
  REQUIRE(code.ok());
  CHECK(code->is_dark(0, 8));
  CHECK_FALSE(code->is_dark(1, 8));
}

TEST_CASE("encode_qr: the same text gives the same modules, each 0 or 1") {
  const auto a = encode_qr("careseal kit");
  const auto b = encode_qr("careseal kit");
  REQUIRE((a.ok() && b.ok()));
  CHECK(a->modules == b->modules);
  for (const std::uint8_t module : a->modules) CHECK(module <= 1);
}

TEST_CASE("encode_qr: what no code can hold is refused") {
  CHECK(encode_qr(std::string(2331, 'a')).ok());  // version 40 at level M
  const auto too_long = encode_qr(std::string(2332, 'a'));
  REQUIRE_FALSE(too_long.ok());
  CHECK(too_long.error().code() == ErrorCode::field_too_long);
}

TEST_CASE("encode_qr: a zero byte in the text is refused rather than taken for its end") {
  const auto code = encode_qr(std::string_view("kit\0secret", 10));
  REQUIRE_FALSE(code.ok());
  CHECK(code.error().code() == ErrorCode::field_bad_text);
}

}  // namespace care::qr
