#include "server/store/sqlite/connection.h"

#include <cstring>

#include "server/store/sqlite/authorizer.h"
#include "server/store/sqlite/secret_columns.h"

#include <sqlite3.h>

namespace care::server::sqlite {
namespace {

constexpr int kBusyMs = 5000;
constexpr Sql kBegin{"BEGIN IMMEDIATE"};
constexpr Sql kCommit{"COMMIT"};
constexpr Sql kRollback{"ROLLBACK"};

Result<void> check(int code) {
  if (code == SQLITE_OK) return {};
  return error_of(code);
}

int on_wal_commit(void* pages, sqlite3*, const char*, int frames) {
  static_cast<std::atomic<std::uint64_t>*>(pages)->store(frames < 0 ? 0 : static_cast<std::uint64_t>(frames),
                                                         std::memory_order_relaxed);
  return SQLITE_OK;  // checkpoints are made on the maintenance thread
}

void log_mode_function(sqlite3_context* context, int, sqlite3_value**) {
  sqlite3_result_int(context, static_cast<int>(*static_cast<const LogMode*>(sqlite3_user_data(context))));
}

}  // namespace

Error error_of(int sqlite_code) {
  switch (sqlite_code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::store_busy;
    case SQLITE_FULL: return ErrorCode::disk_full;
    case SQLITE_NOTADB: return ErrorCode::store_key_wrong;
    case SQLITE_CORRUPT: return ErrorCode::store_corrupt;
    case SQLITE_NOMEM: return ErrorCode::out_of_memory;
    default: return ErrorCode::store_failed;
  }
}

// ---- Statement

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)),
      in_use_(std::exchange(other.in_use_, nullptr)),
      bind_error_(other.bind_error_) {}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  if (in_use_ == nullptr) {
    sqlite3_finalize(statement_);
    return;
  }
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);  // borrowed blobs must not outlive their owner
  *in_use_ = false;
}

Statement& Statement::bind(int place, std::uint64_t value) {
  const int code = sqlite3_bind_int64(statement_, place, static_cast<sqlite3_int64>(value));
  if (code != SQLITE_OK) bind_error_ = code;
  return *this;
}

Statement& Statement::bind(int place, BytesView blob) {
  static constexpr std::uint8_t kNothing = 0;  // a null pointer would bind NULL
  const void* data = blob.empty() ? &kNothing : blob.data();
  const int code = sqlite3_bind_blob64(statement_, place, data, blob.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) bind_error_ = code;
  return *this;
}

Statement& Statement::bind(int place, std::string_view text) {
  const char* data = text.empty() ? "" : text.data();
  const int code = sqlite3_bind_text64(statement_, place, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) bind_error_ = code;
  return *this;
}

Statement& Statement::bind_null(int place) {
  const int code = sqlite3_bind_null(statement_, place);
  if (code != SQLITE_OK) bind_error_ = code;
  return *this;
}

Result<bool> Statement::step() {
  if (bind_error_ != 0) return error_of(bind_error_);
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  // SQLCipher's word for a page whose authentication fails, once the first page was fine.
  if (code == SQLITE_ERROR && sqlite3_column_count(statement_) > 0) return ErrorCode::store_corrupt;
  return error_of(code);
}

Result<void> Statement::run() {
  while (CARE_TRY(step())) {
  }
  return {};
}

Result<bool> Statement::run_unless_conflict() {
  if (bind_error_ != 0) return error_of(bind_error_);
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_DONE || code == SQLITE_ROW) return true;
  if ((code & 0xFF) == SQLITE_CONSTRAINT) return false;
  return error_of(code);
}

std::uint64_t Statement::integer(int column) const {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_, column));
}

