// A home begins on the owner's device: seeds, genesis, first device, first generation of every class.
#include "shared/base/encoding.h"
#include "shared/client/author.h"
#include "shared/client/core.h"
#include "shared/client/sign_up.h"
#include "shared/crypto/gate_share.h"
#include "shared/crypto/key_id.h"
#include "shared/signin/password_policy.h"

namespace care::client {
namespace {

// Seeds of generation 1 for every class of the home's unit, and the statement that commits to them.
membership::RotateClass make_first_generation(Keyring& keyring, const WorkspaceId& workspace, const UnitId& unit,
                                              Random& random) {
  membership::RotateClass out;
  out.unit = unit;
  for (const DataClass each : kDataClassList) {
    auto seed = crypto::CompartmentSeed::make(random);
    const auto number = static_cast<std::uint16_t>(each);
    out.classes.push_back({each, 1,
                           crypto::derive_compartment_commitment(
                               seed, {.workspace = workspace, .data_class = number, .unit = unit, .generation = 1})});
    keyring.add({number, unit, 1}, std::move(seed));
  }
  return out;
}

}  // namespace

Result<Json> ClientCore::home_start(BytesView password, const Json& args) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  std::string label = CARE_TRY(reader.text("label"));
  const std::string handle = CARE_TRY(reader.text("handle"));
  CARE_TRY(reader.finish());
  auto typed = CARE_TRY(signin::Password::parse(password));
  CARE_TRY(signin::decide_password(typed, handle, signin::PasswordHolder::owner).require());
  const auto workspace = make_id<WorkspaceId>(random_);
  const auto account = make_id<AccountId>(random_);
  auto start = CARE_TRY(signin::begin_registration(std::move(typed), random_));
  Json out = Json::object({{"account", account.text()},
                           {"request", encode_base64url(start.request.encode())},
                           {"ws", workspace.text()}});
  registration_ = Registration{workspace, account, std::move(label), std::move(start.state)};
  return out;
}

Result<Json> ClientCore::home_finish(const Json& args) {
  if (!registration_) return ErrorCode::login_unknown;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const Bytes response = CARE_TRY(reader.base64url("response"));
  const std::string log_key = CARE_TRY(reader.text("log"));
  const std::string name = CARE_TRY(reader.text("name"));
  const std::uint64_t now = CARE_TRY(reader.integer("now"));
  CARE_TRY(reader.finish());
  Registration registration = std::move(*registration_);
  registration_.reset();
  const WorkspaceId workspace = registration.workspace;
  SignUp sign_up = CARE_TRY(
      SignUp::finish(std::move(registration.state), response, workspace, registration.account, random_));

  const auto actor = make_id<ActorId>(random_);
  const auto identity = crypto::derive_identity_signing_key(sign_up.seed());
  const auto xwing = crypto::derive_identity_xwing_key(sign_up.seed());
  const auto share = crypto::GateShare::make(random_);

  membership::Genesis genesis;
  genesis.name = name;
  genesis.label = registration.label;
  genesis.unit = make_id<UnitId>(random_);
  genesis.home_subject = make_id<SubjectId>(random_);
  genesis.gate_share_hash = crypto::derive_gate_share_hash(share);
  genesis.log_key = log_key;
  genesis.identity = identity.public_key();
  genesis.xwing = xwing.public_key();

  ChainState identity_chain;
  membership::MembershipStatement first;
  first.head = next_head(workspace, actor, identity, identity_chain, std::nullopt, now);
  first.act = genesis;
  const auto genesis_signed =
      sign_next(identity, identity_chain, CARE_TRY(membership::encode_membership_statement(first)));

  DeviceState device;
  device.device = make_id<DeviceId>(random_);
  const auto device_key = crypto::derive_device_signing_key(sign_up.seed(), device.device);
  const auto device_signed = CARE_TRY(sign_first_device(
      {workspace, actor, identity, device_key, genesis_signed.hash, now}, identity_chain));

  Keyring keyring(genesis_signed.hash);
  membership::MembershipStatement rotation;
  rotation.head = next_head(workspace, actor, device_key, device.chain, std::nullopt, now);
  rotation.previous_membership = device_signed.hash;
  rotation.act = make_first_generation(keyring, workspace, genesis.unit, random_);
  const auto rotation_signed =
      sign_next(device_key, device.chain, CARE_TRY(membership::encode_membership_statement(rotation)));

  Json statements = Json::array();
  for (const SignedBody* each : {&genesis_signed, &device_signed, &rotation_signed}) statements.push(to_json(*each));
  Json out = CARE_TRY(sign_up.to_json(keyring, device, random_));
  out.set("actor", actor.text());
  out.set("gate_share", encode_base64url(crypto::reveal_gate_share(share)));
  out.set("statements", std::move(statements));
  return out;
}

}  // namespace care::client
