// shared/crypto/facet_plaintext.h — what lies inside an envelope, and the two hashes a statement names.
//
// Shapes   plaintext = salt 32 ‖ canonical JSON; pc = SHA-256(label ‖ 0x00 ‖ salt ‖ JSON)
//          ct = SHA-256(envelope)
// Errors   open_failed (too short for a salt), commitment_mismatch
// Tests    tests/unit/crypto/facet_plaintext_test.cpp, tests/vectors/envelope_v1.json
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

namespace care::crypto {

inline constexpr std::size_t kSaltBytes = 32;
using FacetSalt = ByteArray<kSaltBytes>;

FacetSalt make_facet_salt(Random& random);

struct FacetPlaintext {
  FacetSalt salt{};
  BytesView json;  // borrows from the opened bytes
};

Bytes encode_facet_plaintext(const FacetSalt& salt, BytesView json);
Result<FacetPlaintext> decode_facet_plaintext(BytesView opened);

Hash32 derive_plaintext_commitment(const FacetSalt& salt, BytesView json);
Hash32 derive_ciphertext_hash(BytesView envelope);

// Is this what the author signed? The salt hides short answers, so equality alone proves it.
Result<void> check_plaintext_commitment(const FacetPlaintext& plaintext, const Hash32& signed_commitment);

}  // namespace care::crypto
