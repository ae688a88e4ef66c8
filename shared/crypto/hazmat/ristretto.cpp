#include "shared/crypto/hazmat/ristretto.h"

#include <algorithm>

#include <sodium.h>

namespace care::crypto {

static_assert(kElementBytes == crypto_core_ristretto255_BYTES);
static_assert(kScalarBytes == crypto_core_ristretto255_SCALARBYTES);

namespace {

// The identity is 32 zero bytes, a canonical encoding that libsodium accepts and the RFCs forbid.
bool all_zero(BytesView bytes) { return sodium_is_zero(bytes.data(), bytes.size()) == 1; }

}  // namespace

Result<Element> Element::decode(BytesView bytes) {
  ByteArray<kElementBytes> raw{};
  if (!copy_exact(bytes, raw)) return ErrorCode::key_invalid;
  if (all_zero(raw) || crypto_core_ristretto255_is_valid_point(raw.data()) != 1) return ErrorCode::key_invalid;
  return Element(raw);
}

Result<Element> element_from_uniform(UniformView uniform) {
  ByteArray<kElementBytes> raw{};
  if (crypto_core_ristretto255_from_hash(raw.data(), uniform.data()) != 0) return ErrorCode::key_invalid;
  auto element = Element::decode(raw);
  wipe(raw.data(), raw.size());
  return element;
}

Result<Element> multiply(ScalarView scalar, const Element& element) {
  ByteArray<kElementBytes> raw{};
  // Returns -1 for the identity.
  if (crypto_scalarmult_ristretto255(raw.data(), scalar.data(), element.bytes().data()) != 0) {
    return ErrorCode::key_invalid;
  }
  auto product = Element::decode(raw);
  wipe(raw.data(), raw.size());
  return product;
}

Result<Element> multiply_generator(ScalarView scalar) {
  ByteArray<kElementBytes> raw{};
  if (crypto_scalarmult_ristretto255_base(raw.data(), scalar.data()) != 0) return ErrorCode::key_invalid;
  return Element::decode(raw);
}

Result<void> scalar_from_uniform(UniformView uniform, ScalarOut out) {
  crypto_core_ristretto255_scalar_reduce(out.data(), uniform.data());
  if (all_zero(out)) return ErrorCode::key_invalid;
  return {};
}

Result<void> invert_scalar(ScalarView scalar, ScalarOut out) {
  if (crypto_core_ristretto255_scalar_invert(out.data(), scalar.data()) != 0) return ErrorCode::key_invalid;
  return {};
}

Result<void> check_scalar(ScalarView scalar) {
  ByteArray<64> wide{};
  std::copy(scalar.begin(), scalar.end(), wide.begin());
  ByteArray<kScalarBytes> reduced{};
  crypto_core_ristretto255_scalar_reduce(reduced.data(), wide.data());
  const bool canonical = sodium_memcmp(reduced.data(), scalar.data(), kScalarBytes) == 0;
  wipe(wide.data(), wide.size());
  wipe(reduced.data(), reduced.size());
  if (all_zero(scalar) || !canonical) return ErrorCode::key_invalid;
  return {};
}

}  // namespace care::crypto
