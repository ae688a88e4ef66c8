#include "shared/audit/node_source.h"

namespace care::audit {

void MemoryNodes::reserve(std::uint64_t leaves) {
  for (std::size_t level = 0; leaves != 0; ++level, leaves >>= 1U) {
    if (levels_.size() <= level) levels_.resize(level + 1);
    levels_[level].reserve(static_cast<std::size_t>(leaves));
  }
}

void MemoryNodes::append(const Hash32& leaf_hash) {
  edge_.append(leaf_hash, [this](const NodeId& id, const Hash32& hash) {
    if (levels_.size() <= id.level) levels_.resize(id.level + 1);
    levels_[id.level].push_back(hash);
  });
}

Result<Hash32> MemoryNodes::node(const NodeId& id) {
  if (id.level >= levels_.size() || id.index >= levels_[id.level].size()) return ErrorCode::index_out_of_range;
  return levels_[id.level][static_cast<std::size_t>(id.index)];
}

std::vector<NodeId> complete_nodes(const LeafRange& range) {
  std::vector<NodeId> nodes;
  std::uint64_t begin = range.begin;
  while (begin < range.end) {
    unsigned level = 0;
    // The widest subtree that begins here and does not pass the end.
    while (level < 63 && (begin & ((2ULL << level) - 1)) == 0 && (2ULL << level) <= range.end - begin) ++level;
    nodes.push_back({level, begin >> level});
    begin += 1ULL << level;
  }
  return nodes;
}

Result<Hash32> range_root(NodeSource& source, const LeafRange& range) {
  const std::vector<NodeId> nodes = complete_nodes(range);
  if (nodes.empty()) return empty_root();
  Hash32 hash = CARE_TRY(source.node(nodes.back()));
  for (std::size_t i = nodes.size() - 1; i-- > 0;) {
    const Hash32 left = CARE_TRY(source.node(nodes[i]));
    hash = hash_node(left, hash);
  }
  return hash;
}

}  // namespace care::audit
