// shared/crypto/hazmat/hmac.h — HMAC-SHA512, as RFC 9807 asks for it.
//
// Shapes   key of any length, tag 64 B
// Secrets  the hash state is wiped
// Source   RFC 2104, FIPS 180-4
// Tests    tests/unit/signin/hkdf_test.cpp
#pragma once

#include "shared/base/bytes.h"

namespace care::crypto::hazmat {

inline constexpr std::size_t kHmacSha512Bytes = 64;

void hmac_sha512(BytesView key, BytesView message, std::span<std::uint8_t, kHmacSha512Bytes> out);

}  // namespace care::crypto::hazmat
