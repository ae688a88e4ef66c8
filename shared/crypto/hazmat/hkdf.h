// shared/crypto/hazmat/hkdf.h — HKDF-SHA512, for the password protocol only; our own tree uses BLAKE2b.
//
// Shapes   pseudo-random key 64 B; output up to 255 × 64 B
// Secrets  the state is wiped
// Source   RFC 5869 with SHA-512; an empty salt means 64 zero bytes
// Tests    tests/unit/signin/hkdf_test.cpp
#pragma once

#include "shared/base/bytes.h"

namespace care::crypto {

inline constexpr std::size_t kHkdfKeyBytes = 64;

void hkdf_extract(BytesView salt, BytesView input, std::span<std::uint8_t, kHkdfKeyBytes> out);
void hkdf_expand(std::span<const std::uint8_t, kHkdfKeyBytes> key, BytesView info, std::span<std::uint8_t> out);

}  // namespace care::crypto
