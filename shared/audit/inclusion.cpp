#include "shared/audit/inclusion.h"

#include <algorithm>

#include "shared/audit/tree_split.h"

namespace care::audit {

Result<Hash32> root_from_inclusion(std::uint64_t index, std::uint64_t size, const Hash32& leaf_hash,
                                   std::span<const Hash32> proof) {
  if (index >= size) return ErrorCode::proof_invalid;
  std::uint64_t place = index;
  std::uint64_t last = size - 1;
  Hash32 hash = leaf_hash;
  for (const Hash32& sibling : proof) {
    if (last == 0) return ErrorCode::proof_invalid;
    if ((place & 1U) != 0 || place == last) {
      hash = hash_node(sibling, hash);
      // A last node without a sibling is taken upward unchanged.
      while ((place & 1U) == 0 && place != 0) {
        place >>= 1U;
        last >>= 1U;
      }
    } else {
      hash = hash_node(hash, sibling);
    }
    place >>= 1U;
    last >>= 1U;
  }
  if (last != 0) return ErrorCode::proof_invalid;
  return hash;
}

Result<void> verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash32& leaf_hash,
                              std::span<const Hash32> proof, const Hash32& root) {
  const Hash32 reached = CARE_TRY(root_from_inclusion(index, size, leaf_hash, proof));
  if (reached != root) return ErrorCode::proof_invalid;
  return {};
}

Result<std::vector<LeafRange>> inclusion_ranges(std::uint64_t index, std::uint64_t size) {
  if (index >= size) return ErrorCode::index_out_of_range;
  std::vector<LeafRange> ranges;
  LeafRange around{0, size};
  while (around.end - around.begin > 1) {
    const std::uint64_t middle = around.begin + split_point(around.end - around.begin);
    if (index < middle) {
      ranges.push_back({middle, around.end});
      around.end = middle;
    } else {
      ranges.push_back({around.begin, middle});
      around.begin = middle;
    }
  }
  std::reverse(ranges.begin(), ranges.end());  // from the leaf upward
  return ranges;
}

Result<Proof> build_inclusion(NodeSource& source, std::uint64_t index, std::uint64_t size) {
  const std::vector<LeafRange> ranges = CARE_TRY(inclusion_ranges(index, size));
  Proof proof;
  proof.reserve(ranges.size());
  for (const LeafRange& range : ranges) proof.push_back(CARE_TRY(range_root(source, range)));
  return proof;
}

}  // namespace care::audit
