#include "shared/audit/consistency.h"

#include <algorithm>

#include "shared/audit/tree_split.h"

namespace care::audit {
namespace {

constexpr bool is_power_of_two(std::uint64_t n) { return (n & (n - 1)) == 0; }

// Both roots, folded from one proof; RFC 9162 2.1.4.2 for 0 < old_size < new_size.
Result<void> fold_both(std::uint64_t old_size, const Hash32& old_root, std::uint64_t new_size, const Hash32& new_root,
                       std::span<const Hash32> proof) {
  std::uint64_t place = old_size - 1;
  std::uint64_t last = new_size - 1;
  for (; (place & 1U) != 0; place >>= 1U) last >>= 1U;

  // The proof leaves out the old root where it is itself a complete subtree.
  const bool starts_at_old_root = is_power_of_two(old_size);
  if (!starts_at_old_root && proof.empty()) return ErrorCode::proof_invalid;
  Hash32 old_hash = starts_at_old_root ? old_root : proof.front();
  Hash32 new_hash = old_hash;
  for (const Hash32& sibling : proof.subspan(starts_at_old_root ? 0 : 1)) {
    if (last == 0) return ErrorCode::proof_invalid;
    if ((place & 1U) != 0 || place == last) {
      old_hash = hash_node(sibling, old_hash);
      new_hash = hash_node(sibling, new_hash);
      while ((place & 1U) == 0 && place != 0) {
        place >>= 1U;
        last >>= 1U;
      }
    } else {
      new_hash = hash_node(new_hash, sibling);
    }
    place >>= 1U;
    last >>= 1U;
  }
  if (last != 0 || old_hash != old_root || new_hash != new_root) return ErrorCode::proof_invalid;
  return {};
}

}  // namespace

Result<void> verify_consistency(std::uint64_t old_size, const Hash32& old_root, std::uint64_t new_size,
                                const Hash32& new_root, std::span<const Hash32> proof) {
  if (old_size == 0 || old_size > new_size) return ErrorCode::proof_invalid;
  if (old_size == new_size) {
    if (!proof.empty() || old_root != new_root) return ErrorCode::proof_invalid;
    return {};
  }
  if (proof.empty()) return ErrorCode::proof_invalid;
  return fold_both(old_size, old_root, new_size, new_root, proof);
}

Result<std::vector<LeafRange>> consistency_ranges(std::uint64_t old_size, std::uint64_t new_size) {
  if (old_size == 0 || old_size > new_size) return ErrorCode::index_out_of_range;
  std::vector<LeafRange> ranges;
  if (old_size == new_size) return ranges;
  LeafRange around{0, new_size};
  while (around.end != old_size) {
    const std::uint64_t middle = around.begin + split_point(around.end - around.begin);
    if (old_size <= middle) {
      ranges.push_back({middle, around.end});
      around.end = middle;
    } else {
      ranges.push_back({around.begin, middle});
      around.begin = middle;
    }
  }
  // Where the old tree is a complete subtree of the new one, its root is known already.
  if (around.begin != 0) ranges.push_back(around);
  std::reverse(ranges.begin(), ranges.end());
  return ranges;
}

Result<Proof> build_consistency(NodeSource& source, std::uint64_t old_size, std::uint64_t new_size) {
  const std::vector<LeafRange> ranges = CARE_TRY(consistency_ranges(old_size, new_size));
  Proof proof;
  proof.reserve(ranges.size());
  for (const LeafRange& range : ranges) proof.push_back(CARE_TRY(range_root(source, range)));
  return proof;
}

}  // namespace care::audit
