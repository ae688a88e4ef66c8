// shared/crypto/hazmat/aead.h — XChaCha20-Poly1305, where the bytes lie.
//
// It doesn't commit to its key: use shared/crypto/committing_seal.h, never this alone.
// Source   draft-irtf-cfrg-xchacha-03
// Tests    tests/unit/crypto/hazmat_test.cpp
#pragma once

#include "shared/base/bytes.h"

namespace care::crypto {

using AeadKeyView = std::span<const std::uint8_t, 32>;
using AeadNonceView = std::span<const std::uint8_t, 24>;

// Encrypts `text` where it lies and writes the tag.
void aead_encrypt_in_place(AeadKeyView key, AeadNonceView nonce, BytesView aad, std::span<std::uint8_t> text,
                           std::span<std::uint8_t, 16> tag);

// Decrypts into `out`, which has the ciphertext's size; false leaves zeros there.
[[nodiscard]] bool aead_decrypt(AeadKeyView key, AeadNonceView nonce, BytesView aad, BytesView ciphertext,
                                std::span<const std::uint8_t, 16> tag, std::span<std::uint8_t> out);

}  // namespace care::crypto
