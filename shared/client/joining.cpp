// Joining by invitation: the code opens the hello, the hello says which home this is, the newcomer's own device makes the keys.
#include "shared/base/encoding.h"
#include "shared/client/core.h"
#include "shared/client/hello.h"
#include "shared/client/sign_up.h"
#include "shared/crypto/signature.h"
#include "shared/signin/invite_code.h"
#include "shared/signin/password_policy.h"

namespace care::client {

struct ClientCore::InviteOffer {
  InviteId invite;
  Hello hello;
  crypto::SigningKey invite_key;
  std::string handle;
  std::optional<signin::ClientRegistration> registration;
  AccountId account;
  std::optional<SignUp> sign_up;  // kept, so that accepting can be signed anew when the directory moved on
  DeviceState device;
};

ClientCore::ClientCore(Random& random) : random_(random) {}
ClientCore::~ClientCore() = default;

Result<Json> ClientCore::invite_open(std::string_view code, const Json& args) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const auto invite = CARE_TRY(reader.id<InviteId>("inv"));
  const auto workspace = CARE_TRY(reader.id<WorkspaceId>("ws"));
  const Bytes wrapped = CARE_TRY(reader.base64url("hello"));
  CARE_TRY(reader.finish());
  const auto parsed = CARE_TRY(signin::parse_invite_code(code));
  auto keys = CARE_TRY(signin::derive_invite_keys(parsed, invite));
  auto hello = Hello::unwrap(keys.hello_key, workspace, invite, wrapped);
  // The wrong code and a hello that somebody changed look alike: either way this is not the invitation on the card.
  if (!hello) return ErrorCode::invite_code_wrong;
  Json out = Json::object({{"name", hello->home_name}, {"role", name_of(hello->role)}, {"ws", workspace.text()}});
  offer_ = std::make_unique<InviteOffer>(InviteOffer{.invite = invite,
                                                     .hello = std::move(hello).value(),
                                                     .invite_key = std::move(keys.signing_key),
                                                     .handle = {},
                                                     .registration = std::nullopt,
                                                     .account = {},
                                                     .sign_up = std::nullopt,
                                                     .device = {}});
  return out;
}

Result<Json> ClientCore::invite_register(BytesView password, const Json& args) {
  if (!offer_) return ErrorCode::login_unknown;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const std::string handle = CARE_TRY(reader.text("handle"));
  CARE_TRY(reader.finish());
  auto typed = CARE_TRY(signin::Password::parse(password));
  const auto holder =
      offer_->hello.role == Role::owner ? signin::PasswordHolder::owner : signin::PasswordHolder::member;
  CARE_TRY(signin::decide_password(typed, handle, holder).require());
  auto start = CARE_TRY(signin::begin_registration(std::move(typed), random_));
  offer_->account = make_id<AccountId>(random_);
  offer_->sign_up.reset();
  Json out = Json::object({{"account", offer_->account.text()}, {"request", encode_base64url(start.request.encode())}});
  offer_->registration = std::move(start.state);
  return out;
}

Result<Json> ClientCore::invite_accept(const Json& args) {
  if (!offer_) return ErrorCode::login_unknown;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const auto directory_head = CARE_TRY(reader.base64url_exact<32>("dir"));
  const std::uint64_t now = CARE_TRY(reader.integer("now"));
  Bytes response;
  if (reader.find("response") != nullptr) response = CARE_TRY(reader.base64url("response"));
  CARE_TRY(reader.finish());
  InviteOffer& offer = *offer_;
  const WorkspaceId workspace = offer.hello.workspace;
  if (!offer.sign_up) {
    if (!offer.registration) return ErrorCode::login_unknown;
    offer.sign_up =
        CARE_TRY(SignUp::finish(std::move(*offer.registration), response, workspace, offer.account, random_));
    offer.registration.reset();
    offer.device.device = make_id<DeviceId>(random_);
  }
  const SignUp& sign_up = *offer.sign_up;
  const auto identity = crypto::derive_identity_signing_key(sign_up.seed());
  const auto xwing = crypto::derive_identity_xwing_key(sign_up.seed());
  const auto device_key = crypto::derive_device_signing_key(sign_up.seed(), offer.device.device);

  ChainState identity_chain;
  membership::MembershipStatement statement;
  statement.head = next_head(workspace, offer.hello.actor, identity, identity_chain, std::nullopt, now);
  statement.previous_membership = directory_head;
  membership::AddUser act;
  act.invite = offer.invite;
  act.identity = identity.public_key();
  act.xwing = xwing.public_key();
  act.invite_signature = crypto::sign_invite_acceptance(
      offer.invite_key, {.workspace = workspace,
                         .invite = offer.invite,
                         .actor = offer.hello.actor,
                         .signing_key = identity.public_key(),
                         .xwing_key_hash = crypto::derive_xwing_key_hash(xwing.public_key())});
  statement.act = act;
  const auto joined = sign_next(identity, identity_chain, CARE_TRY(membership::encode_membership_statement(statement)));
  const auto device = CARE_TRY(sign_first_device(
      {workspace, offer.hello.actor, identity, device_key, joined.hash, now}, identity_chain));

  Json statements = Json::array();
  statements.push(to_json(joined)).push(to_json(device));
  Json out = CARE_TRY(sign_up.to_json(offer.hello.keyring, offer.device, random_));
  out.set("statements", std::move(statements));
  return out;
}

void ClientCore::lock() {
  vault_.reset();
  proof_.reset();
  registration_.reset();
  offer_.reset();
  recovery_.reset();
  login_.reset();
  logged_in_.reset();
}

}  // namespace care::client
