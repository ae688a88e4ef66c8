// Where libsodium gives its answer: equal or not, zero or not, a point or none, and how long the padding is, is told. That is what the
// caller acts on; in which byte two secrets differ is what must not be seen. The linker puts these in place (--wrap); what they call is
// the library's own.
#include <cstddef>

#include "tests/secrets/memory.h"

extern "C" {

int __real_sodium_memcmp(const void* a, const void* b, std::size_t size);
int __wrap_sodium_memcmp(const void* a, const void* b, std::size_t size) {
  int answer = __real_sodium_memcmp(a, b, size);
  care::secrets::tell(&answer, sizeof answer);
  return answer;
}

int __real_sodium_is_zero(const unsigned char* bytes, std::size_t size);
int __wrap_sodium_is_zero(const unsigned char* bytes, std::size_t size) {
  int answer = __real_sodium_is_zero(bytes, size);
  care::secrets::tell(&answer, sizeof answer);
  return answer;
}

int __real_crypto_verify_16(const unsigned char* a, const unsigned char* b);
int __wrap_crypto_verify_16(const unsigned char* a, const unsigned char* b) {
  int answer = __real_crypto_verify_16(a, b);
  care::secrets::tell(&answer, sizeof answer);
  return answer;
}

int __real_sodium_unpad(std::size_t* size, const unsigned char* bytes, std::size_t padded, std::size_t block);
int __wrap_sodium_unpad(std::size_t* size, const unsigned char* bytes, std::size_t padded, std::size_t block) {
  int answer = __real_sodium_unpad(size, bytes, padded, block);
  care::secrets::tell(&answer, sizeof answer);
  care::secrets::tell(size, sizeof *size);
  return answer;
}

// Of a product of ours the answer is always yes, and of what came from outside whoever sent it knows it.
int __real_crypto_core_ristretto255_is_valid_point(const unsigned char* point);
int __wrap_crypto_core_ristretto255_is_valid_point(const unsigned char* point) {
  int answer = __real_crypto_core_ristretto255_is_valid_point(point);
  care::secrets::tell(&answer, sizeof answer);
  return answer;
}

int __real_crypto_scalarmult_ristretto255(unsigned char* out, const unsigned char* scalar, const unsigned char* point);
int __wrap_crypto_scalarmult_ristretto255(unsigned char* out, const unsigned char* scalar, const unsigned char* point) {
  int answer = __real_crypto_scalarmult_ristretto255(out, scalar, point);
  care::secrets::tell(&answer, sizeof answer);
  return answer;
}

// No only for an X25519 part of low order, which its sender chose.
int __real_crypto_kem_xwing_dec(unsigned char* shared, const unsigned char* ciphertext, const unsigned char* seed);
int __wrap_crypto_kem_xwing_dec(unsigned char* shared, const unsigned char* ciphertext, const unsigned char* seed) {
  int answer = __real_crypto_kem_xwing_dec(shared, ciphertext, seed);
  care::secrets::tell(&answer, sizeof answer);
  return answer;
}

int __real_crypto_kem_xwing_enc_deterministic(unsigned char* ciphertext, unsigned char* shared, const unsigned char* key, const unsigned char* coins);
int __wrap_crypto_kem_xwing_enc_deterministic(unsigned char* ciphertext, unsigned char* shared, const unsigned char* key, const unsigned char* coins) {
  int answer = __real_crypto_kem_xwing_enc_deterministic(ciphertext, shared, key, coins);
  care::secrets::tell(&answer, sizeof answer);
  return answer;
}

}  // extern "C"
