// tests/unit/crypto/golden_make.h — what both golden makers use.
#pragma once

#include "tests/unit/crypto/golden.h"

#include <iostream>

namespace care::crypto {

inline Bytes random_bytes(std::uint64_t seed, std::size_t size) {
  test::TestRandom random(seed);
  Bytes out(size);
  random.fill(out);
  return out;
}

template <typename Key>
std::string hex_of(const Key& key) {
  return encode_hex(test::reveal(key));
}

inline Bytes spoilt(Bytes bytes, std::size_t at) {
  bytes[at] ^= 1;
  return bytes;
}

inline void print(const GoldenJson& file) { std::cout << file.dump(1) << "\n"; }

}  // namespace care::crypto
