// The reading half of SignInTables; sign_in_writes.cpp has the other.
#include "server/store/sqlite/secret_columns.h"
#include "server/store/sqlite/sign_in_tables.h"

namespace care::server::sqlite {
namespace {

#define CARE_ACCOUNT_COLUMNS \
  "SELECT a.id, a.handle, a.opaque, a.created_ms, l.actor FROM account a LEFT JOIN audit_actor l ON l.account = a.id "
constexpr Sql kByHandle{CARE_ACCOUNT_COLUMNS "WHERE a.handle = ?1"};
constexpr Sql kById{CARE_ACCOUNT_COLUMNS "WHERE a.id = ?1"};
#undef CARE_ACCOUNT_COLUMNS
constexpr Sql kOfActor{"SELECT account FROM audit_actor WHERE actor = ?1 AND account IS NOT NULL"};
constexpr Sql kSecondFactor{"SELECT totp, totp_confirmed, totp_step FROM account WHERE id = ?1 AND totp IS NOT NULL"};
constexpr Sql kCodes{"SELECT hash, used FROM sign_in_code WHERE account = ?1 ORDER BY place"};
constexpr Sql kWraps{"SELECT kind, id, bytes FROM wrap WHERE account = ?1 ORDER BY kind, id"};
constexpr Sql kKeyring{"SELECT keyring, keyring_version FROM account WHERE id = ?1"};
constexpr Sql kLockout{"SELECT counter FROM lockout WHERE account = ?1 AND client = ?2"};
constexpr Sql kSession{
    "SELECT account, actor, created_ms, expires_ms, proof_key, second_factor, counter FROM session WHERE id_hash = ?1"};
constexpr Sql kMembers{"SELECT actor, account IS NOT NULL, last_seen_ms FROM audit_actor ORDER BY actor"};
constexpr Sql kSetting{"SELECT value FROM setting WHERE name = ?1"};

}  // namespace

Result<std::optional<AccountRow>> SignInTables::one_account(Statement row) {
  if (!CARE_TRY(row.step())) return std::optional<AccountRow>();
  AccountRow account;
  account.account = CARE_TRY(row.id<AccountId>(0));
  account.handle = std::string(row.text(1));
  account.opaque_record = to_bytes(row.blob(2));
  account.created = instant_from_ms(row.integer(3));
  if (!row.is_null(4)) account.actor = CARE_TRY(row.id<ActorId>(4));
  return std::optional<AccountRow>(std::move(account));
}

Result<std::optional<AccountRow>> SignInTables::find_account_by_handle(std::string_view handle) {
  Statement row = CARE_TRY(connection_.prepare(kByHandle));
  row.bind(1, handle);
  return one_account(std::move(row));
}

Result<std::optional<AccountRow>> SignInTables::find_account(const AccountId& account) {
  Statement row = CARE_TRY(connection_.prepare(kById));
  row.bind(1, account.bytes());
  return one_account(std::move(row));
}

Result<std::optional<AccountId>> SignInTables::find_account_of_actor(const ActorId& actor) {
  Statement row = CARE_TRY(connection_.prepare(kOfActor));
  if (!CARE_TRY(row.bind(1, actor.bytes()).step())) return std::optional<AccountId>();
  return std::optional<AccountId>(CARE_TRY(row.id<AccountId>(0)));
}

Result<std::optional<SecondFactorRow>> SignInTables::find_second_factor(const AccountId& account) {
  Statement row = CARE_TRY(connection_.prepare(kSecondFactor));
  if (!CARE_TRY(row.bind(1, account.bytes()).step())) return std::optional<SecondFactorRow>();
  SecondFactorRow factor;
  factor.secret = CARE_TRY(read_secret<20>(row, 0));
  factor.confirmed = row.integer(1) != 0;
  if (!row.is_null(2)) factor.last_step = row.integer(2);
  return std::optional<SecondFactorRow>(std::move(factor));
}

Result<std::vector<SignInCodeRow>> SignInTables::load_sign_in_codes(const AccountId& account) {
  Statement rows = CARE_TRY(connection_.prepare(kCodes));
  rows.bind(1, account.bytes());
  std::vector<SignInCodeRow> codes;
  while (CARE_TRY(rows.step())) codes.push_back({CARE_TRY(rows.array<32>(0)), rows.integer(1) != 0});
  return codes;
}

Result<std::vector<WrapRow>> SignInTables::load_wraps(const AccountId& account) {
  Statement rows = CARE_TRY(connection_.prepare(kWraps));
  rows.bind(1, account.bytes());
  std::vector<WrapRow> wraps;
  while (CARE_TRY(rows.step())) {
    wraps.push_back({static_cast<std::uint8_t>(rows.integer(0)), CARE_TRY(rows.array<16>(1)), to_bytes(rows.blob(2))});
  }
  return wraps;
}

Result<std::optional<KeyringRow>> SignInTables::find_keyring(const AccountId& account) {
  Statement row = CARE_TRY(connection_.prepare(kKeyring));
  if (!CARE_TRY(row.bind(1, account.bytes()).step())) return std::optional<KeyringRow>();
  return std::optional<KeyringRow>(KeyringRow{to_bytes(row.blob(0)), row.integer(1)});
}

Result<std::optional<Bytes>> SignInTables::find_lockout(const LockoutKey& key) {
  Statement row = CARE_TRY(connection_.prepare(kLockout));
  row.bind(1, key.account.bytes()).bind(2, BytesView(key.client));
  if (!CARE_TRY(row.step())) return std::optional<Bytes>();
  return std::optional<Bytes>(to_bytes(row.blob(0)));
}

Result<std::optional<SessionRow>> SignInTables::find_session(const Hash32& id_hash) {
  Statement row = CARE_TRY(connection_.prepare(kSession));
  if (!CARE_TRY(row.bind(1, BytesView(id_hash)).step())) return std::optional<SessionRow>();
  SessionRow session{id_hash,
                     CARE_TRY(row.id<AccountId>(0)),
                     CARE_TRY(row.id<ActorId>(1)),
                     instant_from_ms(row.integer(2)),
                     instant_from_ms(row.integer(3)),
                     crypto::ProofKey(CARE_TRY(read_secret<32>(row, 4))),
                     row.integer(5) != 0,
                     row.integer(6)};
  return std::optional<SessionRow>(std::move(session));
}

Result<std::vector<MemberRow>> SignInTables::load_members() {
  Statement rows = CARE_TRY(connection_.prepare(kMembers));
  std::vector<MemberRow> members;
  while (CARE_TRY(rows.step())) {
    MemberRow member{CARE_TRY(rows.id<ActorId>(0)), rows.integer(1) != 0, std::nullopt};
    if (!rows.is_null(2)) member.last_seen = instant_from_ms(rows.integer(2));
    members.push_back(member);
  }
  return members;
}

Result<std::optional<Bytes>> SignInTables::find_setting(std::string_view name) {
  Statement row = CARE_TRY(connection_.prepare(kSetting));
  if (!CARE_TRY(row.bind(1, name).step())) return std::optional<Bytes>();
  return std::optional<Bytes>(to_bytes(row.blob(0)));
}

}  // namespace care::server::sqlite
