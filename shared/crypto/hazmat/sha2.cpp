#include "shared/crypto/hazmat/sha2.h"

#include <sodium.h>

#ifndef __EMSCRIPTEN__
#include <memory>

#include <openssl/evp.h>
#endif

namespace care::crypto {
namespace {

static_assert(sizeof(crypto_hash_sha512_state) == 208 && alignof(crypto_hash_sha512_state) <= 8);

crypto_hash_sha512_state* as_state(ByteArray<208>& memory) {
  return reinterpret_cast<crypto_hash_sha512_state*>(memory.data());
}

#ifndef __EMSCRIPTEN__
struct DigestFree {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Natively OpenSSL computes it where it can: it uses the processor's own instructions (decision 10), and a server hashes for each proof.
bool sha256_of_openssl(std::initializer_list<BytesView> parts, Hash32& out) {
  static const EVP_MD* const kKind = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, DigestFree> context(EVP_MD_CTX_new());
  bool done = kKind != nullptr && context != nullptr && EVP_DigestInit_ex2(context.get(), kKind, nullptr) == 1;
  for (const BytesView part : parts) done = done && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  return done && EVP_DigestFinal_ex(context.get(), out.data(), nullptr) == 1;
}
#else
bool sha256_of_openssl(std::initializer_list<BytesView>, Hash32&) { return false; }
#endif

}  // namespace

Hash32 sha256(BytesView input) { return sha256({input}); }

// These functions of libsodium cannot fail; they return 0 by contract.
Hash32 sha256(std::initializer_list<BytesView> parts) {
  Hash32 out;
  if (sha256_of_openssl(parts, out)) return out;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const BytesView part : parts) crypto_hash_sha256_update(&state, part.data(), part.size());
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

ByteArray<64> sha512(BytesView input) {
  ByteArray<64> out;
  crypto_hash_sha512(out.data(), input.data(), input.size());
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
