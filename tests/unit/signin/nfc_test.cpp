#include "shared/signin/nfc.h"

#include "shared/crypto/hazmat/sha2.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/support/vectors.h"

namespace care::signin {
namespace {

Bytes utf8_of(std::initializer_list<char32_t> points) {
  CodePoints out(points.size());
  for (const char32_t point : points) out.push_back(point);
  return to_bytes(encode_utf8(out).reveal());
}

Bytes nfc(BytesView utf8) {
  const auto normal = normalise_nfc(utf8);
  REQUIRE(normal.ok());
  return to_bytes(normal->reveal());
}

// The SHA-256 of many results, each followed by a line feed, as scripts/generate_nfc.mjs makes it.
class Digest {
 public:
  void add(BytesView normal) {
    append(lines_, normal);
    lines_.push_back('\n');
  }
  std::string text() const { return encode_hex(crypto::sha256(lines_)); }

 private:
  Bytes lines_;
};

bool is_scalar(char32_t point) { return point < 0xD800 || point > 0xDFFF; }

}  // namespace

TEST_CASE("normalise_nfc: agrees with JavaScript's normalize on every character alone and between marks") {
  const auto vectors = test::load_vectors("nfc_v1.json");
  Digest all;
  Digest marked;
  for (char32_t point = 0; point < 0x30000; ++point) {
    if (!is_scalar(point)) continue;
    all.add(normalise_nfc(utf8_of({point})).value().reveal());
    if (point < 0x3100) marked.add(normalise_nfc(utf8_of({0x65, point, 0x301, 0x323})).value().reveal());
  }
  CHECK(all.text() == test::text(vectors["sha256_all"]));
  CHECK(marked.text() == test::text(vectors["sha256_marked"]));
}

TEST_CASE("normalise_nfc: leaves the characters beyond U+30000 alone") {
  for (char32_t point = 0x30000; point <= 0x10FFFF; point += 251) {
    const Bytes alone = utf8_of({point});
    CHECK(nfc(alone) == alone);
  }
}

TEST_CASE("normalise_nfc: agrees with JavaScript's normalize on 20,000 mixed strings") {
  const auto vectors = test::load_vectors("nfc_v1.json");
  std::vector<char32_t> pool;
  std::istringstream words(test::text(vectors["pool"]));
  for (std::string word; words >> word;) pool.push_back(static_cast<char32_t>(std::stoul(word, nullptr, 16)));
  std::uint64_t state = 1;
  Digest mixed;
  for (int i = 0; i < 20000; ++i) {
    CodePoints points(8);
    for (int k = 0; k < 8; ++k) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      points.push_back(pool[(state >> 33U) % pool.size()]);
    }
    mixed.add(normalise_nfc(encode_utf8(points).reveal()).value().reveal());
  }
  CHECK(mixed.text() == test::text(vectors["sha256_mixed"]));
}

TEST_CASE("normalise_nfc: gives the samples, and normalising again changes nothing") {
  const auto vectors = test::load_vectors("nfc_v1.json");
  for (const auto& sample : vectors["samples"]) {
    const Bytes once = nfc(test::hex(sample["input"]));
    CAPTURE(test::text(sample["input"]));
    CHECK(once == test::hex(sample["nfc"]));
    CHECK(nfc(once) == once);
  }
}

TEST_CASE("normalise_nfc: leaves ASCII alone and takes nothing at all") {
  CHECK(nfc(as_bytes("Correct-Horse-7-Battery")) == to_bytes(as_bytes("Correct-Horse-7-Battery")));
  CHECK(nfc({}).empty());
}

TEST_CASE("normalise_nfc: the longest decomposition and a pile of marks fit") {
  Bytes pile;
  for (int i = 0; i < 500; ++i) append(pile, utf8_of({0x1F82, 0x0301, 0x0323, 0x1D164}));
  CHECK(nfc(pile) == nfc(nfc(pile)));
}

TEST_CASE("decode_utf8: refuses every malformed form") {
  for (const std::string_view bad :
       {"\x80", "\xC3", "\xC3(", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xE2\x82",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "ok\xE2\x28\xA1"}) {
    CHECK(decode_utf8(as_bytes(bad)).error() == ErrorCode::field_bad_text);
    CHECK(normalise_nfc(as_bytes(bad)).error() == ErrorCode::field_bad_text);
  }
}

TEST_CASE("normalise_nfc: any bytes at all either fail cleanly or come out stable") {
  test::TestRandom random(11);
  for (int i = 0; i < 2000; ++i) {
    Bytes bytes(random.below(40));
    random.fill(bytes);
    const auto normal = normalise_nfc(bytes);
    if (normal) CHECK(nfc(normal->reveal()) == to_bytes(normal->reveal()));
  }
}

}  // namespace care::signin
