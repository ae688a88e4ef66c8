// shared/crypto/signature.h — everything Ed25519 signs that has a label of ours.
//
// Shapes   label ‖ 0x00 ‖ what is signed; strict verification: canonical S and R, no low-order key or R
// Errors   signature_invalid
// Source   RFC 8032 as libsodium 1.0.22 verifies it; shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/signature_test.cpp, tests/vectors/statement_signature_v1.json
#pragma once

#include "shared/base/id.h"
#include "shared/base/result.h"
#include "shared/crypto/key_wrap.h"
#include "shared/crypto/keys.h"

namespace care::crypto {

// A note is text whose first line is its context (C2SP signed-note): no label is put in front.
Signature sign_note(const SigningKey& key, std::string_view text);
Result<void> verify_note(const SigningPublicKey& key, std::string_view text, const Signature& signature);

// Proof that whoever publishes a key holds it.
struct Possession {
  WorkspaceId workspace;
  ActorId actor;
  Hash32 xwing_key_hash{};  // zeros for a device key
};
Signature sign_possession(const SigningKey& key, const Possession& claim);
Result<void> verify_possession(const SigningPublicKey& key, const Possession& claim, const Signature& signature);

// Signed by the key that the invite code leads to.
struct InviteAcceptance {
  WorkspaceId workspace;
  InviteId invite;
  ActorId actor;
  SigningPublicKey signing_key{};
  Hash32 xwing_key_hash{};
};
Signature sign_invite_acceptance(const SigningKey& invite_key, const InviteAcceptance& acceptance);
Result<void> verify_invite_acceptance(const SigningPublicKey& invite_key, const InviteAcceptance& acceptance,
                                      const Signature& signature);

// Signed by the identity key out of the seed that a recovery kit opened: what takes the place of the lost password.
struct RecoveryClaim {
  WorkspaceId workspace;
  AccountId account;
  RecoveryId recovery;  // the server's own, used once
  BytesView record;     // OPAQUE's, of the new password
  WrapBytes16 wrap_id{};
  BytesView wrap;       // the seed under the new password
};
Signature sign_recovery(const SigningKey& identity_key, const RecoveryClaim& claim);
Result<void> verify_recovery(const SigningPublicKey& identity_key, const RecoveryClaim& claim,
                             const Signature& signature);

}  // namespace care::crypto
