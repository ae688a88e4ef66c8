// The fuzzers' own argon2id_suite_1, in place of the library's: 64 MiB for each input would leave a handful of inputs a second. Nothing
// here asserts how a password is stretched; tests/unit/signin/argon2_test.cpp does.
#include "shared/crypto/hazmat/argon2.h"
#include "shared/crypto/hazmat/hkdf.h"

namespace care::crypto {

Result<void> argon2id_suite_1(BytesView secret, std::span<const std::uint8_t, kArgon2SaltBytes> salt, std::span<std::uint8_t> out) {
  ByteArray<kHkdfKeyBytes> key{};
  hkdf_extract(salt, secret, key);
  hkdf_expand(key, {}, out);
  return {};
}

}  // namespace care::crypto
