// The writing half of SignInTables; sign_in_reads.cpp has the other.
#include "server/store/sqlite/secret_columns.h"
#include "server/store/sqlite/sign_in_tables.h"

namespace care::server::sqlite {
namespace {

constexpr Sql kCreate{
    "INSERT INTO account (id, handle, opaque, keyring, keyring_version, created_ms) VALUES (?1, ?2, ?3, ?4, 1, ?5)"};
constexpr Sql kLink{
    "INSERT INTO audit_actor (actor, account) VALUES (?1, ?2) ON CONFLICT (actor) DO UPDATE SET account = ?2 "
    "WHERE account IS NULL"};
constexpr Sql kDelete{"DELETE FROM account WHERE id = ?1"};
constexpr Sql kDeleteLockouts{"DELETE FROM lockout WHERE account = ?1"};
constexpr Sql kOpaque{"UPDATE account SET opaque = ?2 WHERE id = ?1"};
constexpr Sql kLastSeen{
    "INSERT INTO audit_actor (actor, last_seen_ms) VALUES (?1, ?2) ON CONFLICT (actor) DO UPDATE SET last_seen_ms = ?2"};
constexpr Sql kPutTotp{"UPDATE account SET totp = ?2, totp_confirmed = 0, totp_step = NULL WHERE id = ?1"};
constexpr Sql kConfirmTotp{"UPDATE account SET totp_confirmed = 1, totp_step = ?2 WHERE id = ?1 AND totp IS NOT NULL"};
constexpr Sql kRemoveTotp{"UPDATE account SET totp = NULL, totp_confirmed = 0, totp_step = NULL WHERE id = ?1"};
constexpr Sql kUseStep{
    "UPDATE account SET totp_step = ?2 WHERE id = ?1 AND totp IS NOT NULL AND (totp_step IS NULL OR totp_step < ?2)"};
constexpr Sql kDropCodes{"DELETE FROM sign_in_code WHERE account = ?1"};
constexpr Sql kAddCode{"INSERT INTO sign_in_code (account, hash, place) VALUES (?1, ?2, ?3)"};
constexpr Sql kUseCode{"UPDATE sign_in_code SET used = 1 WHERE account = ?1 AND hash = ?2 AND used = 0"};
constexpr Sql kPutWrap{
    "INSERT INTO wrap (account, kind, id, bytes) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT (account, kind, id) DO UPDATE SET bytes = ?4"};
constexpr Sql kRemoveWraps{"DELETE FROM wrap WHERE account = ?1 AND kind = ?2"};
constexpr Sql kSwapKeyring{
    "UPDATE account SET keyring = ?2, keyring_version = ?3 WHERE id = ?1 AND keyring_version = ?3 - 1"};
constexpr Sql kPutLockout{
    "INSERT INTO lockout (account, client, counter, keep_until_ms) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (account, client) DO UPDATE SET counter = ?3, keep_until_ms = ?4"};
constexpr Sql kCreateSession{
    "INSERT INTO session (id_hash, account, actor, created_ms, expires_ms, proof_key, second_factor, counter) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
constexpr Sql kCounter{"UPDATE session SET counter = ?2 WHERE id_hash = ?1 AND counter < ?2"};
constexpr Sql kSessionFactor{"UPDATE session SET second_factor = 1 WHERE id_hash = ?1"};
constexpr Sql kEndSession{"DELETE FROM session WHERE id_hash = ?1"};
constexpr Sql kEndSessions{"DELETE FROM session WHERE account = ?1"};
constexpr Sql kExpired{"DELETE FROM session WHERE expires_ms <= ?1"};
constexpr Sql kStaleLockouts{"DELETE FROM lockout WHERE keep_until_ms <= ?1"};
constexpr Sql kPutSetting{
    "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2"};

}  // namespace

Result<void> SignInTables::need_change() {
  if (connection_.changes() == 0) return ErrorCode::not_found;
  return {};
}

Result<void> SignInTables::create_account(const NewAccount& account) {
  {
    Statement row = CARE_TRY(connection_.prepare(kCreate));
    row.bind(1, account.account.bytes()).bind(2, std::string_view(account.handle)).bind(3, BytesView(account.opaque_record));
    row.bind(4, BytesView(account.keyring)).bind(5, to_ms(account.created));
    if (!CARE_TRY(row.run_unless_conflict())) return ErrorCode::handle_taken;
  }
  Statement link = CARE_TRY(connection_.prepare(kLink));
  link.bind(1, account.actor.bytes()).bind(2, account.account.bytes());
  if (!CARE_TRY(link.run_unless_conflict()) || connection_.changes() == 0) return ErrorCode::handle_taken;
  return {};
}

Result<void> SignInTables::delete_account(const AccountId& account) {
  CARE_TRY(remove_lockouts(account));
  Statement row = CARE_TRY(connection_.prepare(kDelete));
  CARE_TRY(row.bind(1, account.bytes()).run());
  return need_change();
}

Result<void> SignInTables::replace_opaque_record(const AccountId& account, BytesView record) {
  Statement row = CARE_TRY(connection_.prepare(kOpaque));
  CARE_TRY(row.bind(1, account.bytes()).bind(2, record).run());
  return need_change();
}

Result<void> SignInTables::set_last_seen(const ActorId& actor, Instant when) {
  Statement row = CARE_TRY(connection_.prepare(kLastSeen));
  return row.bind(1, actor.bytes()).bind(2, to_ms(when)).run();
}

Result<void> SignInTables::put_second_factor(const AccountId& account, const SecretBytes<20>& secret) {
  Statement row = CARE_TRY(connection_.prepare(kPutTotp));
  row.bind(1, account.bytes());
  bind_secret(row, 2, secret);
  CARE_TRY(row.run());
  return need_change();
}

Result<void> SignInTables::confirm_second_factor(const AccountId& account, std::uint64_t step) {
  Statement row = CARE_TRY(connection_.prepare(kConfirmTotp));
  CARE_TRY(row.bind(1, account.bytes()).bind(2, step).run());
  return need_change();
}

Result<void> SignInTables::remove_second_factor(const AccountId& account) {
  Statement row = CARE_TRY(connection_.prepare(kRemoveTotp));
  CARE_TRY(row.bind(1, account.bytes()).run());
  return need_change();
}

Result<bool> SignInTables::use_totp_step(const AccountId& account, std::uint64_t step) {
  Statement row = CARE_TRY(connection_.prepare(kUseStep));
  CARE_TRY(row.bind(1, account.bytes()).bind(2, step).run());
  return connection_.changes() == 1;
}

Result<void> SignInTables::replace_sign_in_codes(const AccountId& account, std::span<const Hash32> hashes) {
  {
    Statement drop = CARE_TRY(connection_.prepare(kDropCodes));
    CARE_TRY(drop.bind(1, account.bytes()).run());
  }
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    Statement row = CARE_TRY(connection_.prepare(kAddCode));
    CARE_TRY(row.bind(1, account.bytes()).bind(2, BytesView(hashes[i])).bind(3, std::uint64_t{i}).run());
  }
  return {};
}

Result<bool> SignInTables::use_sign_in_code(const AccountId& account, const Hash32& hash) {
  Statement row = CARE_TRY(connection_.prepare(kUseCode));
  CARE_TRY(row.bind(1, account.bytes()).bind(2, BytesView(hash)).run());
  return connection_.changes() == 1;
}

Result<void> SignInTables::put_wrap(const AccountId& account, const WrapRow& wrap) {
  Statement row = CARE_TRY(connection_.prepare(kPutWrap));
  row.bind(1, account.bytes()).bind(2, std::uint64_t{wrap.kind}).bind(3, BytesView(wrap.id)).bind(4, BytesView(wrap.bytes));
  if (!CARE_TRY(row.run_unless_conflict())) return ErrorCode::not_found;  // no such account
  return {};
}

Result<void> SignInTables::remove_wraps(const AccountId& account, std::uint8_t kind) {
  Statement row = CARE_TRY(connection_.prepare(kRemoveWraps));
  return row.bind(1, account.bytes()).bind(2, std::uint64_t{kind}).run();
}

Result<void> SignInTables::swap_keyring(const AccountId& account, BytesView bytes, std::uint64_t version) {
  Statement row = CARE_TRY(connection_.prepare(kSwapKeyring));
  CARE_TRY(row.bind(1, account.bytes()).bind(2, bytes).bind(3, version).run());
  if (connection_.changes() == 0) return ErrorCode::version_stale;
  return {};
}

Result<void> SignInTables::put_lockout(const LockoutKey& key, BytesView counter, Instant keep_until) {
  Statement row = CARE_TRY(connection_.prepare(kPutLockout));
  return row.bind(1, key.account.bytes()).bind(2, BytesView(key.client)).bind(3, counter).bind(4, to_ms(keep_until)).run();
}

Result<void> SignInTables::remove_lockouts(const AccountId& account) {
  Statement rows = CARE_TRY(connection_.prepare(kDeleteLockouts));
  return rows.bind(1, account.bytes()).run();
}

Result<void> SignInTables::create_session(const SessionRow& session) {
  Statement row = CARE_TRY(connection_.prepare(kCreateSession));
  row.bind(1, BytesView(session.id_hash)).bind(2, session.account.bytes()).bind(3, session.actor.bytes());
  row.bind(4, to_ms(session.created)).bind(5, to_ms(session.expires));
  bind_secret(row, 6, session.proof_key.secret());
  row.bind(7, std::uint64_t{session.second_factor ? 1U : 0U}).bind(8, session.counter);
  if (!CARE_TRY(row.run_unless_conflict())) return ErrorCode::not_found;  // the account was deleted meanwhile
  return {};
}

Result<void> SignInTables::save_session_counter(const Hash32& id_hash, std::uint64_t counter) {
  Statement row = CARE_TRY(connection_.prepare(kCounter));
  return row.bind(1, BytesView(id_hash)).bind(2, counter).run();
}

Result<void> SignInTables::confirm_session_second_factor(const Hash32& id_hash) {
  Statement row = CARE_TRY(connection_.prepare(kSessionFactor));
  CARE_TRY(row.bind(1, BytesView(id_hash)).run());
  return need_change();
}

Result<bool> SignInTables::end_session(const Hash32& id_hash) {
  Statement row = CARE_TRY(connection_.prepare(kEndSession));
  CARE_TRY(row.bind(1, BytesView(id_hash)).run());
  return connection_.changes() == 1;
}

Result<void> SignInTables::end_sessions_of(const AccountId& account) {
  Statement row = CARE_TRY(connection_.prepare(kEndSessions));
  return row.bind(1, account.bytes()).run();
}

Result<void> SignInTables::remove_stale_sign_ins(Instant now) {
  Statement sessions = CARE_TRY(connection_.prepare(kExpired));
  CARE_TRY(sessions.bind(1, to_ms(now)).run());
  Statement lockouts = CARE_TRY(connection_.prepare(kStaleLockouts));
  return lockouts.bind(1, to_ms(now)).run();
}

Result<void> SignInTables::put_setting(std::string_view name, BytesView value) {
  Statement row = CARE_TRY(connection_.prepare(kPutSetting));
  return row.bind(1, name).bind(2, value).run();
}

}  // namespace care::server::sqlite
