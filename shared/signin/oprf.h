// shared/signin/oprf.h — the oblivious function under the password protocol (and under the PIN): the server
// mixes its key into an input it never sees.
//
// Shapes   element 32 B, output 64 B; OPRF(ristretto255, SHA-512), mode 0x00
// Errors   key_invalid
// Secrets  blind, key and output are SecretBytes; intermediates are wiped
// Source   RFC 9497 sections 3.2.1, 3.3.1, 4.1
// Tests    tests/unit/signin/oprf_test.cpp, tests/vectors/opaque_v1.json
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/crypto/hazmat/ristretto.h"

namespace care::signin {

using crypto::Element;
using Scalar = SecretBytes<crypto::kScalarBytes>;

struct OprfBlinded {
  Scalar blind;
  Element element;  // goes to the server
};

struct OprfKeyPair {
  Scalar secret_key;
  Element public_key;
};

inline constexpr std::size_t kOprfUniformBytes = 64;  // what one blind is reduced from

// `uniform` is fresh randomness for this one call; the caller draws it together with what else it needs.
Result<OprfBlinded> oprf_blind(BytesView input, crypto::UniformView uniform);
Result<Element> oprf_evaluate(const Scalar& key, const Element& blinded);
Result<Secret64> oprf_finalize(BytesView input, const Scalar& blind, const Element& evaluated);
Result<OprfKeyPair> derive_oprf_key_pair(std::span<const std::uint8_t, 32> seed, BytesView info);

}  // namespace care::signin
