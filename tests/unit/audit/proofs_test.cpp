// Every pair of sizes to 300: proofs equal the recursive definition, hold, and hold no more after any one hash changes.
#include "shared/audit/consistency.h"
#include "shared/audit/inclusion.h"
#include "tests/support/vectors.h"
#include "tests/unit/audit/naive_tree.h"

namespace care::audit {
namespace {

constexpr std::size_t kMaxSize = 300;

struct Log {
  std::vector<Hash32> hashes = naive::leaf_hashes(kMaxSize);
  MemoryNodes nodes;
  std::vector<Hash32> roots{empty_root()};
  Log() {
    for (const Hash32& hash : hashes) {
      nodes.append(hash);
      roots.push_back(nodes.edge().root());
    }
  }
};

// Which bit is flipped moves with the case, so that all 256 are met.
void flip_bit(Hash32& hash, std::size_t which) {
  hash[which / 8 % 32] = static_cast<std::uint8_t>(hash[which / 8 % 32] ^ (1U << (which % 8)));
}

TEST_CASE("inclusion: every leaf of every size to 300, and one flipped bit in each hash") {
  Log log;
  std::size_t wrong = 0;
  std::size_t accepted = 0;
  for (std::uint64_t size = 1; size <= kMaxSize; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const Hash32& leaf = log.hashes[static_cast<std::size_t>(index)];
      const Hash32& root = log.roots[static_cast<std::size_t>(size)];
      auto built = build_inclusion(log.nodes, index, size);
      REQUIRE(built.ok());
      Proof& proof = built.value();
      if (!verify_inclusion(index, size, leaf, proof, root)) ++wrong;
      for (std::size_t i = 0; i < proof.size(); ++i) {
        const std::size_t bit = static_cast<std::size_t>(size * 7 + index * 3 + i);
        flip_bit(proof[i], bit);
        if (verify_inclusion(index, size, leaf, proof, root)) ++accepted;
        flip_bit(proof[i], bit);
      }
      Hash32 other_leaf = leaf;
      flip_bit(other_leaf, static_cast<std::size_t>(size + index));
      if (verify_inclusion(index, size, other_leaf, proof, root)) ++accepted;
    }
  }
  CHECK(wrong == 0);
  CHECK(accepted == 0);
}

TEST_CASE("consistency: every pair of sizes to 300, and one flipped bit in each hash") {
  Log log;
  std::size_t wrong = 0;
  std::size_t accepted = 0;
  for (std::uint64_t size = 1; size <= kMaxSize; ++size) {
    for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
      const Hash32& old_root = log.roots[static_cast<std::size_t>(old_size)];
      const Hash32& root = log.roots[static_cast<std::size_t>(size)];
      auto built = build_consistency(log.nodes, old_size, size);
      REQUIRE(built.ok());
      Proof& proof = built.value();
      if (!verify_consistency(old_size, old_root, size, root, proof)) ++wrong;
      for (std::size_t i = 0; i < proof.size(); ++i) {
        const std::size_t bit = static_cast<std::size_t>(size * 7 + old_size * 3 + i);
        flip_bit(proof[i], bit);
        if (verify_consistency(old_size, old_root, size, root, proof)) ++accepted;
        flip_bit(proof[i], bit);
      }
      Hash32 other = old_root;
      flip_bit(other, static_cast<std::size_t>(size + old_size));
      if (verify_consistency(old_size, other, size, root, proof)) ++accepted;
    }
  }
  CHECK(wrong == 0);
  CHECK(accepted == 0);
}

TEST_CASE("proofs: built from nodes they equal the recursive definition for every pair to 80") {
  Log log;
  for (std::size_t size = 1; size <= 80; ++size) {
    const auto leaves = std::span<const Hash32>(log.hashes).first(size);
    for (std::size_t m = 0; m < size; ++m) {
      REQUIRE(build_inclusion(log.nodes, m, size).value() == naive::path(m, leaves));
      REQUIRE(build_consistency(log.nodes, m + 1, size).value() == naive::consistency(m + 1, leaves));
    }
  }
}

