// A lost password: whoever holds the printed kit is given its wrap, and proves with the key inside that they opened it. Without the
// right kit every handle gets one answer, for the same work.
#include "server/api/handlers.h"
#include "server/api/shapes.h"
#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/key_wrap.h"
#include "shared/crypto/signature.h"
#include "shared/signin/opaque.h"

namespace care::server {
namespace {

constexpr auto kKit = static_cast<std::uint8_t>(crypto::WrapKind::recovery_kit);
constexpr auto kPassword = static_cast<std::uint8_t>(crypto::WrapKind::password);

// What an active member signs with; nobody else recovers anything.
std::optional<crypto::SigningPublicKey> find_identity(const Workspace& home, const ActorId& actor) {
  return home.with_directory([&](const membership::Directory& directory) {
    std::optional<crypto::SigningPublicKey> out;
    const membership::Member* member = directory.find_member(actor);
    if (member == nullptr || !member->is_active()) return out;
    if (const membership::MemberKey* key = directory.find_key(member->identity)) out = key->public_key;
    return out;
  });
}

Result<std::optional<WrapRow>> find_kit(AccountReads& accounts, const AccountId& account, const ByteArray<16>& id) {
  std::optional<WrapRow> found;
  for (WrapRow& wrap : CARE_TRY(accounts.load_wraps(account))) {
    if (wrap.kind == kKit && crypto::equal_constant_time(wrap.id, id)) found = std::move(wrap);
  }
  return found;
}

struct NewSignIn {
  Bytes record;
  WrapRow wrap;
};

// The sheet is also for the day the phone is lost: a role that needs a second factor sets one up at its next sign-in.
Result<void> replace_sign_in(Change& change, const PendingRecovery& pending, const NewSignIn& fresh, const Origin& origin) {
  AccountTables& accounts = change.accounts();
  // Another sheet was printed meanwhile, or the account is gone.
  if (!CARE_TRY(find_kit(accounts, pending.account, pending.kit))) return ErrorCode::recovery_refused;
  CARE_TRY(accounts.replace_opaque_record(pending.account, fresh.record));
  CARE_TRY(accounts.remove_wraps(pending.account, kPassword));
  CARE_TRY(accounts.put_wrap(pending.account, fresh.wrap));
  CARE_TRY(accounts.remove_second_factor(pending.account));
  CARE_TRY(accounts.replace_sign_in_codes(pending.account, {}));
  CARE_TRY(accounts.end_sessions_of(pending.account));
  CARE_TRY(accounts.remove_lockouts(pending.account));
  CARE_TRY(change.append_event(pending.actor, audit::AccountRecovered{}, origin));
  return {};
}

}  // namespace

Answer start_recovery(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const std::string handle = CARE_TRY(normalise_handle(CARE_TRY(reader.text("handle"))));
  const auto kit = CARE_TRY(reader.base64url_exact<16>("kit"));
  const auto request = CARE_TRY(signin::RegistrationRequest::decode(CARE_TRY(reader.base64url("request"))));
  CARE_TRY(reader.finish());
  const auto& keys = call.home->opaque_keys();
  PendingRecovery pending{call.home->id(), signin::derive_fake_account_id(keys, handle), {}, kit};
  std::optional<WrapRow> wrap;
  {
    auto lease = CARE_TRY(call.home->read());
    const auto account = CARE_TRY(lease.accounts().find_account_by_handle(handle));
    if (account) pending.account = account->account;
    if (account) pending.actor = account->actor;
    wrap = CARE_TRY(find_kit(lease.accounts(), pending.account, kit));
  }
  const bool active = find_identity(*call.home, pending.actor).has_value();
  // Before it is known to be of use: refusals take as long.
  const auto response = CARE_TRY(
      signin::answer_registration(request, keys, signin::OpaqueSetting::of(call.home->id(), pending.account)));
  if (!wrap || !active) return ErrorCode::recovery_refused;
  const auto id = make_id<RecoveryId>(call.services.random);
  Json out = Json::object({{"account", pending.account.text()},
                           {"recovery", id.text()},
                           {"response", encode_base64url(response.encode())},
                           {"wrap", encode_wraps({*wrap}).items().front()}});
  call.services.recoveries.put(id, pending);
  return json_response(out);
}

Answer finish_recovery(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const auto id = CARE_TRY(reader.id<RecoveryId>("recovery"));
  const auto signature = CARE_TRY(reader.base64url_exact<64>("signature"));
  NewSignIn fresh;
  fresh.record = CARE_TRY(reader.base64url("record"));
  Json wraps = Json::array();
  wraps.push(*CARE_TRY(reader.object("wrap")));
  CARE_TRY(reader.finish());
  CARE_TRY(signin::RegistrationRecord::decode(fresh.record));
  fresh.wrap = CARE_TRY(read_wraps(wraps)).front();
  if (fresh.wrap.kind != kPassword) return Error(ErrorCode::field_not_a_choice, "kind");
  const PendingRecovery pending = CARE_TRY(call.services.recoveries.take(id));
  if (!(pending.workspace == call.home->id())) return ErrorCode::login_unknown;
  const auto identity = find_identity(*call.home, pending.actor);
  if (!identity) return ErrorCode::recovery_refused;
  CARE_TRY(crypto::verify_recovery(*identity, {.workspace = pending.workspace,
                                               .account = pending.account,
                                               .recovery = id,
                                               .record = fresh.record,
                                               .wrap_id = fresh.wrap.id,
                                               .wrap = fresh.wrap.bytes}, signature));
  CARE_TRY(call.home->change([&](Change& change) {
    return replace_sign_in(change, pending, fresh, origin_of(call.request));
  }));
  call.services.sessions.forget_account(pending.account);
  return json_response(Json::object());
}

}  // namespace care::server
