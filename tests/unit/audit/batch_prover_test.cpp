#include "shared/audit/batch_prover.h"

#include "shared/audit/consistency.h"
#include "shared/audit/inclusion.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/unit/audit/naive_tree.h"

namespace care::audit {
namespace {

struct Check {
  std::size_t different = 0;
  std::size_t refused = 0;
};

// One batch on top of `before`, compared with proofs from all nodes.
void check_batch(const CompactRange& before, std::span<const Hash32> batch, MemoryNodes& nodes, Check& check) {
  const BatchProver prover(before, batch);
  for (const Hash32& leaf : batch) nodes.append(leaf);
  const Hash32 root = nodes.edge().root();
  if (prover.size() != nodes.size() || prover.root() != root) ++check.different;
  for (std::uint64_t index = before.size(); index < prover.size(); ++index) {
    const auto proof = prover.inclusion(index);
    if (!proof || proof.value() != build_inclusion(nodes, index, prover.size()).value()) {
      ++check.different;
      continue;
    }
    const Hash32& leaf = batch[static_cast<std::size_t>(index - before.size())];
    if (!verify_inclusion(index, prover.size(), leaf, proof.value(), root)) ++check.refused;
  }
  if (before.size() == 0 || batch.empty()) {
    if (!prover.consistency().empty()) ++check.different;
  } else if (prover.consistency() != build_consistency(nodes, before.size(), prover.size()).value()) {
    ++check.different;
  }
}

TEST_CASE("batch prover: equals proofs from all nodes for every split of every size to 96") {
  const auto hashes = naive::leaf_hashes(96);
  Check check;
  for (std::size_t size = 1; size <= hashes.size(); ++size) {
    CompactRange before;
    MemoryNodes nodes_before;
    for (std::size_t old_size = 0; old_size < size; ++old_size) {
      MemoryNodes nodes = nodes_before;
      check_batch(before, std::span(hashes).subspan(old_size, size - old_size), nodes, check);
      before.append(hashes[old_size]);
      nodes_before.append(hashes[old_size]);
    }
  }
  CHECK(check.different == 0);
  CHECK(check.refused == 0);
}

TEST_CASE("batch prover: equals proofs from all nodes over random batches to 5,000 leaves") {
  const auto hashes = naive::leaf_hashes(5000);
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    test::TestRandom random(seed);
    MemoryNodes nodes;
    Check check;
    std::size_t done = 0;
    while (done < hashes.size()) {
      const std::size_t size = std::min<std::size_t>(hashes.size() - done, 1 + random.below(1U << random.below(9)));
      const CompactRange before = nodes.edge();
      check_batch(before, std::span(hashes).subspan(done, size), nodes, check);
      done += size;
    }
    CHECK(check.different == 0);
    CHECK(check.refused == 0);
  }
}

TEST_CASE("batch prover: an empty batch leaves the tree as it is") {
  CompactRange before;
  CHECK(BatchProver(before, {}).root() == empty_root());
  for (const Hash32& hash : naive::leaf_hashes(11)) before.append(hash);
  const BatchProver prover(before, {});
  CHECK(prover.root() == before.root());
  CHECK(prover.size() == 11);
  CHECK(prover.consistency().empty());
  CHECK(prover.inclusion(10).error().code() == ErrorCode::index_out_of_range);
}

TEST_CASE("batch prover: gives no proof for leaves before or after its batch") {
  CompactRange before;
  for (const Hash32& hash : naive::leaf_hashes(11)) before.append(hash);
  const auto batch = naive::leaf_hashes(3);
  const BatchProver prover(before, batch);
  CHECK(prover.inclusion(10).error().code() == ErrorCode::index_out_of_range);
  CHECK(prover.inclusion(11).ok());
  CHECK(prover.inclusion(13).ok());
  CHECK(prover.inclusion(14).error().code() == ErrorCode::index_out_of_range);
  CHECK(prover.inclusion(~0ULL).error().code() == ErrorCode::index_out_of_range);
}

}  // namespace
}  // namespace care::audit
