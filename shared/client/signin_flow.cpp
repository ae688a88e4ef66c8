// Sign-in as the device sees it: password → session key and export key → user seed → vault.
#include <algorithm>

#include "shared/base/encoding.h"
#include "shared/client/core.h"
#include "shared/client/sign_up.h"
#include "shared/signin/kek.h"
#include "shared/signin/password_policy.h"

namespace care::client {
namespace {

struct SignedIn {
  AccountId account;
  ActorId actor;
  Role role = Role::carer;
  std::uint64_t expires = 0;
  Hash32 session_id_hash{};
  ChainState identity;
  const Json* wraps = nullptr;
  Bytes keyring;
};

Result<ChainState> read_chain(const Json& json) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  ChainState chain;
  chain.n = CARE_TRY(reader.integer("n"));
  if (reader.find("p") != nullptr) chain.previous = CARE_TRY(reader.base64url_exact<32>("p"));
  return chain;
}

Result<SignedIn> read_signed_in(const Json& json) {
  // Newer servers may say more here; what is missing is refused, what is unknown is not needed.
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  SignedIn out;
  out.account = CARE_TRY(reader.id<AccountId>("account"));
  out.actor = CARE_TRY(reader.id<ActorId>("actor"));
  const auto role = find_role(CARE_TRY(reader.text("role")));
  if (!role) return Error(ErrorCode::json_wrong_type, "role");
  out.role = *role;
  out.expires = CARE_TRY(reader.integer("expires"));
  out.session_id_hash = CARE_TRY(reader.base64url_exact<32>("csid"));
  out.identity = CARE_TRY(read_chain(*CARE_TRY(reader.object("identity"))));
  out.wraps = CARE_TRY(reader.array("wraps"));
  out.keyring = CARE_TRY(reader.base64url("keyring"));
  return out;
}

// Tries every password wrap: after a change of password two may lie side by side for a moment.
Result<crypto::UserSeed> unwrap_any(const Json& wraps, const crypto::WrapKey& kek, const WorkspaceId& workspace,
                                    const AccountId& account) {
  constexpr auto kPassword = crypto::WrapKind::password;
  for (const Json& item : wraps.items()) {
    const SeedWrap wrap = CARE_TRY(SeedWrap::read(item));
    if (wrap.kind != static_cast<std::uint64_t>(kPassword)) continue;
    auto seed = unwrap_seed(kek, kPassword, wrap, workspace, account);
    if (seed) return seed;
  }
  return ErrorCode::unwrap_failed;
}

}  // namespace

Result<Json> ClientCore::check_password(BytesView password, std::string_view handle, std::string_view role) const {
  const auto typed = CARE_TRY(signin::Password::parse(password));
  const auto holder = role == "owner" ? signin::PasswordHolder::owner : signin::PasswordHolder::member;
  const auto report = signin::decide_password(typed, handle, holder);
  Json rules = Json::array();
  for (const auto& rule : report.rules) {
    rules.push(Json::object({{"ok", std::uint64_t{rule.met}}, {"rule", info_of(rule.code).name}}));
  }
  return Json::object({{"ok", std::uint64_t{report.accepted()}},
                       {"rules", std::move(rules)},
                       {"strength", signin::format_strength(report.strength)}});
}

Result<Json> ClientCore::signin_start(BytesView password, const Json& args) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  std::string handle = CARE_TRY(reader.text("handle"));
  CARE_TRY(reader.finish());
  auto start = CARE_TRY(signin::begin_login(CARE_TRY(signin::Password::parse(password)), random_));
  Json out = Json::object({{"ke1", encode_base64url(start.ke1.encode())}});
  login_ = Login{std::move(handle), std::move(start.state)};
  logged_in_.reset();
  recovery_.reset();  // whoever signs in is done with the sheet
  return out;
}

