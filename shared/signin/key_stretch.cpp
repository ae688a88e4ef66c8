#include "shared/signin/key_stretch.h"

#include "shared/crypto/hazmat/argon2.h"

namespace care::signin {

namespace {

class Argon2Suite1 : public KeyStretch {
 public:
  Result<void> stretch(std::span<const std::uint8_t, 64> input, std::span<std::uint8_t, 64> output) const override {
    constexpr ByteArray<crypto::kArgon2SaltBytes> kZeroSalt{};
    return crypto::argon2id_suite_1(input, kZeroSalt, output);
  }
};

}  // namespace

const KeyStretch& key_stretch_suite_1() {
  static const Argon2Suite1 kSuite;
  return kSuite;
}

}  // namespace care::signin
