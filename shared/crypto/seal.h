// shared/crypto/seal.h — seal one facet of one care record.
//
// Shapes   envelope of shared/crypto/envelope.h
// Binds    workspace, class, unit, subject, collection, record, facet, schema, version, key generation
// Errors   record_too_large
// Secrets  wipes message keys; the plaintext is encrypted where it lies in the output
// Source   draft-irtf-cfrg-xchacha-03; BLAKE2b commitment in shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/seal_test.cpp, tests/vectors/envelope_v1.json
#pragma once

#include "shared/crypto/keys.h"
#include "shared/crypto/nonce_source.h"

namespace care::crypto {

Result<Bytes> seal_facet(const FacetKey& key, const FacetPlace& place, BytesView plaintext, NonceSource& nonces);

// The plaintext in two parts, sealed as head ‖ body: the salt needn't be copied in front of the JSON first.
Result<Bytes> seal_facet(const FacetKey& key, const FacetPlace& place, BytesView head, BytesView body,
                         NonceSource& nonces);

}  // namespace care::crypto
