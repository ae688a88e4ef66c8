// tests/unit/audit/naive_tree.h — the definitions of RFC 6962 2.1, word for word and slow: what everything else must equal.
#pragma once

#include "shared/audit/merkle.h"
#include "shared/crypto/hazmat/sha2.h"

namespace care::audit::naive {

inline std::size_t split(std::size_t n) {
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

inline Hash32 node(const Hash32& left, const Hash32& right) {
  Bytes input{0x01};
  append(input, left);
  append(input, right);
  return crypto::sha256(input);
}

inline Hash32 root(std::span<const Hash32> leaves) {
  if (leaves.empty()) return crypto::sha256({});
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = split(leaves.size());
  return node(root(leaves.first(k)), root(leaves.subspan(k)));
}

inline Proof path(std::size_t m, std::span<const Hash32> leaves) {
  if (leaves.size() <= 1) return {};
  const std::size_t k = split(leaves.size());
  Proof proof = m < k ? path(m, leaves.first(k)) : path(m - k, leaves.subspan(k));
  proof.push_back(m < k ? root(leaves.subspan(k)) : root(leaves.first(k)));
  return proof;
}

inline Proof subproof(std::size_t m, std::span<const Hash32> leaves, bool whole) {
  if (m == leaves.size()) return whole ? Proof{} : Proof{root(leaves)};
  const std::size_t k = split(leaves.size());
  Proof proof = m <= k ? subproof(m, leaves.first(k), whole) : subproof(m - k, leaves.subspan(k), false);
  proof.push_back(m <= k ? root(leaves.subspan(k)) : root(leaves.first(k)));
  return proof;
}

inline Proof consistency(std::size_t m, std::span<const Hash32> leaves) { return subproof(m, leaves, true); }

// Leaves that differ from each other, as hashes.
inline std::vector<Hash32> leaf_hashes(std::size_t count) {
  std::vector<Hash32> hashes;
  for (std::size_t i = 0; i < count; ++i) {
    Bytes input{0x00};
    append_big_endian(input, static_cast<std::uint64_t>(i));
    hashes.push_back(crypto::sha256(input));
  }
  return hashes;
}

}  // namespace care::audit::naive
