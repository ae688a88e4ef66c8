// shared/audit/consistency.h — the newer tree begins with the older one: nothing was changed or removed.
//
// Errors   proof_invalid (verification), index_out_of_range (building)
// Source   RFC 9162 2.1.4.2 (verification), RFC 6962 2.1.2 (order of the hashes)
// Tests    tests/unit/audit/proofs_test.cpp, proof_corpus_test.cpp
#pragma once

#include "shared/audit/node_source.h"

namespace care::audit {

// An old size of 0 is refused here: the empty tree says nothing about what follows. Whoever has seen nothing yet
// decides that in trusted_head.h or witness.h.
Result<void> verify_consistency(std::uint64_t old_size, const Hash32& old_root, std::uint64_t new_size,
                                const Hash32& new_root, std::span<const Hash32> proof);

// Empty for equal sizes. 0 < old_size ≤ new_size.
Result<std::vector<LeafRange>> consistency_ranges(std::uint64_t old_size, std::uint64_t new_size);
Result<Proof> build_consistency(NodeSource& source, std::uint64_t old_size, std::uint64_t new_size);

}  // namespace care::audit
