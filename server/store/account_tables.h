// server/store/account_tables.h — sign-ins: what hangs on an account and dies with it. No care data, no leaf.
//
// The store keeps and compares; which rules hold is decided in server/session and shared/signin.
// Errors   handle_taken, not_found, version_stale, store_failed, store_busy
// Secrets  proof keys and authenticator secrets are SecretBytes; the file itself is encrypted
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/clock.h"
#include "shared/base/id.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/crypto/keys.h"

namespace care::server {

struct NewAccount {
  AccountId account;
  ActorId actor;           // the pseudonym this sign-in belongs to
  std::string handle;      // as the caller normalised it; unique in the workspace
  Bytes opaque_record;     // 192 B
  Bytes keyring;           // sealed by the client; version 1
  Instant created{};
};

struct AccountRow {
  AccountId account;
  ActorId actor;
  std::string handle;
  Bytes opaque_record;
  Instant created{};
};

struct SecondFactorRow {
  SecretBytes<20> secret;
  bool confirmed = false;
  std::optional<std::uint64_t> last_step;
};

struct WrapRow {
  std::uint8_t kind = 0;   // crypto::WrapKind
  ByteArray<16> id{};
  Bytes bytes;
};

struct KeyringRow {
  Bytes bytes;
  std::uint64_t version = 0;
};

struct SignInCodeRow {
  Hash32 hash{};
  bool used = false;
};

struct SessionRow {
  Hash32 id_hash{};        // SHA-256 of the cookie's session id
  AccountId account;
  ActorId actor;
  Instant created{};
  Instant expires{};       // absolute
  crypto::ProofKey proof_key;
  bool second_factor = false;   // passed at this sign-in
  std::uint64_t counter = 0;    // no request proof at or below this is taken after a restart
};

struct MemberRow {
  ActorId actor;
  bool has_account = false;
  std::optional<Instant> last_seen;
};

// The lockout counter of one client kind or known device of an account; `client` 0 = all unknown clients, else the
// raw id of the device. The bytes are signin::LockoutCounter's.
struct LockoutKey {
  AccountId account;
  ByteArray<16> client{};
};

class AccountReads {
 public:
  virtual ~AccountReads() = default;
  virtual Result<std::optional<AccountRow>> find_account_by_handle(std::string_view handle) = 0;
  virtual Result<std::optional<AccountRow>> find_account(const AccountId& account) = 0;
  virtual Result<std::optional<AccountId>> find_account_of_actor(const ActorId& actor) = 0;
  virtual Result<std::optional<SecondFactorRow>> find_second_factor(const AccountId& account) = 0;
  virtual Result<std::vector<SignInCodeRow>> load_sign_in_codes(const AccountId& account) = 0;
  virtual Result<std::vector<WrapRow>> load_wraps(const AccountId& account) = 0;
  virtual Result<std::optional<KeyringRow>> find_keyring(const AccountId& account) = 0;
  virtual Result<std::optional<Bytes>> find_lockout(const LockoutKey& key) = 0;
  virtual Result<std::optional<SessionRow>> find_session(const Hash32& id_hash) = 0;
  virtual Result<std::vector<MemberRow>> load_members() = 0;
  virtual Result<std::optional<Bytes>> find_setting(std::string_view name) = 0;
};

// Called inside one Workspace::change only: everything in it is committed together, or nothing is.
class AccountTables : public AccountReads {
 public:
  virtual Result<void> create_account(const NewAccount& account) = 0;   // handle_taken
  // The leaves stay; the link from the actor becomes null, sessions and wraps go. not_found if there is no such account.
  virtual Result<void> delete_account(const AccountId& account) = 0;
  virtual Result<void> replace_opaque_record(const AccountId& account, BytesView record) = 0;
  virtual Result<void> set_last_seen(const ActorId& actor, Instant when) = 0;

  virtual Result<void> put_second_factor(const AccountId& account, const SecretBytes<20>& secret) = 0;  // unconfirmed
  virtual Result<void> confirm_second_factor(const AccountId& account, std::uint64_t step) = 0;
  virtual Result<void> remove_second_factor(const AccountId& account) = 0;
  // False if this step or a later one was used before.
  virtual Result<bool> use_totp_step(const AccountId& account, std::uint64_t step) = 0;
  virtual Result<void> replace_sign_in_codes(const AccountId& account, std::span<const Hash32> hashes) = 0;
  virtual Result<bool> use_sign_in_code(const AccountId& account, const Hash32& hash) = 0;  // false if used or unknown

  virtual Result<void> put_wrap(const AccountId& account, const WrapRow& wrap) = 0;  // same kind and id: replaced
  virtual Result<void> remove_wraps(const AccountId& account, std::uint8_t kind) = 0;
  // version = the new one, which must be the stored one + 1: version_stale otherwise.
  virtual Result<void> swap_keyring(const AccountId& account, BytesView bytes, std::uint64_t version) = 0;
  virtual Result<void> put_lockout(const LockoutKey& key, BytesView counter, Instant keep_until) = 0;
  virtual Result<void> remove_lockouts(const AccountId& account) = 0;

  virtual Result<void> create_session(const SessionRow& session) = 0;
  virtual Result<void> save_session_counter(const Hash32& id_hash, std::uint64_t counter) = 0;
  virtual Result<void> confirm_session_second_factor(const Hash32& id_hash) = 0;
  virtual Result<bool> end_session(const Hash32& id_hash) = 0;
  virtual Result<void> end_sessions_of(const AccountId& account) = 0;
  // Expired sessions, and counters whose time is over: strangers leave one for each address they try.
  virtual Result<void> remove_stale_sign_ins(Instant now) = 0;

  virtual Result<void> put_setting(std::string_view name, BytesView value) = 0;
};

}  // namespace care::server
