// shared/crypto/hazmat/lanes.h — BLAKE2b and XChaCha20-Poly1305 in 128-bit registers, for the browser's build.
//
// Natively libsodium picks its own vector code; in WebAssembly it has the portable loops only, and a seal of 64 bytes
// is seven compressions of BLAKE2b and five blocks of ChaCha20. Written in the compiler's vectors, so that the tests
// hold the same lines beside libsodium natively; nothing else uses them there. Poly1305 is libsodium's. Secrets  no
// branch and no index depends on key or text; every buffer is wiped Source   RFC 7693; draft-irtf-cfrg-xchacha-03, RFC
// 8439 Tests    tests/unit/crypto/lanes_test.cpp, tests/contract/vectors.test.mjs
//
// For blake2b.cpp and aead.cpp; nobody else needs it.
#pragma once

#include "shared/crypto/hazmat/aead.h"

namespace care::crypto::lanes {

// `out` 1 … 64 B, `key` 0 … 64 B.
void blake2b(std::span<std::uint8_t> out, BytesView key, BytesView input);

void aead_encrypt_in_place(AeadKeyView key, AeadNonceView nonce, BytesView aad, std::span<std::uint8_t> text,
                           std::span<std::uint8_t, 16> tag);
[[nodiscard]] bool aead_decrypt(AeadKeyView key, AeadNonceView nonce, BytesView aad, BytesView ciphertext,
                                std::span<const std::uint8_t, 16> tag, std::span<std::uint8_t> out);

}  // namespace care::crypto::lanes