BytesView Statement::blob(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (data == nullptr || size <= 0) return {};
  return {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
}

std::string_view Statement::text(int column) const { return as_text(blob(column)); }

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

// ---- Connection

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file, const Secret32& key,
                                                     Access access) {
  std::unique_ptr<Connection> made(new Connection());
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (access == Access::migrate) flags |= SQLITE_OPEN_CREATE;
  const int opened = sqlite3_open_v2(file.c_str(), &made->handle_, flags, nullptr);
  if (opened != SQLITE_OK) return error_of(opened);
  sqlite3_busy_timeout(made->handle_, kBusyMs);
  // Errors come back as values; nothing of a file's insides goes to standard error.
  CARE_TRY(made->run_text("PRAGMA cipher_log_level=NONE"));
  if (auto keyed = made->set_key(key); !keyed.ok()) return keyed.error();
  // The first read tells whether the key fits.
  const int readable = sqlite3_exec(made->handle_, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  if (readable == SQLITE_ERROR) return ErrorCode::store_corrupt;
  if (readable != SQLITE_OK) return error_of(readable);
  CARE_TRY(made->harden(access));
  return made;
}

Connection::~Connection() {
  for (const auto& entry : cache_) sqlite3_finalize(entry->statement);
  if (handle_ != nullptr) sqlite3_close_v2(handle_);
}

Result<void> Connection::set_key(const Secret32& key) {
  static constexpr char kHex[] = "0123456789abcdef";
  ByteArray<67> text{};  // x'<64 digits>': raw bytes, no passphrase derivation
  std::size_t at = 0;
  text[at++] = 'x';
  text[at++] = '\'';
  for (const std::uint8_t byte : key.read(StoreSecrets::access())) {
    text[at++] = static_cast<std::uint8_t>(kHex[byte >> 4U]);
    text[at++] = static_cast<std::uint8_t>(kHex[byte & 0xFU]);
  }
  text[at++] = '\'';
  const int code = sqlite3_key(handle_, text.data(), static_cast<int>(text.size()));
  wipe(text.data(), text.size());
  return check(code);
}

Result<void> Connection::harden(Access access) {
  if (auto done = run_text("PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
                           "PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON;");
      !done.ok()) {
    return done;
  }
  if (access != Access::read) {
    if (auto done = run_text("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
                             "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-8192; PRAGMA secure_delete=ON;");
        !done.ok()) {
      return done;
    }
  }
  sqlite3_wal_hook(handle_, on_wal_commit, &wal_pages_);
  const int function = sqlite3_create_function_v2(handle_, "careseal_log_mode", 0, SQLITE_UTF8 | SQLITE_INNOCUOUS,
                                                  &log_mode_, log_mode_function, nullptr, nullptr, nullptr);
  if (function != SQLITE_OK) return error_of(function);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  if (access != Access::migrate) sqlite3_set_authorizer(handle_, authorize, nullptr);
  return {};
}

Result<Statement> Connection::prepare(const Sql& sql) {
  Cached* entry = nullptr;
  for (const auto& each : cache_) {
    if (each->text == sql.text) entry = each.get();
  }
  if (entry != nullptr && !entry->in_use) {
    entry->in_use = true;
    return Statement(entry->statement, &entry->in_use);
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.text, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return error_of(code);
  if (entry != nullptr) return Statement(statement, nullptr);  // nested use of the same statement
  cache_.push_back(std::make_unique<Cached>(Cached{sql.text, statement, true}));
  return Statement(statement, &cache_.back()->in_use);
}

Result<void> Connection::run(const Sql& sql) {
  Statement statement = CARE_TRY(prepare(sql));
  return statement.run();
}

Result<void> Connection::run_text(std::string_view sql) {
  const std::string terminated(sql);
  return check(sqlite3_exec(handle_, terminated.c_str(), nullptr, nullptr, nullptr));
}

Result<Statement> Connection::prepare_once(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return error_of(code);
  return Statement(statement, nullptr);
}

Result<std::uint64_t> Connection::pragma_number(const char* pragma_text) {
  Statement statement = CARE_TRY(prepare_once(pragma_text));
  if (!CARE_TRY(statement.step())) return ErrorCode::store_failed;
  return statement.integer(0);
}

std::uint64_t Connection::changes() const { return static_cast<std::uint64_t>(sqlite3_changes64(handle_)); }
std::uint64_t Connection::last_id() const { return static_cast<std::uint64_t>(sqlite3_last_insert_rowid(handle_)); }
bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

Result<void> Connection::checkpoint(bool truncate) {
  const int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, nullptr, nullptr);
  if ((code & 0xFF) == SQLITE_BUSY) return {};  // readers are in the way: the next time will do
  return check(code);
}

// ---- Transaction

Result<Transaction> Transaction::begin(Connection& connection) {
  if (auto begun = connection.run(kBegin); !begun.ok()) return begun.error();
  return Transaction(connection);
}

Transaction::~Transaction() {
  if (connection_ == nullptr || !connection_->in_transaction()) return;
  // Nothing to tell: a failed rollback leaves a connection whose next begin fails.
  static_cast<void>(connection_->run(kRollback).ok());
}

Result<void> Transaction::commit() && {
  Connection& connection = *std::exchange(connection_, nullptr);
  auto done = connection.run(kCommit);
  if (!done.ok() && connection.in_transaction()) static_cast<void>(connection.run(kRollback).ok());
  return done;
}

}  // namespace care::server::sqlite
