#include "server/store/sqlite/schema.h"

#include <string>

namespace care::server::sqlite {
namespace {

// The log and what is immutable beside it. careseal_log_mode() is 1 while the writer appends, 2 while it erases.
constexpr const char* kLogTables = R"sql(
CREATE TABLE leaf (idx INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE membership (idx INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, root BLOB NOT NULL, time_ms INTEGER NOT NULL) STRICT;
CREATE TRIGGER leaf_insert BEFORE INSERT ON leaf BEGIN
  SELECT RAISE(ABORT, 'not the writer') WHERE careseal_log_mode() IS NOT 1;
  SELECT RAISE(ABORT, 'not the next entry') WHERE NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM leaf);
END;
CREATE TRIGGER leaf_update BEFORE UPDATE ON leaf BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER leaf_delete BEFORE DELETE ON leaf BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER membership_insert BEFORE INSERT ON membership BEGIN
  SELECT RAISE(ABORT, 'not the writer') WHERE careseal_log_mode() IS NOT 1;
  SELECT RAISE(ABORT, 'not the next entry') WHERE NEW.idx <= (SELECT max(idx) FROM membership);
END;
CREATE TRIGGER membership_update BEFORE UPDATE ON membership BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER membership_delete BEFORE DELETE ON membership BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER checkpoint_insert BEFORE INSERT ON checkpoint BEGIN
  SELECT RAISE(ABORT, 'not the writer') WHERE careseal_log_mode() IS NOT 1;
  SELECT RAISE(ABORT, 'not the next entry') WHERE NEW.size <= (SELECT max(size) FROM checkpoint);
END;
CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), edge BLOB NOT NULL, time_ms INTEGER NOT NULL) STRICT;
CREATE TABLE tile (id INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;
)sql";

constexpr const char* kRecordTables = R"sql(
CREATE TABLE signer (slot INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE statement (slot INTEGER NOT NULL, n INTEGER NOT NULL, hash BLOB NOT NULL, idx INTEGER NOT NULL,
  refused INTEGER NOT NULL, PRIMARY KEY (slot, n)) STRICT, WITHOUT ROWID;
CREATE TABLE subject (id INTEGER PRIMARY KEY, subj BLOB NOT NULL UNIQUE, unit BLOB NOT NULL, kind INTEGER NOT NULL,
  share_hash BLOB NOT NULL) STRICT;
CREATE TABLE record (id INTEGER PRIMARY KEY, rec BLOB NOT NULL UNIQUE, subject INTEGER NOT NULL REFERENCES subject,
  unit BLOB NOT NULL, collection INTEGER NOT NULL, author BLOB NOT NULL, classes INTEGER NOT NULL, ver INTEGER NOT NULL,
  seq INTEGER NOT NULL, struck INTEGER NOT NULL) STRICT;
CREATE INDEX record_collection ON record (collection, seq);
CREATE TABLE version (seq INTEGER PRIMARY KEY, record INTEGER NOT NULL REFERENCES record, ver INTEGER NOT NULL,
  idx INTEGER NOT NULL, subject INTEGER NOT NULL, classes INTEGER NOT NULL) STRICT;
CREATE INDEX version_subject ON version (subject, seq);
CREATE INDEX version_record ON version (record, ver);
-- id = seq * 16 + facet number: one look-up finds all facets of a version, side by side
CREATE TABLE facet (id INTEGER PRIMARY KEY, class INTEGER NOT NULL, generation INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TRIGGER statement_update BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'immutable'); END;
CREATE TRIGGER statement_delete BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'immutable'); END;
CREATE TRIGGER version_insert BEFORE INSERT ON version BEGIN
  SELECT RAISE(ABORT, 'not the writer') WHERE careseal_log_mode() IS NOT 1;
  SELECT RAISE(ABORT, 'not the next version') WHERE NEW.seq <= (SELECT max(seq) FROM version);
END;
CREATE TRIGGER version_update BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'immutable'); END;
CREATE TRIGGER version_delete BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'immutable') WHERE careseal_log_mode() IS NOT 2; END;
CREATE TRIGGER facet_insert BEFORE INSERT ON facet BEGIN
  SELECT RAISE(ABORT, 'not the writer') WHERE careseal_log_mode() IS NOT 1;
  SELECT RAISE(ABORT, 'not the next facet') WHERE NEW.id <= (SELECT max(id) FROM facet);
END;
CREATE TRIGGER facet_update BEFORE UPDATE ON facet BEGIN SELECT RAISE(ABORT, 'immutable'); END;
CREATE TRIGGER facet_delete BEFORE DELETE ON facet BEGIN SELECT RAISE(ABORT, 'immutable') WHERE careseal_log_mode() IS NOT 2; END;

