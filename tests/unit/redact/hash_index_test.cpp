#include "shared/redact/hash_index.h"

#include <algorithm>

#include "tests/support/catch.h"

namespace care::redact {
namespace {

std::vector<std::uint32_t> all(const HashIndex<std::uint32_t>& index, std::size_t hash) {
  std::vector<std::uint32_t> out;
  index.visit(hash, [&](std::uint32_t value) {
    out.push_back(value);
    return false;
  });
  return out;
}

TEST_CASE("hash index: what is under a hash, newest first, whatever shares its place") {
  HashIndex<std::uint32_t> index;
  CHECK(all(index, 7).empty());
  // Hashes that are equal in their low bits meet in one chain, also after it has grown.
  for (std::uint32_t i = 0; i < 5000; ++i) index.add(std::size_t{i} % 3 << 20U | 7U, i);
  for (std::size_t hash = 0; hash < 3; ++hash) {
    const auto found = all(index, hash << 20U | 7U);
    REQUIRE(found.size() == (5000 - hash + 2) / 3);
    CHECK(std::is_sorted(found.rbegin(), found.rend()));
    CHECK(std::all_of(found.begin(), found.end(), [&](std::uint32_t value) { return value % 3 == hash; }));
  }
  CHECK(all(index, 3U << 20U | 7U).empty());
}

TEST_CASE("hash index: a visit ends when it is told to") {
  HashIndex<std::uint32_t> index;
  for (std::uint32_t i = 0; i < 10; ++i) index.add(1, i);
  std::size_t seen = 0;
  index.visit(1, [&](std::uint32_t value) {
    ++seen;
    return value == 7;
  });
  CHECK(seen == 3);
}

}  // namespace
}  // namespace care::redact
