#include "shared/signin/opaque_schedule.h"
#include "shared/signin/secret_token.h"

namespace care::signin {

Result<RegistrationStart> begin_registration(Password password, Random& random) {
  SecretBytes<kOprfUniformBytes> uniform;
  random.fill(uniform.write(PasswordSecrets::access()));
  OprfBlinded blinded = CARE_TRY(oprf_blind(password.reveal(), uniform.read(PasswordSecrets::access())));
  return RegistrationStart{{std::move(password), std::move(blinded.blind)}, {blinded.element}};
}

Result<RegistrationResponse> answer_registration(const RegistrationRequest& request, const OpaqueServerKeys& keys,
                                                 const OpaqueSetting& setting) {
  const Scalar key = CARE_TRY(derive_account_oprf_key(keys, setting.credential_identifier));
  const Element evaluated = CARE_TRY(oprf_evaluate(key, request.blinded));
  return RegistrationResponse{evaluated, keys.public_key()};
}

Result<RegistrationEnd> finish_registration(ClientRegistration state, const RegistrationResponse& response,
                                            const OpaqueSetting& setting, Random& random) {
  const Secret64 randomized =
      CARE_TRY(derive_randomized_password(state.password, state.blind, response.evaluated, *setting.stretch));
  OpaqueEnvelope envelope;
  random.fill(envelope.nonce);
  EnvelopeSecrets secrets = CARE_TRY(derive_envelope_secrets(randomized, envelope.nonce));
  envelope.tag = derive_envelope_tag(secrets, envelope.nonce, response.server_public_key, setting);
  return RegistrationEnd{{secrets.client.public_key, derive_masking_key(randomized), envelope},
                         std::move(secrets.export_key)};
}

}  // namespace care::signin
