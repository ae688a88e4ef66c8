// tests/secrets/memory.h — memory whose value memcheck does not know: whatever branches on it, or looks something up by it, is reported.
//
// Source   Adam Langley, ctgrind; valgrind manual 4.7 (client requests)
#pragma once

#include <valgrind/memcheck.h>

#include "shared/crypto/keys.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"

namespace care::secrets {

inline void hide(const void* memory, std::size_t size) { static_cast<void>(VALGRIND_MAKE_MEM_UNDEFINED(memory, size)); }
// What is told to everybody from here on: a signature, a ciphertext, the answer yes or no.
inline void tell(const void* memory, std::size_t size) { static_cast<void>(VALGRIND_MAKE_MEM_DEFINED(memory, size)); }

inline void hide(BytesView bytes) { hide(bytes.data(), bytes.size()); }
inline void tell(BytesView bytes) { tell(bytes.data(), bytes.size()); }

template <std::size_t N>
void hide(const SecretBytes<N>& secret) {
  hide(secret.read(test::TestSecrets::token()));
}
template <typename Tag, std::size_t N>
void hide(const crypto::SecretKey<Tag, N>& key) {
  hide(key.secret());
}

// Random first, so that what depends on the value takes the way it would take; then hidden.
template <typename Key>
Key hidden_key(std::uint64_t seed) {
  test::TestRandom random(seed);
  ByteArray<Key::kSize> bytes{};
  random.fill(bytes);
  Key key = Key::take(bytes);
  hide(key);
  return key;
}

// Whoever draws secrets from it gets hidden ones.
class HiddenRandom : public Random {
 public:
  explicit HiddenRandom(std::uint64_t seed) : random_(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    random_.fill(out);
    hide(out);
  }

 private:
  test::TestRandom random_;
};

}  // namespace care::secrets
