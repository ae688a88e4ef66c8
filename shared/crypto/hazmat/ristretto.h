// shared/crypto/hazmat/ristretto.h — the prime-order group of the password protocol.
//
// Shapes   element 32 B canonical, never the identity; scalar 32 B little-endian, canonical, never zero
// Errors   key_invalid
// Secrets  scalars are SecretBytes; intermediates are wiped
// Source   RFC 9496 (ristretto255), RFC 9497 section 4.1
// Tests    tests/unit/signin/ristretto_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"

namespace care::crypto::hazmat {

inline constexpr std::size_t kElementBytes = 32;
inline constexpr std::size_t kScalarBytes = 32;
inline constexpr std::size_t kUniformBytes = 64;

using Scalar = SecretBytes<kScalarBytes>;

// An object that exists is a canonical group element other than the identity.
class Element {
 public:
  static Result<Element> decode(BytesView bytes);
  const ByteArray<kElementBytes>& bytes() const { return bytes_; }
  friend bool operator==(const Element&, const Element&) = default;  // elements are public

 private:
  explicit Element(const ByteArray<kElementBytes>& bytes) : bytes_(bytes) {}
  ByteArray<kElementBytes> bytes_;
};

Result<Element> element_from_uniform(std::span<const std::uint8_t, kUniformBytes> uniform);
Result<Element> multiply(const Scalar& scalar, const Element& element);
Result<Element> multiply_generator(const Scalar& scalar);

// 64 uniform bytes, read as a little-endian number, modulo the group order; zero is refused.
Result<Scalar> scalar_from_uniform(std::span<const std::uint8_t, kUniformBytes> uniform);
Result<Scalar> decode_scalar(std::span<const std::uint8_t, kScalarBytes> bytes);
Result<Scalar> invert(const Scalar& scalar);

}  // namespace care::crypto::hazmat
