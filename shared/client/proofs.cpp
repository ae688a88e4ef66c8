#include "shared/client/proofs.h"

#include "shared/base/encoding.h"

namespace care::client {

Result<audit::Proof> read_proof(const Json& list) {
  if (list.items().size() > kMaxProofHashes) return ErrorCode::proof_invalid;
  audit::Proof proof;
  proof.reserve(list.items().size());
  for (const Json& item : list.items()) {
    if (!item.is_text()) return ErrorCode::proof_invalid;
    auto hash = decode_base64url_exact<32>(item.text());
    if (!hash) return ErrorCode::proof_invalid;
    proof.push_back(*hash);
  }
  return proof;
}

}  // namespace care::client
