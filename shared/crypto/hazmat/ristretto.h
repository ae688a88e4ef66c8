// shared/crypto/hazmat/ristretto.h — the prime-order group of the password protocol.
//
// Shapes   element 32 B canonical, never the identity; scalar 32 B little-endian, canonical, never zero
// Errors   key_invalid
// Secrets  scalars come and go as spans into SecretBytes; every element is wiped, since some are a hashed password or a
//          Diffie-Hellman value
// Source   RFC 9496 (ristretto255), RFC 9497 section 4.1
// Tests    tests/unit/signin/ristretto_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"

namespace care::crypto {

inline constexpr std::size_t kElementBytes = 32;
inline constexpr std::size_t kScalarBytes = 32;

using ScalarView = std::span<const std::uint8_t, kScalarBytes>;
using ScalarOut = std::span<std::uint8_t, kScalarBytes>;
using UniformView = std::span<const std::uint8_t, 64>;

// An object that exists is a canonical group element other than the identity.
class Element {
 public:
  static Result<Element> decode(BytesView bytes);
  Element(const Element&) = default;
  Element& operator=(const Element&) = default;
  ~Element() { wipe(bytes_.data(), bytes_.size()); }

  const ByteArray<kElementBytes>& bytes() const { return bytes_; }

 private:
  explicit Element(const ByteArray<kElementBytes>& bytes) : bytes_(bytes) {}
  ByteArray<kElementBytes> bytes_;
};

Result<Element> element_from_uniform(UniformView uniform);
Result<Element> multiply(ScalarView scalar, const Element& element);
Result<Element> multiply_generator(ScalarView scalar);

// 64 uniform bytes, read as a little-endian number, modulo the group order; zero is refused.
Result<void> scalar_from_uniform(UniformView uniform, ScalarOut out);
Result<void> invert_scalar(ScalarView scalar, ScalarOut out);
Result<void> check_scalar(ScalarView scalar);

}  // namespace care::crypto
