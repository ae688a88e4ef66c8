// shared/audit/batch_prover.h — proofs for the leaves of one batch against the tree after it, without reading the store.
//
// Whatever such a proof needs lies either on the edge before the batch or inside the batch: O(n) hashes to begin with,
// then O(log size) copies for each proof.
// Tests    tests/unit/audit/batch_prover_test.cpp
#pragma once

#include "shared/audit/merkle.h"

namespace care::audit {

class BatchProver {
 public:
  BatchProver(const CompactRange& before, std::span<const Hash32> leaf_hashes);

  std::uint64_t old_size() const { return before_.size(); }
  std::uint64_t size() const { return size_; }
  const Hash32& root() const { return root_; }

  // index of a leaf of this batch: old_size() ≤ index < size(); others are index_out_of_range.
  Result<Proof> inclusion(std::uint64_t index) const;
  // From the tree before the batch to the tree after it; empty if one of the two is empty or they are equal.
  Proof consistency() const;

 private:
  const Hash32& node(unsigned level, std::uint64_t index) const;
  void build_levels(std::span<const Hash32> leaf_hashes);

  CompactRange before_;
  std::uint64_t size_ = 0;
  Hash32 root_{};
  // levels_[l] holds the nodes of level l from index old_size >> l on; the last one may be incomplete.
  std::vector<std::vector<Hash32>> levels_;
};

}  // namespace care::audit
