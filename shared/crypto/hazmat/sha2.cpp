#include "shared/crypto/hazmat/sha2.h"

#include <sodium.h>

namespace care::crypto {
namespace {

static_assert(sizeof(crypto_hash_sha256_state) == 104 && alignof(crypto_hash_sha256_state) <= 8);
static_assert(sizeof(crypto_hash_sha512_state) == 208 && alignof(crypto_hash_sha512_state) <= 8);

crypto_hash_sha256_state* as_state(ByteArray<104>& memory) {
  return reinterpret_cast<crypto_hash_sha256_state*>(memory.data());
}
crypto_hash_sha512_state* as_state(ByteArray<208>& memory) {
  return reinterpret_cast<crypto_hash_sha512_state*>(memory.data());
}

}  // namespace

// These functions of libsodium cannot fail; they return 0 by contract.
Hash32 sha256(BytesView input) {
  Hash32 out;
  crypto_hash_sha256(out.data(), input.data(), input.size());
  return out;
}

ByteArray<64> sha512(BytesView input) {
  ByteArray<64> out;
  crypto_hash_sha512(out.data(), input.data(), input.size());
  return out;
}

Sha256::Sha256() { crypto_hash_sha256_init(as_state(state_)); }

Sha256& Sha256::update(BytesView part) {
  crypto_hash_sha256_update(as_state(state_), part.data(), part.size());
  return *this;
}

Hash32 Sha256::finish() {
  Hash32 out;
  crypto_hash_sha256_final(as_state(state_), out.data());
  return out;
}

Sha512::Sha512() { crypto_hash_sha512_init(as_state(state_)); }

Sha512& Sha512::update(BytesView part) {
  crypto_hash_sha512_update(as_state(state_), part.data(), part.size());
  return *this;
}

ByteArray<64> Sha512::finish() {
  ByteArray<64> out;
  crypto_hash_sha512_final(as_state(state_), out.data());
  return out;
}

}  // namespace care::crypto
