// shared/signin/opaque_schedule.h — the derivations inside the password protocol; for opaque*.cpp and tests only.
//
// Secrets  everything returned is SecretBytes, except public keys and MACs that travel
// Source   RFC 9807 sections 4.1, 6.3.2, 6.4
// Tests    tests/unit/signin/opaque_vectors_test.cpp (every intermediate the RFC prints)
#pragma once

#include "shared/crypto/keys.h"
#include "shared/signin/opaque.h"

namespace care::signin {

Secret64 hkdf_expand_64(const Secret64& key, std::initializer_list<BytesView> info);
Result<OprfKeyPair> derive_diffie_hellman_key_pair(std::span<const std::uint8_t, 32> seed);
// The server's OPRF key of one account.
Result<Scalar> derive_account_oprf_key(const OpaqueServerKeys& keys, BytesView credential_identifier);

// OPRF output, stretched; only now is the password worth its Argon2id.
Result<Secret64> derive_randomized_password(const Password& password, const Scalar& blind, const Element& evaluated,
                                            const KeyStretch& stretch);
Secret64 derive_masking_key(const Secret64& randomized_password);

// What the client can make again from password and envelope nonce.
struct EnvelopeSecrets {
  Secret64 auth_key;
  ExportKey export_key;
  OprfKeyPair client;
};
Result<EnvelopeSecrets> derive_envelope_secrets(const Secret64& randomized_password, const OpaqueNonce& nonce);
OpaqueMac derive_envelope_tag(const EnvelopeSecrets& secrets, const OpaqueNonce& nonce,
                              const Element& server_public_key, const OpaqueSetting& setting);

// XOR with a pad, so that nothing of a record shows to someone without the password; the same call both ways.
ByteArray<kMaskedResponseBytes> mask_response(const Secret64& masking_key, const OpaqueNonce& masking_nonce,
                                              const ByteArray<kMaskedResponseBytes>& response);

struct HandshakeSecrets {
  Secret64 handshake_secret;
  Secret64 server_mac_key;
  Secret64 client_mac_key;
  crypto::SessionKey session_key;
  OpaqueMac server_mac{};
  Secret64 client_mac;
};
struct HandshakeInput {
  const OpaqueSetting& setting;
  const Ke1& ke1;
  const Ke2& ke2;  // all but its MAC
  const Element& client_public_key;
  const Element& server_public_key;
};
// The three Diffie-Hellman values, in the RFC's order.
struct TripleDiffieHellman {
  Element ephemeral_ephemeral;
  Element server_static;
  Element client_static;
};
HandshakeSecrets derive_handshake(const HandshakeInput& input, const TripleDiffieHellman& shared);

}  // namespace care::signin
