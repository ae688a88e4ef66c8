#include "shared/crypto/signature.h"

#include "shared/crypto/hazmat/ed25519.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/labelled_input.h"
#include "shared/crypto/labels.h"
#include "shared/crypto/secret_access.h"
#include "shared/crypto/statement_signature.h"

namespace care::crypto {

class SignatureSecrets {
 public:
  static SecretAccess token() { return SecretAccessMaker::make(); }
};

namespace {

using Claim = LabelledInput<160>;

Signature sign(const SigningKey& key, BytesView message) {
  return ed25519_sign(key.read(SignatureSecrets::token()), message);
}

Result<void> verify(const SigningPublicKey& key, BytesView message, const Signature& signature) {
  if (!ed25519_verify(key, message, signature)) return ErrorCode::signature_invalid;
  return {};
}

Bytes labelled_body(BytesView body) {
  Bytes message;
  message.reserve(labels::kStatement.size() + 1 + body.size());
  append(message, as_bytes(labels::kStatement));
  message.push_back(0);
  append(message, body);
  return message;
}

BytesView put_possession(Claim& claim, const SigningPublicKey& key, const Possession& possession) {
  return claim.put(possession.workspace.bytes())
      .put(possession.actor.bytes())
      .put(key)
      .put(possession.xwing_key_hash)
      .view();
}

BytesView put_acceptance(Claim& claim, const InviteAcceptance& acceptance) {
  return claim.put(acceptance.workspace.bytes())
      .put(acceptance.invite.bytes())
      .put(acceptance.actor.bytes())
      .put(acceptance.signing_key)
      .put(acceptance.xwing_key_hash)
      .view();
}

BytesView put_recovery(Claim& claim, const RecoveryClaim& recovery) {
  return claim.put(recovery.workspace.bytes())
      .put(recovery.account.bytes())
      .put(recovery.recovery.bytes())
      .put(sha256(recovery.record))
      .put(recovery.wrap_id)
      .put(sha256(recovery.wrap))
      .view();
}

}  // namespace

Signature sign_statement(const SigningKey& key, BytesView body) { return sign(key, labelled_body(body)); }

Result<void> verify_statement(const SigningPublicKey& key, BytesView body, const Signature& signature) {
  return verify(key, labelled_body(body), signature);
}

Signature sign_note(const SigningKey& key, std::string_view text) { return sign(key, as_bytes(text)); }

Result<void> verify_note(const SigningPublicKey& key, std::string_view text, const Signature& signature) {
  return verify(key, as_bytes(text), signature);
}

Signature sign_possession(const SigningKey& key, const Possession& possession) {
  Claim claim(labels::kPossession);
  return sign(key, put_possession(claim, key.public_key(), possession));
}

Result<void> verify_possession(const SigningPublicKey& key, const Possession& possession, const Signature& signature) {
  Claim claim(labels::kPossession);
  return verify(key, put_possession(claim, key, possession), signature);
}

Signature sign_invite_acceptance(const SigningKey& invite_key, const InviteAcceptance& acceptance) {
  Claim claim(labels::kInviteAccept);
  return sign(invite_key, put_acceptance(claim, acceptance));
}

Result<void> verify_invite_acceptance(const SigningPublicKey& invite_key, const InviteAcceptance& acceptance,
                                      const Signature& signature) {
  Claim claim(labels::kInviteAccept);
  return verify(invite_key, put_acceptance(claim, acceptance), signature);
}

Signature sign_recovery(const SigningKey& identity_key, const RecoveryClaim& recovery) {
  Claim claim(labels::kRecovery);
  return sign(identity_key, put_recovery(claim, recovery));
}

Result<void> verify_recovery(const SigningPublicKey& identity_key, const RecoveryClaim& recovery,
                             const Signature& signature) {
  Claim claim(labels::kRecovery);
  return verify(identity_key, put_recovery(claim, recovery), signature);
}

}  // namespace care::crypto
