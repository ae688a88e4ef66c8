#include "shared/base/encoding.h"

#include "shared/base/id.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care {
namespace {

Bytes bytes_of(std::string_view text) { return to_bytes(as_bytes(text)); }

}  // namespace

TEST_CASE("encodings: the standard's own examples") {  // RFC 4648, section 10
  const struct {
    const char *plain, *base64, *base64url, *base32hex, *hex;
  } rows[] = {{"", "", "", "", ""},
              {"f", "Zg==", "Zg", "co", "66"},
              {"fo", "Zm8=", "Zm8", "cpng", "666f"},
              {"foo", "Zm9v", "Zm9v", "cpnmu", "666f6f"},
              {"foob", "Zm9vYg==", "Zm9vYg", "cpnmuog", "666f6f62"},
              {"fooba", "Zm9vYmE=", "Zm9vYmE", "cpnmuoj1", "666f6f6261"},
              {"foobar", "Zm9vYmFy", "Zm9vYmFy", "cpnmuoj1e8", "666f6f626172"}};
  for (const auto& row : rows) {
    const Bytes plain = bytes_of(row.plain);
    CHECK(encode_base64(plain) == row.base64);
    CHECK(encode_base64url(plain) == row.base64url);
    CHECK(encode_base32hex(plain) == row.base32hex);
    CHECK(encode_hex(plain) == row.hex);
    CHECK(*decode_base64(row.base64) == plain);
    CHECK(*decode_base64url(row.base64url) == plain);
    CHECK(*decode_base32hex(row.base32hex) == plain);
    CHECK(*decode_hex(row.hex) == plain);
  }
}

TEST_CASE("encodings: what is decoded is what would have been written") {
  test::TestRandom random;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::uint64_t i = 0; i < random.below(9); ++i) text.push_back("AZaz09+/-_=vw \n"[random.below(15)]);
    if (const auto bytes = decode_base64(text); bytes.ok()) CHECK(encode_base64(*bytes) == text);
    if (const auto bytes = decode_base64url(text); bytes.ok()) CHECK(encode_base64url(*bytes) == text);
    if (const auto bytes = decode_base32hex(text); bytes.ok()) CHECK(encode_base32hex(*bytes) == text);
    if (const auto bytes = decode_hex(text); bytes.ok()) CHECK(encode_hex(*bytes) == text);
  }
}

TEST_CASE("encodings: padding, stray bits, foreign letters and odd lengths are refused") {
  for (const char* text : {"Zg==", "Zh", "Z", "Zm9", "Zm9v=", "Zm 9v", "+/+/", "Zm9vYmF", "Zm9v\n"}) {
    INFO(text);
    const auto bytes = decode_base64url(text);
    if (bytes.ok()) CHECK(encode_base64url(*bytes) == text);
  }
  CHECK_FALSE(decode_base64url("Zg==").ok());
  CHECK_FALSE(decode_base64url("Zh").ok());
  CHECK_FALSE(decode_base64url("Z").ok());
  CHECK_FALSE(decode_base64url("+/+/").ok());
  CHECK_FALSE(decode_base64("Zg").ok());
  CHECK_FALSE(decode_base64("Zg=").ok());
  CHECK_FALSE(decode_base64("Zh==").ok());
  CHECK_FALSE(decode_base64("-_-_").ok());
  CHECK_FALSE(decode_base32hex("CO").ok());
  CHECK_FALSE(decode_base32hex("cp").ok());
  CHECK_FALSE(decode_base32hex("w0").ok());
  CHECK_FALSE(decode_hex("6").ok());
  CHECK_FALSE(decode_hex("6F").ok());
  CHECK_FALSE(decode_hex("6g").ok());
  CHECK_FALSE(decode_base64url_exact<32>("AAAA").ok());
}

TEST_CASE("ids: text and bytes come back, and no id is taken for another kind") {
  test::TestRandom random;
  const auto subject = make_id<SubjectId>(random);
  CHECK(subject.text().size() == 4 + 26);
  CHECK(SubjectId::parse(subject.text()).value() == subject);
  CHECK_FALSE(RecordId::parse(subject.text()).ok());
  std::string upper = subject.text();
  for (char& letter : upper) letter = static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 32 : letter);
  CHECK_FALSE(SubjectId::parse(upper).ok());
  for (const std::string& text : {std::string(), std::string("sub"), std::string("sub_"), subject.text() + "0", subject.text().substr(0, 29),
                                  "x" + subject.text(), subject.text() + " "}) {
    INFO(text);
    CHECK_FALSE(SubjectId::parse(text).ok());
  }
  // 26 letters hold 130 bits: the last two are zero, or it is another spelling.
  std::string stray = SubjectId().text();
  stray.back() = '1';
  CHECK_FALSE(SubjectId::parse(stray).ok());
  CHECK(SubjectId().is_none());
  CHECK_FALSE(subject.is_none());
}

}  // namespace care
