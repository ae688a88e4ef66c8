// shared/client/proofs.h — what stands in answers in more than one place: Merkle proofs (lists of base64url hashes), small numbers.
#pragma once

#include <limits>

#include "shared/audit/merkle.h"
#include "shared/base/json.h"

namespace care::client {

inline constexpr std::size_t kMaxProofHashes = 128;

Result<audit::Proof> read_proof(const Json& list);

// A number of a facet or field: one that doesn't fit must not become another one that does.
template <typename Unsigned>
Result<Unsigned> read_small(ObjectReader& reader, FieldName key) {
  const std::uint64_t value = CARE_TRY(reader.integer(key));
  if (value > std::numeric_limits<Unsigned>::max()) return Error(ErrorCode::json_wrong_type, key);
  return static_cast<Unsigned>(value);
}

}  // namespace care::client
