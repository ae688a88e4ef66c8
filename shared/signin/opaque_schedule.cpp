#include "shared/signin/opaque_schedule.h"

#include "shared/crypto/hazmat/hkdf.h"
#include "shared/crypto/hazmat/hmac.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/signin/secret_token.h"

#include <algorithm>

namespace care::signin {

namespace {

Bytes join(std::initializer_list<BytesView> parts) {
  Bytes out;
  std::size_t size = 0;
  for (const BytesView part : parts) size += part.size();
  out.reserve(size);  // some parts are secret: no copies left behind by growing
  for (const BytesView part : parts) append(out, part);
  return out;
}

Secret64 hkdf_extract_64(BytesView input) {
  Secret64 key;
  crypto::hkdf_extract({}, input, key.write(PasswordSecrets::access()));
  return key;
}

Secret64 hmac(const Secret64& key, BytesView message) {
  Secret64 tag;
  crypto::hmac_sha512(key.read(PasswordSecrets::access()), message, tag.write(PasswordSecrets::access()));
  return tag;
}

OpaqueMac public_mac(const Secret64& tag) {
  OpaqueMac out{};
  const auto bytes = tag.read(PasswordSecrets::access());
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

// Length-prefixed, as the RFC writes vectors of up to 65,535 bytes.
void append_vector(Bytes& out, BytesView bytes) {
  append_big_endian(out, static_cast<std::uint16_t>(bytes.size()));
  append(out, bytes);
}

BytesView identity_or_key(const std::optional<Bytes>& identity, const Element& public_key) {
  return identity ? BytesView(*identity) : BytesView(public_key.bytes());
}

// Expand-Label of RFC 9807 section 6.4.2; 64 bytes out.
Secret64 derive_secret(const Secret64& secret, std::string_view label, BytesView transcript_hash) {
  Bytes info;
  append_big_endian(info, std::uint16_t{64});
  info.push_back(static_cast<std::uint8_t>(7 + label.size()));
  append(info, as_bytes("OPAQUE-"));
  append(info, as_bytes(label));
  info.push_back(static_cast<std::uint8_t>(transcript_hash.size()));
  append(info, transcript_hash);
  return hkdf_expand_64(secret, {info});
}

Bytes preamble(const HandshakeInput& input) {
  Bytes out = to_bytes(as_bytes("OPAQUEv1-"));
  append_vector(out, input.setting.context);
  append_vector(out, identity_or_key(input.setting.client_identity, input.client_public_key));
  append(out, input.ke1.encode());
  append_vector(out, identity_or_key(input.setting.server_identity, input.server_public_key));
  const auto ke2 = input.ke2.encode();
  append(out, BytesView(ke2).first(Ke2::kBytes - kOpaqueMacBytes));
  return out;
}

}  // namespace

Secret64 hkdf_expand_64(const Secret64& key, std::initializer_list<BytesView> info) {
  Secret64 out;
  crypto::hkdf_expand(key.read(PasswordSecrets::access()), join(info), out.write(PasswordSecrets::access()));
  return out;
}

Result<OprfKeyPair> derive_diffie_hellman_key_pair(std::span<const std::uint8_t, 32> seed) {
  return derive_oprf_key_pair(seed, as_bytes("OPAQUE-DeriveDiffieHellmanKeyPair"));
}

Result<Scalar> derive_account_oprf_key(const OpaqueServerKeys& keys, BytesView credential_identifier) {
  const SecretAccess access = PasswordSecrets::access();
  Secret32 seed;
  crypto::hkdf_expand(keys.oprf_seed().read(access), join({credential_identifier, as_bytes("OprfKey")}),
                      seed.write(access));
  OprfKeyPair pair = CARE_TRY(derive_oprf_key_pair(seed.read(access), as_bytes("OPAQUE-DeriveKeyPair")));
  return std::move(pair.secret_key);
}

Result<Secret64> derive_randomized_password(const Password& password, const Scalar& blind, const Element& evaluated,
                                            const KeyStretch& stretch) {
  const SecretAccess access = PasswordSecrets::access();
  const Secret64 output = CARE_TRY(oprf_finalize(password.reveal(), blind, evaluated));
  Secret64 stretched;
  CARE_TRY(stretch.stretch(output.read(access), stretched.write(access)));
  Bytes both = join({output.read(access), stretched.read(access)});
  Secret64 randomized = hkdf_extract_64(both);
  wipe(both);
  return randomized;
}

Secret64 derive_masking_key(const Secret64& randomized_password) {
  return hkdf_expand_64(randomized_password, {as_bytes("MaskingKey")});
}

Result<EnvelopeSecrets> derive_envelope_secrets(const Secret64& randomized_password, const OpaqueNonce& nonce) {
  const SecretAccess access = PasswordSecrets::access();
  Secret32 seed;
  crypto::hkdf_expand(randomized_password.read(access), join({nonce, as_bytes("PrivateKey")}), seed.write(access));
  OprfKeyPair client = CARE_TRY(derive_diffie_hellman_key_pair(seed.read(access)));
  return EnvelopeSecrets{hkdf_expand_64(randomized_password, {nonce, as_bytes("AuthKey")}),
                         hkdf_expand_64(randomized_password, {nonce, as_bytes("ExportKey")}), std::move(client)};
}

OpaqueMac derive_envelope_tag(const EnvelopeSecrets& secrets, const OpaqueNonce& nonce,
                              const Element& server_public_key, const OpaqueSetting& setting) {
  Bytes message = join({nonce, server_public_key.bytes()});
  append_vector(message, identity_or_key(setting.server_identity, server_public_key));
  append_vector(message, identity_or_key(setting.client_identity, secrets.client.public_key));
  return public_mac(hmac(secrets.auth_key, message));
}

ByteArray<kMaskedResponseBytes> mask_response(const Secret64& masking_key, const OpaqueNonce& masking_nonce,
                                              const ByteArray<kMaskedResponseBytes>& response) {
  SecretBytes<kMaskedResponseBytes> pad;
  const SecretAccess access = PasswordSecrets::access();
  crypto::hkdf_expand(masking_key.read(access), join({masking_nonce, as_bytes("CredentialResponsePad")}),
                      pad.write(access));
  ByteArray<kMaskedResponseBytes> out{};
  const auto pad_bytes = pad.read(access);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(response[i] ^ pad_bytes[i]);
  return out;
}

HandshakeSecrets derive_handshake(const HandshakeInput& input, const TripleDiffieHellman& shared) {
  crypto::Sha512 transcript;
  transcript.update(preamble(input));
  const auto preamble_hash = crypto::Sha512(transcript).finish();

  Bytes keying = join({shared.ephemeral_ephemeral.bytes(), shared.server_static.bytes(), shared.client_static.bytes()});
  const Secret64 root = hkdf_extract_64(keying);
  wipe(keying);

  HandshakeSecrets out{derive_secret(root, "HandshakeSecret", preamble_hash),
                       {},
                       {},
                       crypto::SessionKey(derive_secret(root, "SessionKey", preamble_hash)),
                       {},
                       {}};
  out.server_mac_key = derive_secret(out.handshake_secret, "ServerMAC", {});
  out.client_mac_key = derive_secret(out.handshake_secret, "ClientMAC", {});
  out.server_mac = public_mac(hmac(out.server_mac_key, preamble_hash));
  out.client_mac = hmac(out.client_mac_key, transcript.update(out.server_mac).finish());
  return out;
}

}  // namespace care::signin