Result<Json> ClientCore::signin_finish(const Json& args) {
  if (!login_) return ErrorCode::login_unknown;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const auto account = CARE_TRY(reader.id<AccountId>("account"));
  const auto workspace = CARE_TRY(reader.id<WorkspaceId>("ws"));
  const Bytes ke2_bytes = CARE_TRY(reader.base64url("ke2"));
  CARE_TRY(reader.finish());
  Login login = std::move(*login_);
  login_.reset();  // one try for each KE1
  const auto ke2 = CARE_TRY(signin::Ke2::decode(ke2_bytes));
  auto end = CARE_TRY(signin::finish_login(std::move(login.state), ke2, signin::OpaqueSetting::of(workspace, account)));
  Json out = Json::object({{"ke3", encode_base64url(end.ke3.encode())}});
  logged_in_ = LoggedIn{workspace, account, std::move(end.session_key), std::move(end.export_key)};
  return out;
}

Result<Json> ClientCore::open_vault(const Json& args) {
  if (!logged_in_) return ErrorCode::login_unknown;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const SignedIn signed_in = CARE_TRY(read_signed_in(*CARE_TRY(reader.object("signed_in"))));
  std::optional<DeviceId> device;
  if (reader.find("device") != nullptr) device = CARE_TRY(reader.id<DeviceId>("device"));
  Bytes state_bytes;
  if (reader.find("device_state") != nullptr) state_bytes = CARE_TRY(reader.base64url("device_state"));
  CARE_TRY(reader.finish());

  if (!(signed_in.account == logged_in_->account)) return ErrorCode::signin_failed;
  proof_ = crypto::derive_proof_key(logged_in_->session_key, signed_in.session_id_hash);
  if (signed_in.wraps->items().empty()) {  // withheld until the second factor is set up; called again with them, the same sign-in goes on
    return Json::object({{"account", signed_in.account.text()},
                         {"actor", signed_in.actor.text()},
                         {"expires", signed_in.expires},
                         {"role", name_of(signed_in.role)}});
  }
  LoggedIn logged_in = std::move(*logged_in_);
  logged_in_.reset();
  const crypto::WrapKey kek = signin::derive_password_kek(logged_in.export_key, logged_in.account);
  auto seed = CARE_TRY(unwrap_any(*signed_in.wraps, kek, logged_in.workspace, logged_in.account));
  const auto self = crypto::derive_self_key(seed);
  auto keyring = CARE_TRY(Keyring::unwrap(self, logged_in.workspace, logged_in.account, signed_in.keyring));

  std::optional<DeviceState> state;
  if (device && !state_bytes.empty()) {
    // Another person's state on a shared tablet, or a damaged one, does not open: then this is a new device of theirs.
    auto opened = DeviceState::unwrap(self, logged_in.workspace, logged_in.account, *device, state_bytes);
    if (opened) state = std::move(opened).value();
  }
  const DeviceId device_id = state ? state->device : make_id<DeviceId>(random_);
  vault_ = Vault::open(logged_in.workspace, logged_in.account, signed_in.actor, signed_in.role, std::move(seed),
                       std::move(keyring), device_id);
  if (state) {
    vault_->device = std::move(*state);
    if (vault_->device.head) vault_->heads.trust(*vault_->device.head);
  }
  vault_->identity_chain = signed_in.identity;

  return Json::object({{"account", vault_->account.text()},
                       {"actor", vault_->actor.text()},
                       {"device", device_id.text()},
                       {"device_state", encode_base64url(CARE_TRY(vault_->wrap_device_state(random_)))},
                       {"expires", signed_in.expires},
                       {"role", name_of(vault_->role)},
                       {"size", vault_->device.head ? vault_->device.head->size : std::uint64_t{0}}});
}

Result<Json> ClientCore::sign_request(std::string_view method, std::string_view path, BytesView body,
                                      std::uint64_t now_ms) {
  if (!proof_) return ErrorCode::vault_locked;
  const std::uint64_t counter = std::max(proof_counter_ + 1, now_ms);
  proof_counter_ = counter;
  const auto mac = CARE_TRY(crypto::make_request_proof(
      *proof_, {.method = method, .path = path, .body = body, .counter = counter}));
  return Json::object({{"proof", std::to_string(counter) + "." + encode_base64url(mac)}});
}

}  // namespace care::client
