// shared/redact/hash_index.h — values by a hash, several to one hash if need be; nothing is ever taken out.
//
// Adding takes constant time, however many values share a hash; std::unordered_multimap takes memory for each one alone, which was a fifth of
// the time of a text with many people in it.
// Tests    tests/unit/redact/hash_index_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace care::redact {

template <typename Value>
class HashIndex {
 public:
  void add(std::size_t hash, Value value) {
    if (entries_.size() >= heads_.size()) grow();
    entries_.push_back({hash, value, heads_[hash & (heads_.size() - 1)]});
    heads_[hash & (heads_.size() - 1)] = static_cast<std::uint32_t>(entries_.size());
  }

  bool empty() const { return entries_.empty(); }

  // The values under this hash, newest first, until `visit` says that it has seen enough (true).
  template <typename Visit>
  void visit(std::size_t hash, const Visit& visit) const {
    if (heads_.empty()) return;
    for (std::uint32_t at = heads_[hash & (heads_.size() - 1)]; at != 0; at = entries_[at - 1].next) {
      if (entries_[at - 1].hash == hash && visit(entries_[at - 1].value)) return;
    }
  }

 private:
  struct Entry {
    std::size_t hash;
    Value value;
    std::uint32_t next;  // in the chain, counted from 1; 0 ends it
  };
  void grow() {
    heads_.assign(heads_.empty() ? 64 : heads_.size() * 2, 0);
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      std::uint32_t& head = heads_[entries_[i].hash & (heads_.size() - 1)];
      entries_[i].next = head;
      head = i + 1;
    }
  }
  std::vector<std::uint32_t> heads_;  // as many as a power of two: the newest entry of each chain
  std::vector<Entry> entries_;
};

}  // namespace care::redact
