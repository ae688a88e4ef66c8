#include "shared/crypto/seal.h"

#include "shared/crypto/open.h"
#include "tests/unit/crypto/builders.h"

#include <set>

namespace care::crypto {
namespace {

Bytes sealed(const FacetKey& key, const FacetPlace& place, BytesView plaintext, std::uint64_t random_seed = 1) {
  test::TestRandom random(random_seed);
  NonceSource nonces(random);
  auto result = seal_facet(key, place, plaintext, nonces);
  REQUIRE(result.ok());
  return std::move(result).value();
}

}  // namespace

TEST_CASE("seal_facet: what was sealed opens, at every size around a bucket's edge") {
  const auto key = key_from<FacetKey>(1);
  const auto place = facet_place();
  for (const std::size_t edge : {0U, 64U, 128U, 256U, 512U, 1024U, 2048U, 4096U, 8192U, 32768U, 65536U}) {
    for (int step = -2; step <= 2; ++step) {
      const auto size = static_cast<std::ptrdiff_t>(edge) + step;
      if (size < 0 || size > static_cast<std::ptrdiff_t>(kPlaintextMaxBytes)) continue;
      const Bytes plaintext = text_of_size(static_cast<std::size_t>(size));
      const Bytes envelope = sealed(key, place, plaintext);
      const auto opened = open_facet(key, place, envelope);
      REQUIRE(opened.ok());
      if (*opened != plaintext) FAIL_CHECK("size " << size);
    }
  }
}

TEST_CASE("seal_facet: random sizes from nothing to 70 KB open again or are refused as too large") {
  const auto key = key_from<FacetKey>(2);
  const auto place = facet_place();
  test::TestRandom random(7);
  NonceSource nonces(random, 200);
  for (int i = 0; i < 200; ++i) {
    const std::size_t size = random.below(70 * 1024);
    Bytes plaintext(size);
    random.fill(plaintext);
    const auto envelope = seal_facet(key, place, plaintext, nonces);
    if (size > kPlaintextMaxBytes) {
      REQUIRE_FALSE(envelope.ok());
      CHECK(envelope.error().code() == ErrorCode::record_too_large);
      continue;
    }
    REQUIRE(envelope.ok());
    const auto opened = open_facet(key, place, *envelope);
    REQUIRE(opened.ok());
    if (*opened != plaintext) FAIL_CHECK("size " << size);
  }
}

TEST_CASE("seal_facet: lengths on the wire are bucket values plus 78, whatever is inside") {
  const auto key = key_from<FacetKey>(3);
  std::set<std::size_t> lengths;
  for (std::size_t size = 0; size <= 4095; ++size) lengths.insert(sealed(key, facet_place(), Bytes(size)).size() - 78);
  CHECK(lengths == std::set<std::size_t>{64, 128, 256, 512, 1024, 2048, 4096});
}

TEST_CASE("seal_facet: a yes and a no look alike in length, and the same text twice looks unrelated") {
  const auto key = key_from<FacetKey>(4);
  CHECK(sealed(key, facet_place(), as_bytes("yes")).size() == sealed(key, facet_place(), as_bytes("no")).size());
  const Bytes a = sealed(key, facet_place(), as_bytes("yes"), 1);
  const Bytes b = sealed(key, facet_place(), as_bytes("yes"), 2);
  std::size_t same = 0;
  for (std::size_t i = 6; i < a.size(); ++i) same += a[i] == b[i] ? 1 : 0;
  CHECK(same < 12);  // of 136 bytes; 0.5 expected by chance
}

TEST_CASE("seal_facet: head and body seal to the same bytes as their concatenation") {
  const auto key = key_from<FacetKey>(5);
  test::TestRandom random_a(1);
  test::TestRandom random_b(1);
  NonceSource nonces_a(random_a);
  NonceSource nonces_b(random_b);
  const Bytes text = text_of_size(200);
  const auto whole = seal_facet(key, facet_place(), text, nonces_a);
  const auto parts = seal_facet(key, facet_place(), BytesView(text).first(32), BytesView(text).subspan(32), nonces_b);
  REQUIRE((whole.ok() && parts.ok()));
  CHECK(*whole == *parts);
  CHECK_FALSE(seal_facet(key, facet_place(), Bytes(40000), Bytes(40000), nonces_a).ok());
}

TEST_CASE("seal_facet: a plaintext over the limit is refused, without drawing a nonce") {
  const auto key = key_from<FacetKey>(6);
  test::TestRandom random;
  NonceSource nonces(random);
  const auto result = seal_facet(key, facet_place(), Bytes(kPlaintextMaxBytes + 1), nonces);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code() == ErrorCode::record_too_large);
  CHECK(random.bytes_drawn() == 0);
}

TEST_CASE("seal_facet: the header says generation and nonce as they are") {
  const auto key = key_from<FacetKey>(7);
  test::TestRandom random(9);
  Nonce expected;
  random.fill(expected);
  const auto header = parse_envelope_header(sealed(key, facet_place(), as_bytes("text"), 9));
  REQUIRE(header.ok());
  CHECK(header->generation == facet_place().generation);
  CHECK(header->nonce == expected);
}

}  // namespace care::crypto
