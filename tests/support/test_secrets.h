// tests/support/test_secrets.h — lets a test look at key bytes; nothing outside tests/ may include it.
#pragma once

#include "shared/crypto/keys.h"
#include "shared/crypto/secret_access.h"

namespace care::test {

class TestSecrets {
 public:
  static SecretAccess token() { return crypto::SecretAccessMaker::make(); }
};

template <std::size_t N>
Bytes reveal(const SecretBytes<N>& secret) {
  return to_bytes(secret.read(TestSecrets::token()));
}

template <typename Tag, std::size_t N>
Bytes reveal(const crypto::SecretKey<Tag, N>& key) {
  return reveal(key.secret());
}

}  // namespace care::test
