#include "shared/crypto/hazmat/constant_time.h"
#include "shared/signin/opaque_schedule.h"
#include "shared/signin/secret_token.h"

#include <algorithm>

namespace care::signin {

namespace {

// What the client reads out of a masked response once it knows the password.
struct RecoveredCredentials {
  EnvelopeSecrets secrets;
  Element server_public_key;
};

ByteArray<kMaskedResponseBytes> plain_response(const Element& server_public_key, const OpaqueEnvelope& envelope) {
  ByteArray<kMaskedResponseBytes> out{};
  auto next = std::copy(server_public_key.bytes().begin(), server_public_key.bytes().end(), out.begin());
  next = std::copy(envelope.nonce.begin(), envelope.nonce.end(), next);
  std::copy(envelope.tag.begin(), envelope.tag.end(), next);
  return out;
}

Result<RecoveredCredentials> recover_credentials(const ClientLogin& state, const Ke2& ke2,
                                                 const OpaqueSetting& setting) {
  const Secret64 randomized =
      CARE_TRY(derive_randomized_password(state.password, state.blind, ke2.evaluated, *setting.stretch));
  const auto response = mask_response(derive_masking_key(randomized), ke2.masking_nonce, ke2.masked_response);
  const BytesView view(response);
  const Element server_public_key = CARE_TRY(Element::decode(view.first(crypto::kElementBytes)));
  OpaqueNonce nonce{};
  std::copy_n(view.begin() + crypto::kElementBytes, kOpaqueNonceBytes, nonce.begin());
  EnvelopeSecrets secrets = CARE_TRY(derive_envelope_secrets(randomized, nonce));
  const OpaqueMac expected = derive_envelope_tag(secrets, nonce, server_public_key, setting);
  if (!crypto::equal_constant_time(expected, view.last(kOpaqueMacBytes))) return ErrorCode::signin_failed;
  return RecoveredCredentials{std::move(secrets), server_public_key};
}

Result<LoginEnd> prove(const ClientLogin& state, const Ke2& ke2, const OpaqueSetting& setting) {
  const SecretAccess access = PasswordSecrets::access();
  RecoveredCredentials own = CARE_TRY(recover_credentials(state, ke2, setting));
  const auto keyshare = state.keyshare_secret.read(access);
  const TripleDiffieHellman shared{
      CARE_TRY(crypto::multiply(keyshare, ke2.server_keyshare)),
      CARE_TRY(crypto::multiply(keyshare, own.server_public_key)),
      CARE_TRY(crypto::multiply(own.secrets.client.secret_key.read(access), ke2.server_keyshare))};
  HandshakeSecrets handshake =
      derive_handshake({setting, state.ke1, ke2, own.secrets.client.public_key, own.server_public_key}, shared);
  if (!crypto::equal_constant_time(handshake.server_mac, ke2.server_mac)) return ErrorCode::signin_failed;
  Ke3 ke3;
  const auto mac = handshake.client_mac.read(access);
  std::copy(mac.begin(), mac.end(), ke3.client_mac.begin());
  return LoginEnd{ke3, std::move(handshake.session_key), std::move(own.secrets.export_key)};
}

}  // namespace

Result<LoginStart> begin_login(Password password, Random& random) {
  const SecretAccess access = PasswordSecrets::access();
  SecretBytes<kOprfUniformBytes + kOpaqueNonceBytes + 32> fresh;  // blind ‖ nonce ‖ key share seed, in one draw
  random.fill(fresh.write(access));
  const auto bytes = fresh.read(access);
  OprfBlinded blinded = CARE_TRY(oprf_blind(password.reveal(), bytes.first<kOprfUniformBytes>()));
  OprfKeyPair keyshare = CARE_TRY(derive_diffie_hellman_key_pair(bytes.last<32>()));
  Ke1 ke1{blinded.element, {}, keyshare.public_key};
  std::copy_n(bytes.begin() + kOprfUniformBytes, kOpaqueNonceBytes, ke1.client_nonce.begin());
  return LoginStart{{std::move(password), std::move(blinded.blind), std::move(keyshare.secret_key), ke1}, ke1};
}

Result<LoginAnswer> answer_login(const Ke1& ke1, std::optional<BytesView> stored_record, const OpaqueServerKeys& keys,
                                 const OpaqueSetting& setting, Random& random) {
  const SecretAccess access = PasswordSecrets::access();
  // From here on an unknown account costs what a known one costs.
  const RegistrationRecord record = CARE_TRY(RegistrationRecord::decode(stored_record.value_or(keys.fake_record())));
  SecretBytes<kOpaqueNonceBytes + kOpaqueNonceBytes + 32> fresh;  // masking nonce ‖ server nonce ‖ key share seed
  random.fill(fresh.write(access));
  const auto bytes = fresh.read(access);
  const OprfKeyPair keyshare = CARE_TRY(derive_diffie_hellman_key_pair(bytes.last<32>()));
  const Scalar oprf_key = CARE_TRY(derive_account_oprf_key(keys, setting.credential_identifier));

  Ke2 ke2{CARE_TRY(oprf_evaluate(oprf_key, ke1.blinded)), {}, {}, {}, keyshare.public_key, {}};
  std::copy_n(bytes.begin(), kOpaqueNonceBytes, ke2.masking_nonce.begin());
  std::copy_n(bytes.begin() + kOpaqueNonceBytes, kOpaqueNonceBytes, ke2.server_nonce.begin());
  ke2.masked_response =
      mask_response(record.masking_key, ke2.masking_nonce, plain_response(keys.public_key(), record.envelope));

  const auto keyshare_secret = keyshare.secret_key.read(access);
  const TripleDiffieHellman shared{CARE_TRY(crypto::multiply(keyshare_secret, ke1.client_keyshare)),
                                   CARE_TRY(crypto::multiply(keys.private_key().read(access), ke1.client_keyshare)),
                                   CARE_TRY(crypto::multiply(keyshare_secret, record.client_public_key))};
  HandshakeSecrets handshake =
      derive_handshake({setting, ke1, ke2, record.client_public_key, keys.public_key()}, shared);
  ke2.server_mac = handshake.server_mac;
  return LoginAnswer{{std::move(handshake.client_mac), std::move(handshake.session_key)}, ke2};
}

Result<LoginEnd> finish_login(ClientLogin state, const Ke2& ke2, const OpaqueSetting& setting) {
  auto end = prove(state, ke2, setting);
  if (end.ok()) return end;
  // Which check failed would tell a lying server something; too little memory is the device's own trouble.
  if (end.error().code() == ErrorCode::out_of_memory) return ErrorCode::out_of_memory;
  return ErrorCode::signin_failed;
}

Result<crypto::SessionKey> accept_login(ServerLogin state, const Ke3& ke3) {
  if (!crypto::equal_constant_time(state.expected_client_mac.read(PasswordSecrets::access()), ke3.client_mac)) {
    return ErrorCode::signin_failed;
  }
  return std::move(state.session_key);
}

}  // namespace care::signin
