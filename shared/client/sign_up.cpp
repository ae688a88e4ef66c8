#include "shared/client/sign_up.h"

#include "shared/base/encoding.h"
#include "shared/crypto/signature.h"
#include "shared/signin/kek.h"

namespace care::client {

namespace {

crypto::WrapPlace place_of(const WorkspaceId& workspace, const AccountId& account, const crypto::WrapBytes16& id) {
  return {.workspace = workspace, .owner = account.array(), .generation = 1, .wrap_id = id};
}

}  // namespace

Result<SeedWrap> SeedWrap::read(const Json& json) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  SeedWrap wrap;
  wrap.kind = CARE_TRY(reader.integer("kind"));
  wrap.id = CARE_TRY(reader.base64url_exact<16>("id"));
  wrap.bytes = CARE_TRY(reader.base64url("bytes"));
  return wrap;
}

Json SeedWrap::to_json() const {
  return Json::object({{"bytes", encode_base64url(bytes)}, {"id", encode_base64url(id)}, {"kind", kind}});
}

crypto::WrapBytes16 make_wrap_id(Random& random) {
  crypto::WrapBytes16 id{};
  random.fill(id);
  return id;
}

Result<SeedWrap> wrap_seed(const crypto::WrapKey& kek, crypto::WrapKind kind, const crypto::WrapBytes16& id,
                           const WorkspaceId& workspace, const AccountId& account, const crypto::UserSeed& seed,
                           Random& random) {
  crypto::NonceSource nonces(random);
  SeedWrap wrap{static_cast<std::uint64_t>(kind), id, {}};
  wrap.bytes = CARE_TRY(crypto::wrap_user_seed(kek, kind, place_of(workspace, account, id), seed, nonces));
  return wrap;
}

Result<crypto::UserSeed> unwrap_seed(const crypto::WrapKey& kek, crypto::WrapKind kind, const SeedWrap& wrap,
                                     const WorkspaceId& workspace, const AccountId& account) {
  return crypto::unwrap_user_seed(kek, kind, place_of(workspace, account, wrap.id), wrap.bytes);
}

Result<NewPassword> NewPassword::finish(signin::ClientRegistration state, BytesView response,
                                        const WorkspaceId& workspace, const AccountId& account, Random& random) {
  const auto answer = CARE_TRY(signin::RegistrationResponse::decode(response));
  const auto end = CARE_TRY(
      signin::finish_registration(std::move(state), answer, signin::OpaqueSetting::of(workspace, account), random));
  return NewPassword{to_bytes(end.record.encode()), signin::derive_password_kek(end.export_key, account)};
}

Result<SignUp> SignUp::finish(signin::ClientRegistration state, BytesView response, const WorkspaceId& workspace,
                              const AccountId& account, Random& random) {
  auto password = CARE_TRY(NewPassword::finish(std::move(state), response, workspace, account, random));
  return SignUp(workspace, account, crypto::UserSeed::make(random), std::move(password));
}

Result<Json> SignUp::to_json(const Keyring& keyring, const DeviceState& device, Random& random) const {
  crypto::NonceSource nonces(random, 2);
  const auto self = crypto::derive_self_key(seed_);
  const SeedWrap wrap = CARE_TRY(wrap_seed(password_.kek, crypto::WrapKind::password, make_wrap_id(random), workspace_,
                                           account_, seed_, random));
  Json wraps = Json::array();
  wraps.push(wrap.to_json());
  return Json::object({{"account", account_.text()},
                       {"device", device.device.text()},
                       {"device_state", encode_base64url(CARE_TRY(device.wrap(self, workspace_, account_, nonces)))},
                       {"keyring", encode_base64url(CARE_TRY(keyring.wrap(self, workspace_, account_, nonces)))},
                       {"record", encode_base64url(password_.record)},
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

}  // namespace care::client
