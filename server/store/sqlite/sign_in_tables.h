// server/store/sqlite/sign_in_tables.h — accounts, second factors, sessions, settings.
#pragma once

#include "server/store/account_tables.h"
#include "server/store/sqlite/connection.h"

namespace care::server::sqlite {

class SignInTables final : public AccountTables {
 public:
  explicit SignInTables(Connection& connection) : connection_(connection) {}

  Result<std::optional<AccountRow>> find_account_by_handle(std::string_view handle) override;
  Result<std::optional<AccountRow>> find_account(const AccountId& account) override;
  Result<std::optional<AccountId>> find_account_of_actor(const ActorId& actor) override;
  Result<std::optional<SecondFactorRow>> find_second_factor(const AccountId& account) override;
  Result<std::vector<SignInCodeRow>> load_sign_in_codes(const AccountId& account) override;
  Result<std::vector<WrapRow>> load_wraps(const AccountId& account) override;
  Result<std::optional<KeyringRow>> find_keyring(const AccountId& account) override;
  Result<std::optional<Bytes>> find_lockout(const LockoutKey& key) override;
  Result<std::optional<SessionRow>> find_session(const Hash32& id_hash) override;
  Result<std::vector<MemberRow>> load_members() override;
  Result<std::optional<Bytes>> find_setting(std::string_view name) override;

  Result<void> create_account(const NewAccount& account) override;
  Result<void> delete_account(const AccountId& account) override;
  Result<void> replace_opaque_record(const AccountId& account, BytesView record) override;
  Result<void> set_last_seen(const ActorId& actor, Instant when) override;
  Result<void> put_second_factor(const AccountId& account, const SecretBytes<20>& secret) override;
  Result<void> confirm_second_factor(const AccountId& account, std::uint64_t step) override;
  Result<void> remove_second_factor(const AccountId& account) override;
  Result<bool> use_totp_step(const AccountId& account, std::uint64_t step) override;
  Result<void> replace_sign_in_codes(const AccountId& account, std::span<const Hash32> hashes) override;
  Result<bool> use_sign_in_code(const AccountId& account, const Hash32& hash) override;
  Result<void> put_wrap(const AccountId& account, const WrapRow& wrap) override;
  Result<void> remove_wraps(const AccountId& account, std::uint8_t kind) override;
  Result<void> swap_keyring(const AccountId& account, BytesView bytes, std::uint64_t version) override;
  Result<void> put_lockout(const LockoutKey& key, BytesView counter, Instant keep_until) override;
  Result<void> remove_lockouts(const AccountId& account) override;
  Result<void> create_session(const SessionRow& session) override;
  Result<void> save_session_counter(const Hash32& id_hash, std::uint64_t counter) override;
  Result<void> confirm_session_second_factor(const Hash32& id_hash) override;
  Result<bool> end_session(const Hash32& id_hash) override;
  Result<void> end_sessions_of(const AccountId& account) override;
  Result<void> remove_stale_sign_ins(Instant now) override;
  Result<void> put_setting(std::string_view name, BytesView value) override;

 private:
  Result<std::optional<AccountRow>> one_account(Statement row);
  Result<void> need_change();  // not_found if the last statement changed no row
  Connection& connection_;
};

}  // namespace care::server::sqlite
