#include "shared/crypto/hazmat/argon2.h"

#include <sodium.h>

namespace care::crypto {

static_assert(kArgon2SaltBytes == crypto_pwhash_argon2id_SALTBYTES);

Result<void> argon2id_suite_1(BytesView secret, std::span<const std::uint8_t, kArgon2SaltBytes> salt,
                              std::span<std::uint8_t> out) {
  const int stretched =
      crypto_pwhash(out.data(), out.size(), reinterpret_cast<const char*>(secret.data()), secret.size(), salt.data(),
                    kArgon2Passes, kArgon2MemoryBytes, crypto_pwhash_ALG_ARGON2ID13);
  // The lengths are ours, so the only failure left is memory.
  if (stretched != 0) return ErrorCode::out_of_memory;
  return {};
}

}  // namespace care::crypto
