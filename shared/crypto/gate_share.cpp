#include "shared/crypto/gate_share.h"

#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/labels.h"
#include "shared/crypto/secret_access.h"

namespace care::crypto {

class GateShareSecrets {
 public:
  static SecretAccess access() { return SecretAccessMaker::make(); }
};

Hash32 derive_gate_share_hash(const GateShare& share) {
  Bytes input;
  input.reserve(labels::kGateShare.size() + 1 + GateShare::kSize);
  append(input, as_bytes(labels::kGateShare));
  input.push_back(0);
  append(input, share.secret().read(GateShareSecrets::access()));
  const Hash32 hash = sha256(input);
  care::wipe(input);
  return hash;
}

Bytes reveal_gate_share(const GateShare& share) { return to_bytes(share.secret().read(GateShareSecrets::access())); }

Result<GateShare> parse_gate_share(BytesView bytes) {
  ByteArray<GateShare::kSize> copy{};
  if (!copy_exact(bytes, copy)) return ErrorCode::key_invalid;
  return GateShare::take(copy);
}

}  // namespace care::crypto
