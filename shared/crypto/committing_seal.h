// shared/crypto/committing_seal.h — the one construction under facets, wraps and grants.
//
// Shapes   okm = BLAKE2b-512(key, message ‖ 0x00 ‖ nonce 24 ‖ BLAKE2b-256(AAD)); message key = okm[0..31],
//          commitment = okm[32..63]; XChaCha20-Poly1305 under the message key with the nonce and the same AAD
// Binds    whatever the AAD says; the commitment makes a text that opens under two keys impossible
// Errors   record_too_large, open_failed
// Secrets  wipes the message key, and what a failed open left behind
// Source   libsodium documentation, "Robustness"; shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/committing_seal_test.cpp
//
// For seal.cpp, open.cpp, key_wrap.cpp and grant.cpp; nobody else needs it.
#pragma once

#include "shared/base/secret_bytes.h"
#include "shared/crypto/nonce_source.h"

namespace care::crypto {

// Encrypts `text` where it lies; writes commitment and tag.
void seal_in_place(const Secret32& key, BytesView aad, const Nonce& nonce, std::span<std::uint8_t> text,
                   std::span<std::uint8_t, kCommitmentBytes> commitment, std::span<std::uint8_t, kTagBytes> tag);

// Decrypts `sealed` = ciphertext ‖ tag into `out`; false leaves zeros there.
[[nodiscard]] bool open_sealed(const Secret32& key, BytesView aad, const Nonce& nonce, const KeyCommitment& commitment,
                               BytesView sealed, std::span<std::uint8_t> out);

// The same with the envelope's header and padding around it. The plaintext is head ‖ body.
Result<Bytes> seal_envelope(const Secret32& key, BytesView aad, std::uint32_t generation, BytesView head,
                            BytesView body, NonceSource& nonces);
Result<Bytes> open_envelope(const Secret32& key, BytesView aad, std::uint32_t generation, BytesView envelope);

}  // namespace care::crypto
