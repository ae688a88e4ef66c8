#include "shared/crypto/hazmat/hkdf.h"

#include "shared/base/result.h"

#include <sodium.h>

namespace care::crypto {

static_assert(kHkdfKeyBytes == crypto_kdf_hkdf_sha512_KEYBYTES);

void hkdf_extract(BytesView salt, BytesView input, std::span<std::uint8_t, kHkdfKeyBytes> out) {
  crypto_kdf_hkdf_sha512_extract(out.data(), salt.data(), salt.size(), input.data(), input.size());
}

void hkdf_expand(std::span<const std::uint8_t, kHkdfKeyBytes> key, BytesView info, std::span<std::uint8_t> out) {
  const int expanded = crypto_kdf_hkdf_sha512_expand(out.data(), out.size(), reinterpret_cast<const char*>(info.data()),
                                                     info.size(), key.data());
  CARE_CHECK(expanded == 0);  // lengths are ours, and far below 255 blocks
}

}  // namespace care::crypto
