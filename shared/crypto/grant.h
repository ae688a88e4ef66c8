// shared/crypto/grant.h — a compartment seed for one member, encapsulated to their X-Wing key.
//
// Shapes   ver=1 ‖ suite=1 ‖ X-Wing ciphertext 1120 ‖ nonce 24 ‖ commitment 32 ‖ seed 32 ‖ tag 16 = 1,226 B
// Binds    workspace, class, unit, generation, recipient actor, hash of the recipient's key, encapsulation
// Errors   key_invalid (a public key nobody can hold); grant_invalid, for every failed open alike
// Secrets  wipes the shared secret. Decapsulation never fails: only the committing seal decides
// Source   draft-connolly-cfrg-xwing-kem; shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/grant_test.cpp, tests/vectors/grant_v1.json
//
// A grant proves nothing about who made it: the signed statement grant_commit does, and names hash and commitment.
#pragma once

#include "shared/crypto/key_tree.h"
#include "shared/crypto/nonce_source.h"

namespace care::crypto {

inline constexpr std::size_t kXWingCiphertextBytes = 1120;
inline constexpr std::size_t kGrantBytes =
    2 + kXWingCiphertextBytes + kNonceBytes + kCommitmentBytes + CompartmentSeed::kSize + kTagBytes;

struct GrantPlace {
  CompartmentPlace compartment;
  ActorId recipient;
};

struct Grant {
  Bytes bytes;
  Hash32 hash{};                // SHA-256 of the bytes
  Hash32 recipient_key_hash{};  // SHA-256 of the X-Wing public key
  Hash32 compartment_commitment{};
};

Result<Grant> make_grant(const CompartmentSeed& seed, const GrantPlace& place, const XWingPublicKey& recipient_key,
                         Random& random);

// `signed_commitment` is the one in grant_commit: a granter can't hand different seeds to different people.
Result<CompartmentSeed> open_grant(const XWingKey& key, const GrantPlace& place, BytesView grant,
                                   const Hash32& signed_commitment);

}  // namespace care::crypto
