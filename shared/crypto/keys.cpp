#include "shared/crypto/keys.h"

#include "shared/crypto/hazmat/ed25519.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/hazmat/xwing.h"
#include "shared/crypto/secret_access.h"

#include <algorithm>

namespace care::crypto {

class KeySecrets {
 public:
  static SecretAccess token() { return SecretAccessMaker::make(); }
};

SigningKey SigningKey::from_seed(Secret32&& seed) {
  const Secret32 owned = std::move(seed);
  SigningKey key;
  const auto pair = key.pair_.write(KeySecrets::token());
  ed25519_pair_from_seed(owned.read(KeySecrets::token()), pair);
  std::copy_n(pair.data() + 32, key.public_key_.size(), key.public_key_.data());
  return key;
}

SigningKey SigningKey::make(Random& random) {
  ByteArray<32> seed{};
  random.fill(seed);
  return from_seed(Secret32(seed));
}

XWingKey XWingKey::from_seed(Secret32&& seed) {
  XWingKey key;
  key.seed_ = std::move(seed);
  key.public_key_ = xwing_public_key(key.seed_.read(KeySecrets::token()));
  return key;
}

Hash32 derive_xwing_key_hash(const XWingPublicKey& key) { return sha256(key); }

}  // namespace care::crypto
