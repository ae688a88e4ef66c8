// shared/crypto/hazmat/ed25519.h — Ed25519 over bytes that already carry their label.
//
// Verification is strict: S below the order, R and key canonical and not of low order (43 of the 914 CCTV cases pass).
// Source   RFC 8032
// Tests    tests/unit/crypto/ed25519_test.cpp
#pragma once

#include "shared/base/bytes.h"

namespace care::crypto {

// pair = seed ‖ public key
void ed25519_pair_from_seed(std::span<const std::uint8_t, 32> seed, std::span<std::uint8_t, 64> pair);
ByteArray<64> ed25519_sign(std::span<const std::uint8_t, 64> pair, BytesView message);
[[nodiscard]] bool ed25519_verify(const ByteArray<32>& public_key, BytesView message, const ByteArray<64>& signature);

}  // namespace care::crypto
