// shared/audit/tree_split.h — where RFC 6962 splits a tree: private to the proofs of this folder.
#pragma once

#include <cstdint>

namespace care::audit {

// The largest power of two below n; n ≥ 2.
constexpr std::uint64_t split_point(std::uint64_t n) {
  std::uint64_t k = 1;
  while (k <= (n - 1) / 2) k <<= 1U;
  return k;
}

}  // namespace care::audit
