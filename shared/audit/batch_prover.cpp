#include "shared/audit/batch_prover.h"

#include "shared/audit/consistency.h"

namespace care::audit {
namespace {

// How many nodes a level has, the incomplete last one included.
std::uint64_t width_at(unsigned level, std::uint64_t size) { return ((size - 1) >> level) + 1; }

unsigned level_of_width(std::uint64_t leaves) {
  unsigned level = 0;
  while (level < 63 && (1ULL << level) < leaves) ++level;
  return level;
}

}  // namespace

BatchProver::BatchProver(const CompactRange& before, std::span<const Hash32> leaf_hashes)
    : before_(before), size_(before.size() + leaf_hashes.size()), root_(before.root()) {
  CARE_CHECK(size_ <= kMaxLogSize);
  if (leaf_hashes.empty()) return;
  build_levels(leaf_hashes);
  root_ = levels_.back().front();
}

void BatchProver::build_levels(std::span<const Hash32> leaf_hashes) {
  levels_.emplace_back(leaf_hashes.begin(), leaf_hashes.end());
  for (unsigned level = 0; width_at(level, size_) > 1; ++level) {
    const std::uint64_t width = width_at(level, size_);
    std::vector<Hash32> above;
    above.reserve(levels_[level].size() / 2 + 1);
    for (std::uint64_t parent = before_.size() >> (level + 1); parent < width_at(level + 1, size_); ++parent) {
      const std::uint64_t left = 2 * parent;
      // Without a right sibling the incomplete last node is taken upward unchanged.
      above.push_back(left + 1 < width ? hash_node(node(level, left), node(level, left + 1)) : node(level, left));
    }
    levels_.push_back(std::move(above));
  }
}

const Hash32& BatchProver::node(unsigned level, std::uint64_t index) const {
  const std::uint64_t first = before_.size() >> level;
  if (index >= first) return levels_[level][static_cast<std::size_t>(index - first)];
  // A sibling to the left of the batch ends exactly where the complete part of the old tree ends at this level, so it
  // stands on the old edge. Its place there is the number of larger subtrees.
  CARE_CHECK(index + 1 == first && (first & 1U) != 0);
  std::size_t place = 0;
  for (std::uint64_t larger = first >> 1U; larger != 0; larger &= larger - 1) ++place;
  return before_.frontier()[place];
}

Result<Proof> BatchProver::inclusion(std::uint64_t index) const {
  if (index < before_.size() || index >= size_) return ErrorCode::index_out_of_range;
  Proof proof;
  proof.reserve(levels_.size());
  for (unsigned level = 0; level + 1 < levels_.size(); ++level) {
    const std::uint64_t sibling = (index >> level) ^ 1U;
    if (sibling < width_at(level, size_)) proof.push_back(node(level, sibling));
  }
  return proof;
}

Proof BatchProver::consistency() const {
  Proof proof;
  if (before_.size() == 0 || before_.size() == size_) return proof;
  const auto ranges = consistency_ranges(before_.size(), size_);
  CARE_CHECK(ranges.ok());
  for (const LeafRange& range : ranges.value()) {
    const unsigned level = level_of_width(range.end - range.begin);
    proof.push_back(node(level, range.begin >> level));
  }
  return proof;
}

}  // namespace care::audit
