// shared/audit/node_source.h — where proofs read complete subtrees from: the store's tiles, or memory.
//
// Errors   index_out_of_range, and whatever the store reports
// Tests    tests/unit/audit/proofs_test.cpp
#pragma once

#include "shared/audit/merkle.h"

namespace care::audit {

class NodeSource {
 public:
  virtual ~NodeSource() = default;
  // Asked for complete subtrees only: (index + 1) · 2^level never exceeds the size of the tree.
  virtual Result<Hash32> node(const NodeId& id) = 0;
};

// Every node of a tree in memory: tests, small packs, the verifier in the browser.
class MemoryNodes final : public NodeSource {
 public:
  void reserve(std::uint64_t leaves);  // where the size is known: no memory is moved while it grows
  void append(const Hash32& leaf_hash);
  Result<Hash32> node(const NodeId& id) override;
  std::uint64_t size() const { return edge_.size(); }
  const CompactRange& edge() const { return edge_; }

 private:
  CompactRange edge_;
  std::vector<std::vector<Hash32>> levels_;
};

// Leaves begin … end-1, as they appear in a proof: the range begins at a multiple of its width rounded up to a power of two.
struct LeafRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  friend bool operator==(const LeafRange&, const LeafRange&) = default;
};

// The complete subtrees a range is folded from, left to right: what a store may fetch in one go.
std::vector<NodeId> complete_nodes(const LeafRange& range);
Result<Hash32> range_root(NodeSource& source, const LeafRange& range);

}  // namespace care::audit
