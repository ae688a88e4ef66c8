#include "shared/crypto/key_id.h"

#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/labelled_input.h"
#include "shared/crypto/labels.h"

#include <algorithm>

namespace care::crypto {

KeyId derive_key_id(const SigningPublicKey& key) {
  const Hash32 hash = sha256(LabelledInput<64>(labels::kKeyId).put(key).view());
  ByteArray<kIdBytes> first{};
  std::copy_n(hash.data(), first.size(), first.data());
  return KeyId::from_array(first);
}

}  // namespace care::crypto
