// shared/audit/inclusion.h — this leaf is number `index` of the tree with this root.
//
// Errors   proof_invalid (verification), index_out_of_range (building)
// Source   RFC 9162 2.1.3.2 (verification), RFC 6962 2.1.1 (order of the hashes)
// Tests    tests/unit/audit/proofs_test.cpp, proof_corpus_test.cpp
#pragma once

#include "shared/audit/node_source.h"

namespace care::audit {

Result<void> verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash32& leaf_hash,
                              std::span<const Hash32> proof, const Hash32& root);

// The root that the proof leads to, or proof_invalid where its length does not fit index and size.
Result<Hash32> root_from_inclusion(std::uint64_t index, std::uint64_t size, const Hash32& leaf_hash,
                                   std::span<const Hash32> proof);

Result<std::vector<LeafRange>> inclusion_ranges(std::uint64_t index, std::uint64_t size);
Result<Proof> build_inclusion(NodeSource& source, std::uint64_t index, std::uint64_t size);

}  // namespace care::audit
