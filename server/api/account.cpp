// What a person does with their own sign-in, and what a manager does with a leaver's.
#include "server/api/sessions.h"
#include "server/api/shapes.h"
#include "shared/base/encoding.h"
#include "shared/crypto/key_wrap.h"
#include "shared/signin/totp.h"

namespace care::server {
namespace {

constexpr std::chrono::minutes kFreshSignIn{10};

// Replacing a way in that somebody has needs more than an open page: a sign-in, with all that it asked for, of just now.
Result<void> need_fresh_sign_in(const Caller& caller, Instant now) {
  if (now - caller.session->signed_in() > kFreshSignIn) return ErrorCode::sign_in_again;
  return {};
}

Result<void> check_new_factor(const Caller& caller, AccountReads& accounts, Instant now) {
  const auto factor = CARE_TRY(accounts.find_second_factor(caller.account()));
  if (!factor || !factor->confirmed) return {};  // a first one
  return need_fresh_sign_in(caller, now);
}

constexpr auto kKit = static_cast<std::uint8_t>(crypto::WrapKind::recovery_kit);

Result<void> check_new_kit(const Caller& caller, AccountReads& accounts, Instant now) {
  for (const WrapRow& wrap : CARE_TRY(accounts.load_wraps(caller.account()))) {
    if (wrap.kind == kKit) return need_fresh_sign_in(caller, now);
  }
  return {};
}

}  // namespace

Answer get_session(const Authorised<Permission::session_use>& caller) {
  return json_response(Json::object({{"account", caller->account().text()},
                                     {"actor", caller->actor().text()},
                                     {"expires", to_ms(caller->session->row().expires)},
                                     {"role", name_of(caller->role)},
                                     {"time", to_ms(caller->services.clock.now())}}));
}

Answer end_session(const Authorised<Permission::session_use>& caller) {
  const Hash32 id = caller->session->row().id_hash;
  CARE_TRY(caller->home.change([&](Change& change) -> Result<void> {
    CARE_TRY(change.accounts().end_session(id));
    CARE_TRY(change.append_event(caller->actor(), audit::SessionEnded{}, origin_of(caller->request)));
    return {};
  }));
  caller->services.sessions.forget(id);
  Response response = json_response(Json::object());
  response.headers.emplace_back("Set-Cookie", std::string(kSessionCookie) + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
  response.headers.emplace_back("Clear-Site-Data", "\"cache\"");
  return response;
}

Answer start_totp(const Authorised<Permission::session_use>& caller) {
  const Json body = CARE_TRY(read_body(caller->request));
  CARE_TRY(CARE_TRY(ObjectReader::open(body)).finish());
  auto secret = signin::make_totp_secret(caller->services.random);
  std::string handle;
  {
    auto lease = CARE_TRY(caller->home.read());
    CARE_TRY(check_new_factor(*caller, lease.accounts(), caller->services.clock.now()));
    const auto account = CARE_TRY(lease.accounts().find_account(caller->account()));
    if (!account) return ErrorCode::session_missing;
    handle = account->handle;
  }
  const std::string name =
      caller->home.with_directory([](const membership::Directory& directory) { return directory.name(); });
  const auto printed = signin::format_totp_secret(secret);
  const auto uri = signin::format_totp_uri(secret, name, handle);
  // Until its first code is typed the one before it counts: an account is never without.
  caller->session->offer_factor(std::move(secret));
  return json_response(Json::object({{"secret", printed.reveal_text()}, {"uri", uri.reveal_text()}}));
}

Answer confirm_totp(const Authorised<Permission::session_use>& caller) {
  const Json body = CARE_TRY(read_body(caller->request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const std::string code = CARE_TRY(reader.text("code"));
  CARE_TRY(reader.finish());
  auto secret = caller->session->take_offered_factor();
  if (!secret) return ErrorCode::second_factor_wrong;
  const auto step = signin::verify_totp(*secret, code, caller->services.clock.now(), std::nullopt);
  if (!step) {
    caller->session->offer_factor(std::move(*secret));  // mistyped
    return step.error();
  }
  const auto codes = make_printed_codes(caller->services.random, caller->account());
  CARE_TRY(caller->home.change([&](Change& change) -> Result<void> {
    CARE_TRY(check_new_factor(*caller, change.accounts(), change.now()));
    CARE_TRY(change.accounts().put_second_factor(caller->account(), *secret));
    CARE_TRY(change.accounts().confirm_second_factor(caller->account(), *step));
    CARE_TRY(change.accounts().replace_sign_in_codes(caller->account(), codes.hashes));
    return change.accounts().confirm_session_second_factor(caller->session->row().id_hash);
  }));
  caller->session->pass_second_factor();
  return json_response(Json::object({{"codes", codes.printed}}));
}

Answer get_account_keys(const Authorised<Permission::session_use>& caller) {
  auto lease = CARE_TRY(caller->home.read());
  const auto keyring = CARE_TRY(lease.accounts().find_keyring(caller->account()));
  return json_response(
      Json::object({{"keyring", encode_base64url(keyring ? keyring->bytes : Bytes{})},
                    {"keyring_version", keyring ? keyring->version : std::uint64_t{0}},
                    {"wraps", encode_wraps(CARE_TRY(lease.accounts().load_wraps(caller->account())))}}));
}

Answer store_kit(const Authorised<Permission::session_use>& caller) {
  const Json body = CARE_TRY(read_body(caller->request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  Json list = Json::array();
  list.push(*CARE_TRY(reader.object("wrap")));
  CARE_TRY(reader.finish());
  const auto wraps = CARE_TRY(read_wraps(list));
  if (wraps.front().kind != kKit) return Error(ErrorCode::field_not_a_choice, "kind");
  CARE_TRY(caller->home.change([&](Change& change) -> Result<void> {
    CARE_TRY(check_new_kit(*caller, change.accounts(), change.now()));
    CARE_TRY(change.accounts().remove_wraps(caller->account(), kKit));  // an older sheet stops working
    return change.accounts().put_wrap(caller->account(), wraps.front());
  }));
  return json_response(Json::object());
}

Answer store_keyring(const Authorised<Permission::session_use>& caller) {
  const Json body = CARE_TRY(read_body(caller->request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const Bytes bytes = CARE_TRY(reader.base64url("bytes"));
  const auto version = CARE_TRY(reader.integer("version"));
  CARE_TRY(reader.finish());
  CARE_TRY(caller->home.change(
      [&](Change& change) { return change.accounts().swap_keyring(caller->account(), bytes, version); }));
  return json_response(Json::object({{"keyring_version", version}}));
}

Answer get_members(const Authorised<Permission::session_use>& caller) {
  auto lease = CARE_TRY(caller->home.read());
  Json members = Json::array();
  for (const MemberRow& row : CARE_TRY(lease.accounts().load_members())) {
    Json member = Json::object({{"actor", row.actor.text()}, {"has_account", std::uint64_t{row.has_account}}});
    if (row.last_seen && role_has(Permission::member_manage, caller->role)) member.set("last_seen", to_ms(*row.last_seen));
    members.push(std::move(member));
  }
  return json_response(Json::object({{"members", std::move(members)}}));
}

Answer delete_account(const Authorised<Permission::account_delete>& caller) {
  const auto actor = CARE_TRY(path_id<ActorId>(caller->request, "actor"));
  std::optional<AccountId> account;
  {
    auto lease = CARE_TRY(caller->home.read());
    account = CARE_TRY(lease.accounts().find_account_of_actor(actor));
  }
  if (!account) return ErrorCode::not_found;
  if (actor == caller->actor()) return ErrorCode::role_forbids;
  const bool still_member = caller->home.with_directory([&](const membership::Directory& directory) {
    const membership::Member* member = directory.find_member(actor);
    return member != nullptr && member->now().standing != membership::Standing::revoked;
  });
  // First the signed removal, with its key rotation; then the account behind it.
  if (still_member) return ErrorCode::role_forbids;
  CARE_TRY(caller->home.change([&](Change& change) -> Result<void> {
    CARE_TRY(change.accounts().delete_account(*account));
    CARE_TRY(change.append_event(caller->actor(), audit::AccountDeleted{actor}, origin_of(caller->request)));
    return {};
  }));
  caller->services.sessions.forget_account(*account);
  return json_response(Json::object());
}

}  // namespace care::server
