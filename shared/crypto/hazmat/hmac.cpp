#include "shared/crypto/hazmat/hmac.h"

#include "shared/base/secret_bytes.h"

#include <sodium.h>

namespace care::crypto {

void hmac_sha512(BytesView key, BytesView message, std::span<std::uint8_t, 64> out) {
  crypto_auth_hmacsha512_state state;
  crypto_auth_hmacsha512_init(&state, key.data(), key.size());
  crypto_auth_hmacsha512_update(&state, message.data(), message.size());
  crypto_auth_hmacsha512_final(&state, out.data());
  wipe(&state, sizeof state);
}

}  // namespace care::crypto
