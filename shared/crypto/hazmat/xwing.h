// shared/crypto/hazmat/xwing.h — X-Wing: ML-KEM-768 and X25519 in one KEM.
//
// Shapes   seed 32 B is the private key; public key 1,216 B, ciphertext 1,120 B, shared secret 32 B
// Errors   key_invalid (encapsulation to a malformed public key)
// Secrets  implicit rejection: a damaged ciphertext gives another secret, not an error
// Source   draft-connolly-cfrg-xwing-kem
// Tests    tests/unit/crypto/xwing_test.cpp
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"

namespace care::crypto {

struct XWingEncapsulation {
  ByteArray<1120> ciphertext{};
  Secret32 shared_secret;
};

ByteArray<1216> xwing_public_key(std::span<const std::uint8_t, 32> seed);

// The 64 bytes of randomness are drawn from `random`, so tests repeat.
Result<XWingEncapsulation> xwing_encapsulate(const ByteArray<1216>& public_key, Random& random);

Secret32 xwing_decapsulate(std::span<const std::uint8_t, 32> seed, std::span<const std::uint8_t, 1120> ciphertext);

}  // namespace care::crypto
