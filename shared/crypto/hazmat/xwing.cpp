#include "shared/crypto/hazmat/xwing.h"

#include "shared/crypto/hazmat/blake2b.h"

#include <sodium.h>

namespace care::crypto {

ByteArray<1216> xwing_public_key(std::span<const std::uint8_t, 32> seed) {
  ByteArray<1216> public_key;
  ByteArray<32> same_as_seed;
  const int failed = crypto_kem_xwing_seed_keypair(public_key.data(), same_as_seed.data(), seed.data());
  wipe(same_as_seed.data(), same_as_seed.size());
  CARE_CHECK(failed == 0);
  return public_key;
}

Result<XWingEncapsulation> xwing_encapsulate(const ByteArray<1216>& public_key, Random& random) {
  ByteArray<64> coins;
  random.fill(coins);
  XWingEncapsulation out;
  ByteArray<32> shared{};
  const int failed =
      crypto_kem_xwing_enc_deterministic(out.ciphertext.data(), shared.data(), public_key.data(), coins.data());
  wipe(coins.data(), coins.size());
  out.shared_secret = Secret32(shared);
  if (failed != 0) return ErrorCode::key_invalid;
  return out;
}

Secret32 xwing_decapsulate(std::span<const std::uint8_t, 32> seed, std::span<const std::uint8_t, 1120> ciphertext) {
  ByteArray<32> shared{};
  // The library refuses an X25519 part of low order, while a damaged ML-KEM part just gives another secret. Telling
  // them apart would make an oracle, and zeros could be guessed: so here too it is a secret that opens nothing.
  if (crypto_kem_xwing_dec(shared.data(), ciphertext.data(), seed.data()) != 0) {
    blake2b_keyed(shared, seed, ciphertext);
  }
  return Secret32(shared);
}

}  // namespace care::crypto
