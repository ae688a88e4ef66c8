// server/store/sqlite/connection.h — one open SQLCipher file, locked down before anybody else gets it.
//
// Opening  key first; then WAL, synchronous=FULL, foreign keys, recursive triggers, DEFENSIVE, no trusted schema;
//          last the authorizer: no DDL, no ATTACH, no PRAGMA, no UPDATE or DELETE on the log's tables
// Errors   store_key_wrong, store_corrupt, store_newer, store_busy, disk_full, store_failed
// Secrets  the key's text is wiped after use; SQLCipher keeps its own copy in locked memory; the rest see wiping_memory.h
// Tests    tests/unit/server/store/sqlite/{connection,append_only}_test.cpp
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace care::server::sqlite {

// SQL is a named constant next to its function; its address is its identity in the cache of prepared statements.
struct Sql {
  const char* text;
};

enum class Access : std::uint8_t {
  read,     // cannot write at all
  write,    // the writer thread
  migrate,  // before the authorizer: only schema.cpp and rebuild
};

// What a writing connection may do to the log's tables at this moment; asked by their triggers.
enum class LogMode : std::uint8_t { closed = 0, append = 1, erase = 2 };

Error error_of(int sqlite_code);

class Connection;

// One use of a prepared statement: reset when it goes.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int place, std::uint64_t value);
  Statement& bind(int place, BytesView blob);          // borrowed until the next reset
  Statement& bind(int place, std::string_view text);
  Statement& bind_null(int place);

  Result<bool> step();          // true: a row
  Result<void> run();           // to the end, rows ignored
  // For INSERTs where a conflict is an answer and not a failure: false when a constraint refused.
  Result<bool> run_unless_conflict();

  std::uint64_t integer(int column) const;
  BytesView blob(int column) const;                    // valid until the next step
  std::string_view text(int column) const;
  bool is_null(int column) const;

  template <std::size_t N>
  Result<ByteArray<N>> array(int column) const {
    ByteArray<N> out{};
    if (!copy_exact(blob(column), out)) return ErrorCode::store_corrupt;
    return out;
  }
  template <typename IdType>
  Result<IdType> id(int column) const {
    auto parsed = IdType::from_bytes(blob(column));
    if (!parsed.ok()) return ErrorCode::store_corrupt;
    return parsed.value();
  }

  sqlite3_stmt* raw() const { return statement_; }     // for copying whole rows in rebuild

 private:
  friend class Connection;
  Statement(sqlite3_stmt* statement, bool* in_use) : statement_(statement), in_use_(in_use) {}
  sqlite3_stmt* statement_;
  bool* in_use_;      // of the cache entry; null: ours alone, finalised in the destructor
  int bind_error_ = 0;
};

class Connection {
 public:
  // `file` exists, except with Access::migrate, which makes it.
  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, const Secret32& key, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Result<Statement> prepare(const Sql& sql);
  Result<void> run(const Sql& sql);
  // Text made at run time: migrations, rebuild, and the tests that attack.
  Result<void> run_text(std::string_view sql);
  Result<Statement> prepare_once(std::string_view sql);
  Result<std::uint64_t> pragma_number(const char* pragma_text);

  void set_log_mode(LogMode mode) { log_mode_ = mode; }
  std::uint64_t changes() const;
  std::uint64_t last_id() const;
  bool in_transaction() const;
  // Pages in the write-ahead log after the last commit of this connection.
  std::uint64_t wal_pages() const { return wal_pages_.load(std::memory_order_relaxed); }  // any thread
  Result<void> checkpoint(bool truncate);
  sqlite3* raw() const { return handle_; }

 private:
  struct Cached {
    const char* text;
    sqlite3_stmt* statement;
    bool in_use;
  };
  Connection() = default;
  Result<void> set_key(const Secret32& key);
  Result<void> harden(Access access);

  sqlite3* handle_ = nullptr;
  LogMode log_mode_ = LogMode::closed;
  std::atomic<std::uint64_t> wal_pages_ = 0;
  std::vector<std::unique_ptr<Cached>> cache_;
};

// BEGIN IMMEDIATE … commit(); rolls back when it goes without.
class Transaction {
 public:
  static Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit() &&;

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace care::server::sqlite
