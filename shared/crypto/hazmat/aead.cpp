#include "shared/crypto/hazmat/aead.h"

#include "shared/base/result.h"

#include <sodium.h>

namespace care::crypto {

void aead_encrypt_in_place(AeadKeyView key, AeadNonceView nonce, BytesView aad, std::span<std::uint8_t> text,
                           std::span<std::uint8_t, 16> tag) {
  std::uint8_t none = 0;  // the library wants a place even for no text
  std::uint8_t* const place = text.empty() ? &none : text.data();
  CARE_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt_detached(place, tag.data(), nullptr, place, text.size(),
                                                                 aad.data(), aad.size(), nullptr, nonce.data(),
                                                                 key.data()) == 0);
}

bool aead_decrypt(AeadKeyView key, AeadNonceView nonce, BytesView aad, BytesView ciphertext,
                  std::span<const std::uint8_t, 16> tag, std::span<std::uint8_t> out) {
  CARE_CHECK(out.size() == ciphertext.size());
  const std::uint8_t none = 0;  // as above
  const std::uint8_t* const from = ciphertext.empty() ? &none : ciphertext.data();
  return crypto_aead_xchacha20poly1305_ietf_decrypt_detached(out.data(), nullptr, from, ciphertext.size(),
                                                             tag.data(), aad.data(), aad.size(), nonce.data(),
                                                             key.data()) == 0;
}

}  // namespace care::crypto
