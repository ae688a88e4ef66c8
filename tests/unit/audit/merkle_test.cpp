#include "shared/audit/merkle.h"

#include "tests/support/vectors.h"
#include "tests/unit/audit/naive_tree.h"

namespace care::audit {
namespace {

CompactRange range_of(std::span<const Hash32> hashes) {
  CompactRange range;
  for (const Hash32& hash : hashes) range.append(hash);
  return range;
}

TEST_CASE("merkle: leaf hashes, inner nodes and roots of the reference tree") {
  const auto corpus = test::load_corpus("audit/rfc6962-reference-tree.json");
  CompactRange range;
  std::vector<std::vector<Hash32>> levels;
  CHECK(range.root() == test::hex_exact<32>(corpus["root_hashes_hex_by_tree_size"][0]));
  for (std::size_t i = 0; i < corpus["leaf_inputs_hex"].size(); ++i) {
    range.append(hash_leaf(test::hex(corpus["leaf_inputs_hex"][i])), [&](const NodeId& id, const Hash32& hash) {
      if (levels.size() <= id.level) levels.resize(id.level + 1);
      CHECK(levels[id.level].size() == id.index);
      levels[id.level].push_back(hash);
    });
    CHECK(range.root() == test::hex_exact<32>(corpus["root_hashes_hex_by_tree_size"][i + 1]));
  }
  const auto& expected = corpus["node_hashes_hex_by_level"];
  REQUIRE(levels.size() == expected.size());
  for (std::size_t level = 0; level < levels.size(); ++level) {
    REQUIRE(levels[level].size() == expected[level].size());
    for (std::size_t i = 0; i < levels[level].size(); ++i) CHECK(levels[level][i] == test::hex_exact<32>(expected[level][i]));
  }
}

TEST_CASE("merkle: the root of every size to 300 equals the recursive definition") {
  const auto hashes = naive::leaf_hashes(300);
  CompactRange range;
  CHECK(range.root() == naive::root({}));
  for (std::size_t size = 1; size <= hashes.size(); ++size) {
    range.append(hashes[size - 1]);
    REQUIRE(range.size() == size);
    REQUIRE(range.root() == naive::root(std::span(hashes).first(size)));
  }
}

TEST_CASE("merkle: appending reports every complete node once, lower levels first") {
  const auto hashes = naive::leaf_hashes(300);
  CompactRange range;
  std::size_t reported = 0;
  for (const Hash32& leaf : hashes) {
    unsigned expected_level = 0;
    const std::uint64_t size_before = range.size();
    range.append(leaf, [&](const NodeId& id, const Hash32& hash) {
      REQUIRE(id.level == expected_level++);
      const std::size_t width = std::size_t{1} << id.level;
      REQUIRE((id.index + 1) * width == size_before + 1);
      REQUIRE(hash == naive::root(std::span(hashes).subspan(static_cast<std::size_t>(id.index) * width, width)));
      ++reported;
    });
  }
  std::size_t expected = 0;
  for (std::size_t width = 1; width <= hashes.size(); width *= 2) expected += hashes.size() / width;
  CHECK(reported == expected);
}

TEST_CASE("compact range: what was encoded continues the tree") {
  const auto hashes = naive::leaf_hashes(70);
  for (std::size_t size = 0; size < hashes.size(); ++size) {
    CompactRange range = range_of(std::span(hashes).first(size));
    auto again = CompactRange::decode(range.encode());
    REQUIRE(again.ok());
    REQUIRE(again.value() == range);
    again->append(hashes[size]);
    REQUIRE(again->root() == naive::root(std::span(hashes).first(size + 1)));
  }
}

TEST_CASE("compact range: refuses bytes of any other length") {
  const Bytes whole = range_of(naive::leaf_hashes(13)).encode();
  CHECK(CompactRange::decode(whole).ok());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto cut = CompactRange::decode(BytesView(whole).first(length));
    REQUIRE_FALSE(cut.ok());
    REQUIRE(cut.error().code() == ErrorCode::store_corrupt);
  }
  Bytes longer = whole;
  for (std::size_t extra = 1; extra <= 64; ++extra) {
    longer.push_back(0);
    REQUIRE_FALSE(CompactRange::decode(longer).ok());
  }
}

TEST_CASE("compact range: refuses an edge that does not fit its size") {
  CHECK(CompactRange::create(3, naive::leaf_hashes(2)).ok());
  CHECK_FALSE(CompactRange::create(3, naive::leaf_hashes(1)).ok());
  CHECK_FALSE(CompactRange::create(3, naive::leaf_hashes(3)).ok());
  CHECK_FALSE(CompactRange::create(0, naive::leaf_hashes(1)).ok());
  CHECK(CompactRange::create(kMaxLogSize, naive::leaf_hashes(1)).ok());
  CHECK_FALSE(CompactRange::create(2 * kMaxLogSize, naive::leaf_hashes(1)).ok());
}

TEST_CASE("merkle: a hash that is not 32 bytes is refused") {
  for (const std::size_t size : {0U, 1U, 31U, 33U, 64U}) {
    const auto hash = decode_hash(Bytes(size, 0));
    REQUIRE_FALSE(hash.ok());
    CHECK(hash.error().code() == ErrorCode::proof_invalid);
  }
  CHECK(decode_hash(Bytes(32, 1)).ok());
}

TEST_CASE("merkle: a leaf cannot pass for a node") {
  const auto hashes = naive::leaf_hashes(2);
  Bytes both;
  append(both, hashes[0]);
  append(both, hashes[1]);
  CHECK(hash_leaf(both) != hash_node(hashes[0], hashes[1]));
}

}  // namespace
}  // namespace care::audit
