// A lost password: the printed kit opens the seed, the seed is wrapped under a new password, and its identity key signs for the
// exchange. The server learns neither the kit nor the password.
#include "shared/base/encoding.h"
#include "shared/client/core.h"
#include "shared/client/sign_up.h"
#include "shared/crypto/signature.h"
#include "shared/signin/kek.h"
#include "shared/signin/password_policy.h"

namespace care::client {

Result<Json> ClientCore::recover_start(BytesView password, const Json& args) {
  recovery_.reset();
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const std::string handle = CARE_TRY(reader.text("handle"));
  const std::string sheet = CARE_TRY(reader.text("kit"));
  const auto workspace = CARE_TRY(reader.id<WorkspaceId>("ws"));
  CARE_TRY(reader.finish());
  auto kit = CARE_TRY(signin::parse_kit(sheet));
  auto typed = CARE_TRY(signin::Password::parse(password));
  // The role is not known before the sign-in, so the strictest rule decides.
  CARE_TRY(signin::decide_password(typed, handle, signin::PasswordHolder::owner).require());
  auto start = CARE_TRY(signin::begin_registration(std::move(typed), random_));
  Json out = Json::object({{"handle", handle},
                           {"kit", encode_base64url(signin::derive_kit_id(kit, workspace))},
                           {"request", encode_base64url(start.request.encode())}});
  recovery_ = Recovery{workspace, std::move(kit), std::move(start.state)};
  return out;
}

Result<Json> ClientCore::recover_finish(const Json& args) {
  if (!recovery_) return ErrorCode::login_unknown;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const auto account = CARE_TRY(reader.id<AccountId>("account"));
  const auto id = CARE_TRY(reader.id<RecoveryId>("recovery"));
  const Bytes response = CARE_TRY(reader.base64url("response"));
  const SeedWrap old_wrap = CARE_TRY(SeedWrap::read(*CARE_TRY(reader.object("wrap"))));
  CARE_TRY(reader.finish());
  Recovery recovery = std::move(*recovery_);
  recovery_.reset();  // one try for each answer of the server
  const WorkspaceId workspace = recovery.workspace;
  const auto kek = signin::derive_kit_kek(recovery.kit, account);
  const auto seed = CARE_TRY(unwrap_seed(kek, crypto::WrapKind::recovery_kit, old_wrap, workspace, account));

  const auto password =
      CARE_TRY(NewPassword::finish(std::move(recovery.state), response, workspace, account, random_));
  const SeedWrap wrap = CARE_TRY(wrap_seed(password.kek, crypto::WrapKind::password, make_wrap_id(random_), workspace,
                                           account, seed, random_));
  const auto signature = crypto::sign_recovery(crypto::derive_identity_signing_key(seed), {.workspace = workspace,
                                                                                           .account = account,
                                                                                           .recovery = id,
                                                                                           .record = password.record,
                                                                                           .wrap_id = wrap.id,
                                                                                           .wrap = wrap.bytes});
  return Json::object({{"record", encode_base64url(password.record)},
                       {"recovery", id.text()},
                       {"signature", encode_base64url(signature)},
                       {"wrap", wrap.to_json()}});
}

}  // namespace care::client
