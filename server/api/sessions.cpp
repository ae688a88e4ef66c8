#include "server/api/sessions.h"

#include "server/api/shapes.h"
#include "server/session/known_device.h"
#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/key_id.h"
#include "shared/crypto/request_proof.h"
#include "shared/signin/totp.h"

namespace care::server {
namespace {

std::string cookie(std::string_view name, std::string_view value, std::chrono::seconds age) {
  return std::string(name) + "=" + std::string(value) + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" +
         std::to_string(age.count());
}

Json encode_chain(const std::optional<ChainHead>& chain) {
  Json out = Json::object({{"n", chain ? chain->n : std::uint64_t{0}}});
  if (chain && chain->n > 0) out.set("p", encode_base64url(chain->last_hash));
  return out;
}

struct MemberFacts {
  Role role = Role::carer;
  membership::Standing standing = membership::Standing::revoked;
  bool needs_factor = false;
  KeyId identity;
};

MemberFacts facts_of(const Workspace& home, const ActorId& actor) {
  return home.with_directory([&](const membership::Directory& directory) {
    MemberFacts facts;
    const membership::Member* member = directory.find_member(actor);
    if (member == nullptr) return facts;
    facts.role = member->now().role;
    facts.standing = member->now().standing;
    facts.needs_factor = info_of(facts.role).second_factor || directory.policy().totp_all;
    facts.identity = member->identity;
    return facts;
  });
}

struct StoredFacts {
  std::optional<ChainHead> chain;  // of the identity key
  bool second_factor = false;
  KeyringRow keyring;
  std::vector<WrapRow> wraps;
};

Result<StoredFacts> load_stored(Workspace& home, const AccountId& account, const KeyId& identity, bool keys) {
  auto reader = CARE_TRY(home.read());
  StoredFacts facts;
  facts.chain = CARE_TRY(reader.log().find_chain(identity));
  const auto factor = CARE_TRY(reader.accounts().find_second_factor(account));
  facts.second_factor = factor && factor->confirmed;
  if (!keys) return facts;
  facts.keyring = CARE_TRY(reader.accounts().find_keyring(account)).value_or(KeyringRow{});
  facts.wraps = CARE_TRY(reader.accounts().load_wraps(account));
  return facts;
}

}  // namespace

PrintedCodes make_printed_codes(Random& random, const AccountId& account) {
  PrintedCodes out;
  for (const auto& code : signin::make_sign_in_codes(random)) {
    out.printed.push(Json(signin::format_sign_in_code(code).reveal_text()));
    out.hashes.push_back(signin::hash_sign_in_code(code, account));
  }
  return out;
}

Result<void> use_second_factor(Change& change, const AccountId& account, std::string_view typed) {
  const auto factor = CARE_TRY(change.accounts().find_second_factor(account));
  if (!factor || !factor->confirmed) return ErrorCode::second_factor_wrong;
  const auto step = signin::verify_totp(factor->secret, typed, change.now(), factor->last_step);
  if (step) {
    const bool fresh = CARE_TRY(change.accounts().use_totp_step(account, *step));
    if (!fresh) return ErrorCode::second_factor_reused;
    return {};
  }
  std::vector<signin::StoredSignInCode> stored;
  for (const SignInCodeRow& row : CARE_TRY(change.accounts().load_sign_in_codes(account))) {
    stored.push_back({row.hash, row.used});
  }
  const auto position = signin::verify_sign_in_code(stored, typed, account);
  if (!position) {
    return position.error().code() == ErrorCode::second_factor_reused ? position.error() : step.error();
  }
  const bool used = CARE_TRY(change.accounts().use_sign_in_code(account, stored[*position].hash));
  if (!used) return ErrorCode::second_factor_reused;
  return {};
}

Answer answer_signed_in(const OpenCall& call, FinishedSignin finished) {
  const Services& services = call.services;
  const MemberFacts facts = facts_of(*call.home, finished.account.actor);
  if (facts.standing == membership::Standing::revoked) return ErrorCode::signin_failed;
  const NewSessionId id = make_session_id(services.random);
  const Instant now = services.clock.now();
  const Instant expires = finished.expires.value_or(now + kSessionLength);
  const bool must_set_up = facts.needs_factor && !finished.second_factor;
  SessionRow row{id.hash, finished.account.account, finished.account.actor, now, expires,
                 crypto::derive_proof_key(finished.session_key, id.hash), finished.second_factor, 0};
  CARE_TRY(call.home->change([&](Change& change) -> Result<void> {
    // A sign-in that began with a password which was replaced meanwhile ends here.
    const auto account = CARE_TRY(change.accounts().find_account(finished.account.account));
    if (!account || account->opaque_record != finished.account.opaque_record) return ErrorCode::signin_failed;
    if (finished.replaces) CARE_TRY(change.accounts().end_session(*finished.replaces));
    CARE_TRY(change.accounts().remove_stale_sign_ins(change.now()));
    CARE_TRY(change.accounts().create_session(row));
    CARE_TRY(change.accounts().set_last_seen(finished.account.actor, now));
    CARE_TRY(change.append_event(finished.account.actor, audit::SessionStarted{}, origin_of(call.request)));
    return {};
  }));
  if (finished.replaces) services.sessions.forget(*finished.replaces);

  // What bears keys leaves only after everything that guards it was passed.
  const StoredFacts stored = CARE_TRY(load_stored(*call.home, finished.account.account, facts.identity, !must_set_up));
  Response response = json_response(Json::object({{"account", finished.account.account.text()},
                                                  {"actor", finished.account.actor.text()},
                                                  {"csid", encode_base64url(id.hash)},
                                                  {"expires", to_ms(expires)},
                                                  {"identity", encode_chain(stored.chain)},
                                                  {"keyring", encode_base64url(stored.keyring.bytes)},
                                                  {"keyring_version", stored.keyring.version},
                                                  {"role", name_of(facts.role)},
                                                  {"second_factor", std::uint64_t{stored.second_factor}},
                                                  {"second_factor_setup", std::uint64_t{must_set_up}},
                                                  {"wraps", encode_wraps(stored.wraps)}}));
  response.headers.emplace_back(
      "Set-Cookie", cookie(kSessionCookie, id.cookie, std::chrono::duration_cast<std::chrono::seconds>(expires - now)));
  const Hash32 cookie_key = CARE_TRY(load_device_cookie_key(*call.home, services.random));
  KnownDevice device{};
  if (const auto known = read_device_cookie(cookie_key, finished.account.account, call.request.device_cookie)) {
    device = *known;
  } else {
    services.random.fill(device);
  }
  response.headers.emplace_back("Set-Cookie", cookie(kDeviceCookie, make_device_cookie(cookie_key, finished.account.account, device),
                                                     std::chrono::hours(24 * 180)));
  return response;
}

}  // namespace care::server
