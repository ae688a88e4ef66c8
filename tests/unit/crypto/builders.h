// tests/unit/crypto/builders.h — keys and places whose every byte differs, so that a swapped field shows.
#pragma once

#include "shared/crypto/envelope.h"
#include "shared/crypto/grant.h"
#include "shared/crypto/key_tree.h"
#include "shared/crypto/key_wrap.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"

namespace care::crypto {

// 16 bytes counting up from `first`.
inline ByteArray<16> counting_16(std::uint8_t first) {
  ByteArray<16> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(first + i);
  return out;
}

template <typename Key>
Key key_from(std::uint64_t seed) {
  test::TestRandom random(seed);
  ByteArray<Key::kSize> bytes{};
  random.fill(bytes);
  return Key::take(bytes);
}

inline FacetPlace facet_place() {
  FacetPlace place;
  place.workspace = WorkspaceId::from_array(counting_16(0x10));
  place.data_class = 0x2122;
  place.unit = UnitId::from_array(counting_16(0x30));
  place.subject = SubjectId::from_array(counting_16(0x40));
  place.collection = 0x5152;
  place.record = RecordId::from_array(counting_16(0x60));
  place.facet = 0x7172;
  place.schema = 0x8182;
  place.version = 0x9192939495969798ULL;
  place.generation = 0xA1A2A3A4U;
  return place;
}

inline GrantPlace grant_place() {
  GrantPlace place;
  place.compartment.workspace = WorkspaceId::from_array(counting_16(0x10));
  place.compartment.data_class = 3;
  place.compartment.unit = UnitId::from_array(counting_16(0x30));
  place.compartment.generation = 7;
  place.recipient = ActorId::from_array(counting_16(0xB0));
  return place;
}

inline WrapPlace wrap_place() {
  return {WorkspaceId::from_array(counting_16(0x10)), counting_16(0xC0), 7, counting_16(0xD0)};
}

inline Bytes text_of_size(std::size_t bytes) {
  Bytes out(bytes);
  for (std::size_t i = 0; i < bytes; ++i) out[i] = static_cast<std::uint8_t>('a' + i % 26);
  return out;
}

}  // namespace care::crypto