TEST_CASE("inclusion: a proof one hash longer or shorter, or for another index or size, is refused") {
  Log log;
  std::size_t accepted = 0;
  for (std::uint64_t size = 2; size <= 64; ++size) {
    const Hash32& root = log.roots[static_cast<std::size_t>(size)];
    for (std::uint64_t index = 0; index < size; ++index) {
      const Hash32& leaf = log.hashes[static_cast<std::size_t>(index)];
      const Proof proof = build_inclusion(log.nodes, index, size).value();
      Proof longer = proof;
      longer.push_back(root);
      if (verify_inclusion(index, size, leaf, longer, root)) ++accepted;
      if (verify_inclusion(index, size, leaf, std::span(proof).first(proof.size() - 1), root)) ++accepted;
      for (std::uint64_t other = 0; other < size + 2; ++other) {
        if (other != index && verify_inclusion(other, size, leaf, proof, root)) ++accepted;
      }
      if (verify_inclusion(index + (1ULL << 63U), size, leaf, proof, root)) ++accepted;
      if (verify_inclusion(index, 0, leaf, proof, root)) ++accepted;
    }
  }
  CHECK(accepted == 0);
}

TEST_CASE("consistency: refuses size 0, a shrinking log, padded and truncated proofs") {
  Log log;
  std::size_t accepted = 0;
  for (std::uint64_t size = 2; size <= 64; ++size) {
    const Hash32& root = log.roots[static_cast<std::size_t>(size)];
    if (verify_consistency(0, empty_root(), size, root, {})) ++accepted;
    for (std::uint64_t old_size = 1; old_size < size; ++old_size) {
      const Hash32& old_root = log.roots[static_cast<std::size_t>(old_size)];
      const Proof proof = build_consistency(log.nodes, old_size, size).value();
      Proof longer = proof;
      longer.push_back(root);
      if (verify_consistency(old_size, old_root, size, root, longer)) ++accepted;
      if (verify_consistency(old_size, old_root, size, root, std::span(proof).first(proof.size() - 1))) ++accepted;
      if (verify_consistency(old_size, old_root, size, root, {})) ++accepted;
      if (verify_consistency(size, root, old_size, old_root, proof)) ++accepted;
      if (verify_consistency(old_size, old_root, old_size, root, {})) ++accepted;
    }
  }
  CHECK(accepted == 0);
}

TEST_CASE("consistency: a log whose middle entry was changed has no proof from the older head") {
  auto hashes = naive::leaf_hashes(100);
  const Hash32 old_root = naive::root(std::span<const Hash32>(hashes).first(60));
  hashes[30][0] ^= 1U;
  MemoryNodes forged;
  for (const Hash32& hash : hashes) forged.append(hash);
  const Proof proof = build_consistency(forged, 60, 100).value();
  const auto verdict = verify_consistency(60, old_root, 100, forged.edge().root(), proof);
  REQUIRE_FALSE(verdict.ok());
  CHECK(verdict.error().code() == ErrorCode::proof_invalid);
}

TEST_CASE("proofs: cannot be built for what is not in the tree") {
  Log log;
  CHECK(build_inclusion(log.nodes, 5, 5).error().code() == ErrorCode::index_out_of_range);
  CHECK(build_inclusion(log.nodes, 0, 0).error().code() == ErrorCode::index_out_of_range);
  CHECK(build_inclusion(log.nodes, 0, kMaxSize + 1).error().code() == ErrorCode::index_out_of_range);
  CHECK(build_consistency(log.nodes, 0, 5).error().code() == ErrorCode::index_out_of_range);
  CHECK(build_consistency(log.nodes, 6, 5).error().code() == ErrorCode::index_out_of_range);
  CHECK(build_consistency(log.nodes, 5, kMaxSize + 1).error().code() == ErrorCode::index_out_of_range);
  CHECK(build_consistency(log.nodes, 5, 5).value().empty());
}

TEST_CASE("proofs: the arithmetic holds up to 2^64-1 leaves") {
  const std::uint64_t huge = ~0ULL;
  const auto ranges = inclusion_ranges(huge - 1, huge);
  REQUIRE(ranges.ok());
  CHECK(ranges->size() == 63);
  CHECK(inclusion_ranges(0, huge)->size() == 64);
  CHECK(consistency_ranges(huge - 1, huge).ok());
  CHECK(consistency_ranges(1ULL << 63U, huge)->size() == 1);
  CHECK(complete_nodes({0, huge}).size() == 64);
  CHECK(complete_nodes({1ULL << 63U, huge}).size() == 63);
  // One hash for each bit of the size: the proof's length alone is checked before the root.
  const Proof proof(64, Hash32{});
  CHECK(root_from_inclusion(0, huge, Hash32{}, proof).ok());
  CHECK_FALSE(root_from_inclusion(0, huge, Hash32{}, std::span(proof).first(63)).ok());
  CHECK_FALSE(root_from_inclusion(huge, huge, Hash32{}, proof).ok());
}

}  // namespace
}  // namespace care::audit