CREATE TABLE key_grant (id INTEGER PRIMARY KEY, recipient BLOB NOT NULL, unit BLOB NOT NULL, class INTEGER NOT NULL,
  generation INTEGER NOT NULL, idx INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE INDEX key_grant_recipient ON key_grant (recipient);
CREATE TABLE hello (inv BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE detail (idx INTEGER NOT NULL, field INTEGER NOT NULL, salt BLOB NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (idx, field)) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kAccountTables = R"sql(
CREATE TABLE account (id BLOB PRIMARY KEY, handle TEXT NOT NULL UNIQUE, opaque BLOB NOT NULL, totp BLOB,
  totp_confirmed INTEGER NOT NULL DEFAULT 0, totp_step INTEGER, keyring BLOB NOT NULL, keyring_version INTEGER NOT NULL,
  created_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- The leaf holds the pseudonym; only this row says whose it is, and it survives as a null.
CREATE TABLE audit_actor (actor BLOB PRIMARY KEY, account BLOB UNIQUE REFERENCES account (id) ON DELETE SET NULL,
  last_seen_ms INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE wrap (account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE, kind INTEGER NOT NULL, id BLOB NOT NULL,
  bytes BLOB NOT NULL, PRIMARY KEY (account, kind, id)) STRICT, WITHOUT ROWID;
CREATE TABLE sign_in_code (account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE, hash BLOB NOT NULL,
  place INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account, hash)) STRICT, WITHOUT ROWID;
CREATE TABLE lockout (account BLOB NOT NULL, client BLOB NOT NULL, counter BLOB NOT NULL, keep_until_ms INTEGER NOT NULL,
  PRIMARY KEY (account, client)) STRICT, WITHOUT ROWID;
CREATE TABLE session (id_hash BLOB PRIMARY KEY, account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  actor BLOB NOT NULL, created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, proof_key BLOB NOT NULL,
  second_factor INTEGER NOT NULL, counter INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kWorkspaceSteps[] = {kLogTables, kRecordTables, kAccountTables};

constexpr const char* kShareTables = R"sql(
CREATE TABLE share (subj BLOB PRIMARY KEY, share BLOB NOT NULL) STRICT, WITHOUT ROWID;
)sql";
constexpr const char* kShareSteps[] = {kShareTables};

constexpr const char* kRegistryTables = R"sql(
CREATE TABLE home (label TEXT PRIMARY KEY, ws BLOB NOT NULL UNIQUE, created_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";
constexpr const char* kRegistrySteps[] = {kRegistryTables};

constexpr std::uintmax_t kPageBytes = 4096;

Result<void> run_steps(Connection& connection, std::uint64_t from, std::span<const char* const> steps) {
  for (std::uint64_t step = from; step < steps.size(); ++step) {
    Transaction transaction = CARE_TRY(Transaction::begin(connection));
    if (auto done = connection.run_text(steps[step]); !done.ok()) return done;
    if (auto done = connection.run_text("PRAGMA user_version=" + std::to_string(step + 1)); !done.ok()) return done;
    if (auto done = std::move(transaction).commit(); !done.ok()) return done;
  }
  return {};
}

}  // namespace

std::span<const char* const> workspace_steps() { return kWorkspaceSteps; }
std::span<const char* const> share_steps() { return kShareSteps; }
std::span<const char* const> registry_steps() { return kRegistrySteps; }

std::uint64_t schema_number() {
  std::uint64_t number = 14695981039346656037ULL;  // FNV-1a
  for (const auto steps : {workspace_steps(), share_steps(), registry_steps()}) {
    for (const char* step : steps) {
      for (const char letter : std::string_view(step)) number = (number ^ static_cast<std::uint8_t>(letter)) * 1099511628211ULL;
    }
  }
  return number;
}

Result<void> create_file(const std::filesystem::path& file, const Secret32& key, std::span<const char* const> steps) {
  auto connection = CARE_TRY(Connection::open(file, key, Access::migrate));
  return run_steps(*connection, 0, steps);
}

Result<void> migrate_file(const std::filesystem::path& file, const Secret32& key, std::span<const char* const> steps) {
  std::error_code failed;
  const auto bytes = std::filesystem::file_size(file, failed);
  // SQLite takes an empty file for a new database, and half a first page for another key's. Half a last page is what a power cut
  // leaves of a checkpoint; the write-ahead log has it whole.
  if (failed || bytes < kPageBytes) return ErrorCode::store_corrupt;
  auto connection = CARE_TRY(Connection::open(file, key, Access::migrate));
  const std::uint64_t version = CARE_TRY(connection->pragma_number("PRAGMA user_version"));
  if (version > steps.size()) return ErrorCode::store_newer;
  if (version == 0) return ErrorCode::store_corrupt;
  return run_steps(*connection, version, steps);
}

}  // namespace care::server::sqlite
