#include "shared/crypto/hazmat/ed25519.h"

#include "shared/base/result.h"

#include <sodium.h>

namespace care::crypto {

void ed25519_pair_from_seed(std::span<const std::uint8_t, 32> seed, std::span<std::uint8_t, 64> pair) {
  ByteArray<32> public_key;
  CARE_CHECK(crypto_sign_seed_keypair(public_key.data(), pair.data(), seed.data()) == 0);
}

ByteArray<64> ed25519_sign(std::span<const std::uint8_t, 64> pair, BytesView message) {
  ByteArray<64> signature;
  CARE_CHECK(crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), pair.data()) == 0);
  return signature;
}

bool ed25519_verify(const ByteArray<32>& public_key, BytesView message, const ByteArray<64>& signature) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), public_key.data()) == 0;
}

}  // namespace care::crypto
