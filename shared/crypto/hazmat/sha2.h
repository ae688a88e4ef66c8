// shared/crypto/hazmat/sha2.h — SHA-256 and SHA-512.
//
// Source   FIPS 180-4
// Tests    tests/unit/crypto/hazmat_test.cpp
#pragma once

#include <initializer_list>

#include "shared/base/bytes.h"

namespace care::crypto {

Hash32 sha256(BytesView input);
Hash32 sha256(std::initializer_list<BytesView> parts);  // of all of them, one after the other
ByteArray<64> sha512(BytesView input);

// In parts. A copy continues from where the original stood.
class Sha512 {
 public:
  Sha512();
  Sha512& update(BytesView part);
  ByteArray<64> finish();

 private:
  alignas(8) ByteArray<208> state_;
};

}  // namespace care::crypto
