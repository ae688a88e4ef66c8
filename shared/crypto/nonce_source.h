// shared/crypto/nonce_source.h — fresh 192-bit nonces, drawn in bulk.
//
// A call of the random source costs more than a seal in a browser; so a batch draws once for many.
// Tests    tests/unit/crypto/nonce_source_test.cpp
#pragma once

#include "shared/base/clock.h"
#include "shared/crypto/envelope.h"

namespace care::crypto {

class NonceSource {
 public:
  // `expected` is how many this batch will need: a hint, not a limit.
  explicit NonceSource(Random& random, std::size_t expected = 1);
  NonceSource(const NonceSource&) = delete;  // a copy would repeat nonces
  NonceSource& operator=(const NonceSource&) = delete;

  Nonce next();

 private:
  static constexpr std::size_t kDrawMax = 128;
  Random& random_;
  std::size_t expected_;
  std::size_t left_ = 0;
  std::array<Nonce, kDrawMax> drawn_;
};

}  // namespace care::crypto
