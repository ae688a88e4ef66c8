// shared/audit/merkle.h — the hashes of the RFC 6962 tree, and its right edge (the compact range).
//
// Shapes   leaf = SHA-256(0x00 ‖ bytes), node = SHA-256(0x01 ‖ left ‖ right), empty tree = SHA-256("")
//          compact range = size u64 ‖ one hash per set bit of the size, largest subtree first
// Errors   proof_invalid (a hash that is not 32 bytes), store_corrupt (an edge that does not fit its size)
// Source   RFC 6962 2.1
// Tests    tests/unit/audit/merkle_test.cpp
#pragma once

#include <span>

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::audit {

using Proof = std::vector<Hash32>;

Hash32 hash_leaf(BytesView leaf);
Hash32 hash_node(const Hash32& left, const Hash32& right);
Hash32 empty_root();

// A hash of any other length is refused, however well the rest fits.
Result<Hash32> decode_hash(BytesView bytes);

// The complete subtree of 2^level leaves that begins at leaf index · 2^level.
struct NodeId {
  unsigned level = 0;
  std::uint64_t index = 0;
  friend bool operator==(const NodeId&, const NodeId&) = default;
};

// Beyond every log there will be, and below where the arithmetic of growing trees would overflow. Proofs are checked up to
// 2^64-1 all the same: their numbers come from outside.
inline constexpr std::uint64_t kMaxLogSize = 1ULL << 62U;

// The edge of a tree: enough to append and to know the root, at most 62 hashes.
class CompactRange {
 public:
  CompactRange() = default;  // the empty tree
  static Result<CompactRange> create(std::uint64_t size, std::vector<Hash32> frontier);
  static Result<CompactRange> decode(BytesView bytes);
  Bytes encode() const;

  std::uint64_t size() const { return size_; }
  const std::vector<Hash32>& frontier() const { return frontier_; }  // largest subtree first
  Hash32 root() const;

  // Calls on_node(NodeId, const Hash32&) for the leaf and then for every inner node it completes, lower levels
  // first: exactly what a store has to keep.
  template <typename OnNode>
  void append(const Hash32& leaf_hash, OnNode&& on_node) {
    CARE_CHECK(size_ < kMaxLogSize);
    Hash32 hash = leaf_hash;
    NodeId id{0, size_};
    on_node(id, hash);
    for (; (size_ >> id.level) & 1U; ++id.level, id.index >>= 1U, on_node(id, hash)) {
      hash = hash_node(frontier_.back(), hash);
      frontier_.pop_back();
    }
    frontier_.push_back(hash);
    ++size_;
  }
  void append(const Hash32& leaf_hash) {
    append(leaf_hash, [](const NodeId&, const Hash32&) {});
  }

  friend bool operator==(const CompactRange&, const CompactRange&) = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash32> frontier_;
};

}  // namespace care::audit
