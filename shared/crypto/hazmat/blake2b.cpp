#include "shared/crypto/hazmat/blake2b.h"

#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"

#include <sodium.h>

namespace care::crypto {
namespace {

static_assert(sizeof(crypto_generichash_state) == 384);
static_assert(alignof(crypto_generichash_state) <= 64);

crypto_generichash_state* as_state(ByteArray<384>& memory) {
  return reinterpret_cast<crypto_generichash_state*>(memory.data());
}

}  // namespace

Hash32 blake2b_256(BytesView input) {
  Hash32 out;
  CARE_CHECK(crypto_generichash(out.data(), out.size(), input.data(), input.size(), nullptr, 0) == 0);
  return out;
}

void blake2b_keyed(std::span<std::uint8_t> out, BytesView key, BytesView input) {
  CARE_CHECK(out.size() == 32 || out.size() == 64);
  CARE_CHECK(key.size() == 32 || key.size() == 64);
  CARE_CHECK(crypto_generichash(out.data(), out.size(), input.data(), input.size(), key.data(), key.size()) == 0);
}

KeyedBlake2b::KeyedBlake2b(BytesView key) {
  CARE_CHECK(key.size() == 32 || key.size() == 64);
  CARE_CHECK(crypto_generichash_init(as_state(state_), key.data(), key.size(), 32) == 0);
}

KeyedBlake2b::~KeyedBlake2b() { sodium_memzero(state_.data(), state_.size()); }

void KeyedBlake2b::update(BytesView part) {
  CARE_CHECK(crypto_generichash_update(as_state(state_), part.data(), part.size()) == 0);
}

Hash32 KeyedBlake2b::finish() {
  Hash32 out;
  CARE_CHECK(crypto_generichash_final(as_state(state_), out.data(), out.size()) == 0);
  return out;
}

}  // namespace care::crypto
