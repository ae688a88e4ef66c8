// shared/crypto/hazmat/blake2b.h — BLAKE2b, keyed and plain.
//
// Shapes   output 32 or 64 B, key 32 or 64 B
// Source   RFC 7693
// Tests    tests/unit/crypto/hazmat_test.cpp
#pragma once

#include "shared/base/bytes.h"

namespace care::crypto {

Hash32 blake2b_256(BytesView input);

// Straight into `out`, whose size (32 or 64) is part of the hash.
void blake2b_keyed(std::span<std::uint8_t> out, BytesView key, BytesView input);

// In parts, for inputs of any length.
class KeyedBlake2b {
 public:
  explicit KeyedBlake2b(BytesView key);
  ~KeyedBlake2b();
  KeyedBlake2b(const KeyedBlake2b&) = delete;
  KeyedBlake2b& operator=(const KeyedBlake2b&) = delete;

  void update(BytesView part);
  Hash32 finish();

 private:
  alignas(64) ByteArray<384> state_;
};

}  // namespace care::crypto
