#include "shared/client/sign_up.h"

#include "shared/base/encoding.h"
#include "shared/crypto/signature.h"
#include "shared/signin/kek.h"

namespace care::client {

Result<SignUp> SignUp::finish(signin::ClientRegistration state, BytesView response, const WorkspaceId& workspace,
                              const AccountId& account, Random& random) {
  const auto answer = CARE_TRY(signin::RegistrationResponse::decode(response));
  auto end = CARE_TRY(
      signin::finish_registration(std::move(state), answer, signin::OpaqueSetting::of(workspace, account), random));
  crypto::WrapKey kek = signin::derive_password_kek(end.export_key, account);
  return SignUp(workspace, account, crypto::UserSeed::make(random), std::move(kek), to_bytes(end.record.encode()));
}

Result<Json> SignUp::to_json(const Keyring& keyring, const DeviceState& device, Random& random) const {
  crypto::NonceSource nonces(random, 2);
  const auto self = crypto::derive_self_key(seed_);
  Json wraps = Json::array();
  wraps.push(CARE_TRY(wrap_seed(kek_, crypto::WrapKind::password, workspace_, account_, seed_, random)));
  return Json::object({{"account", account_.text()},
                       {"device", device.device.text()},
                       {"device_state", encode_base64url(CARE_TRY(device.wrap(self, workspace_, account_, nonces)))},
                       {"keyring", encode_base64url(CARE_TRY(keyring.wrap(self, workspace_, account_, nonces)))},
                       {"record", encode_base64url(record_)},
                       {"wraps", std::move(wraps)}});
}

membership::AddDevice make_add_device(const crypto::SigningKey& device_key, const WorkspaceId& workspace,
                                      const ActorId& actor) {
  membership::AddDevice act;
  act.key = device_key.public_key();
  act.kind = membership::DeviceKind::personal;
  act.possession = crypto::sign_possession(device_key, {.workspace = workspace, .actor = actor, .xwing_key_hash = {}});
  return act;
}

Result<SignedBody> sign_first_device(const FirstDevice& device, ChainState& identity_chain) {
  membership::MembershipStatement statement;
  statement.head =
      next_head(device.workspace, device.actor, device.identity, identity_chain, std::nullopt, device.now_ms);
  statement.previous_membership = device.previous_membership;
  statement.act = make_add_device(device.device_key, device.workspace, device.actor);
  return sign_next(device.identity, identity_chain, CARE_TRY(membership::encode_membership_statement(statement)));
}

Result<Json> wrap_seed(const crypto::WrapKey& kek, crypto::WrapKind kind, const WorkspaceId& workspace,
                       const AccountId& account, const crypto::UserSeed& seed, Random& random) {
  crypto::NonceSource nonces(random);
  crypto::WrapBytes16 id{};
  random.fill(id);
  const Bytes bytes = CARE_TRY(crypto::wrap_user_seed(
      kek, kind, {.workspace = workspace, .owner = account.array(), .generation = 1, .wrap_id = id}, seed, nonces));
  return Json::object({{"bytes", encode_base64url(bytes)},
                       {"id", encode_base64url(id)},
                       {"kind", static_cast<std::uint64_t>(kind)}});
}

}  // namespace care::client
