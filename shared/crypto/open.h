// shared/crypto/open.h — open one facet of one care record.
//
// Order    header, commitment recomputed and compared in constant time, AEAD, strict unpadding
// Errors   open_failed, for every cause alike: no oracle
// Secrets  wipes message keys, and the plaintext of a failed open
// Tests    tests/unit/crypto/open_test.cpp, tests/vectors/envelope_v1.json
#pragma once

#include "shared/crypto/envelope.h"
#include "shared/crypto/keys.h"

namespace care::crypto {

// `place` is what the caller knows from the signed statement, never from the envelope.
Result<Bytes> open_facet(const FacetKey& key, const FacetPlace& place, BytesView envelope);

}  // namespace care::crypto
