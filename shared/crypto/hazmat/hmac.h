// shared/crypto/hazmat/hmac.h — HMAC-SHA512, as RFC 9807 asks for it.
//
// Shapes   key of any length, tag 64 B
// Secrets  the hash state is wiped
// Source   RFC 2104, FIPS 180-4
// Tests    tests/unit/signin/hkdf_test.cpp
#pragma once

#include "shared/base/bytes.h"

namespace care::crypto {

void hmac_sha512(BytesView key, BytesView message, std::span<std::uint8_t, 64> out);

}  // namespace care::crypto
