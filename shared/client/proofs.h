// shared/client/proofs.h — Merkle proofs as they stand in answers: lists of base64url hashes.
#pragma once

#include "shared/audit/merkle.h"
#include "shared/base/json.h"

namespace care::client {

inline constexpr std::size_t kMaxProofHashes = 128;

Result<audit::Proof> read_proof(const Json& list);

}  // namespace care::client
