#include "shared/crypto/open.h"

#include "shared/crypto/seal.h"
#include "tests/unit/crypto/builders.h"

#include <functional>

namespace care::crypto {
namespace {

Bytes seal_one(const FacetKey& key, const FacetPlace& place, BytesView plaintext) {
  test::TestRandom random(11);
  NonceSource nonces(random);
  auto result = seal_facet(key, place, plaintext, nonces);
  REQUIRE(result.ok());
  return std::move(result).value();
}

bool fails_with_one_code(const FacetKey& key, const FacetPlace& place, BytesView envelope) {
  const auto result = open_facet(key, place, envelope);
  return !result.ok() && result.error() == Error(ErrorCode::open_failed);
}

}  // namespace

TEST_CASE("open_facet: one flipped bit anywhere fails, with one code") {
  const auto key = key_from<FacetKey>(1);
  const auto place = facet_place();
  const Bytes envelope = seal_one(key, place, text_of_size(100));
  REQUIRE(open_facet(key, place, envelope).ok());
  for (std::size_t byte = 0; byte < envelope.size(); ++byte) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      Bytes damaged = envelope;
      damaged[byte] = static_cast<std::uint8_t>(damaged[byte] ^ (1U << bit));
      if (!fails_with_one_code(key, place, damaged)) FAIL_CHECK("byte " << byte << " bit " << bit);
    }
  }
}

TEST_CASE("open_facet: truncated or lengthened at any length fails, with one code") {
  const auto key = key_from<FacetKey>(1);
  const auto place = facet_place();
  const Bytes envelope = seal_one(key, place, text_of_size(300));
  for (std::size_t size = 0; size < envelope.size(); ++size) {
    if (!fails_with_one_code(key, place, BytesView(envelope).first(size))) FAIL_CHECK("first " << size);
    if (!fails_with_one_code(key, place, BytesView(envelope).last(size))) FAIL_CHECK("last " << size);
  }
  Bytes longer = envelope;
  longer.push_back(0);
  CHECK(fails_with_one_code(key, place, longer));
  longer.resize(kEnvelopeOverheadBytes + 1024);
  CHECK(fails_with_one_code(key, place, longer));
  CHECK(fails_with_one_code(key, place, Bytes(200000, 1)));
}

TEST_CASE("open_facet: a record moved to any other place fails") {
  const auto key = key_from<FacetKey>(2);
  const FacetPlace place = facet_place();
  const Bytes envelope = seal_one(key, place, as_bytes("text"));
  const std::pair<const char*, std::function<void(FacetPlace&)>> moves[] = {
      {"workspace", [](FacetPlace& p) { p.workspace = WorkspaceId::from_array(counting_16(0x11)); }},
      {"class", [](FacetPlace& p) { p.data_class ^= 1U; }},
      {"unit", [](FacetPlace& p) { p.unit = UnitId::from_array(counting_16(0x31)); }},
      {"subject", [](FacetPlace& p) { p.subject = SubjectId::from_array(counting_16(0x41)); }},
      {"collection", [](FacetPlace& p) { p.collection ^= 0x100U; }},
      {"record", [](FacetPlace& p) { p.record = RecordId::from_array(counting_16(0x61)); }},
      {"facet", [](FacetPlace& p) { p.facet ^= 1U; }},
      {"schema", [](FacetPlace& p) { p.schema ^= 1U; }},
      {"older version", [](FacetPlace& p) { --p.version; }},
      {"version, high bits", [](FacetPlace& p) { p.version ^= 1ULL << 63U; }},
      {"generation", [](FacetPlace& p) { ++p.generation; }},
  };
  for (const auto& [name, move] : moves) {
    CAPTURE(name);
    FacetPlace other = place;
    move(other);
    CHECK(fails_with_one_code(key, other, envelope));
  }
}

TEST_CASE("open_facet: a header rewritten to the generation that the caller expects fails") {
  const auto key = key_from<FacetKey>(2);
  FacetPlace place = facet_place();
  Bytes envelope = seal_one(key, place, as_bytes("text"));
  ++place.generation;
  envelope[5] = static_cast<std::uint8_t>(envelope[5] + 1);
  CHECK(fails_with_one_code(key, place, envelope));
}

TEST_CASE("open_facet: another key fails") {
  const Bytes envelope = seal_one(key_from<FacetKey>(3), facet_place(), as_bytes("text"));
  CHECK(fails_with_one_code(key_from<FacetKey>(4), facet_place(), envelope));
}

TEST_CASE("open_facet: two envelopes of one facet can't trade their parts") {
  const auto key = key_from<FacetKey>(5);
  test::TestRandom random(12);
  NonceSource nonces(random, 2);
  const auto a = seal_facet(key, facet_place(), as_bytes("first"), nonces);
  const auto b = seal_facet(key, facet_place(), as_bytes("second"), nonces);
  REQUIRE((a.ok() && b.ok()));
  const std::pair<std::size_t, std::size_t> parts[] = {
      {6, 30}, {30, 62}, {62, a->size() - 16}, {a->size() - 16, a->size()}};
  for (const auto& [from, to] : parts) {
    Bytes mixed = *a;
    std::copy(b->begin() + static_cast<std::ptrdiff_t>(from), b->begin() + static_cast<std::ptrdiff_t>(to),
              mixed.begin() + static_cast<std::ptrdiff_t>(from));
    CHECK(fails_with_one_code(key, facet_place(), mixed));
  }
}

}  // namespace care::crypto
