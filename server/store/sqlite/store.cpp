#include "server/store/sqlite/store.h"

#include <condition_variable>
#include <mutex>

#include "server/store/sqlite/gate_share_file.h"
#include "server/store/sqlite/row_copy.h"
#include "server/store/sqlite/schema.h"
#include "server/store/sqlite/secret_columns.h"
#include "server/store/sqlite/wiping_memory.h"
#include "server/store/sqlite/writer.h"

namespace care::server::sqlite {
namespace {

constexpr Sql kBeginRead{"BEGIN"};
constexpr Sql kEndRead{"COMMIT"};
constexpr std::chrono::seconds kReaderWait{5};
constexpr std::uint64_t kTruncatePages = 16384;  // 64 MiB

class PooledReader final : public Reader {
 public:
  explicit PooledReader(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)), tables_(*connection_, LogTables::Tiles::keep) {}
  LogReads& log() override { return tables_.log(); }
  RecordReads& records() override { return tables_.records(); }
  AccountReads& accounts() override { return tables_.accounts(); }
  Result<void> check_pages() override { return tables_.check_pages(); }

  Result<void> begin() { return connection_->run(kBeginRead); }
  Result<void> end() {
    tables_.forget_tiles();
    return connection_->run(kEndRead);
  }

 private:
  std::unique_ptr<Connection> connection_;
  Tables tables_;
};

class ReaderPool final : public ReaderLease::Pool {
 public:
  ReaderPool(std::filesystem::path file, const Secret32& key, const StoreOptions& options)
      : file_(std::move(file)), key_(copy_secret(key)), options_(options) {}

  Result<ReaderLease> take() {
    std::unique_ptr<PooledReader> reader;
    {
      std::unique_lock lock(mutex_);
      if (!free_.wait_for(lock, kReaderWait, [&] { return out_ < options_.readers_max; })) return ErrorCode::store_busy;
      ++out_;
      if (!idle_.empty()) {
        reader = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    auto ready = prepare(std::move(reader));
    if (!ready.ok()) {
      leave();
      return ready.error();
    }
    return ReaderLease(*this, std::move(ready).value());
  }

  void give_back(std::unique_ptr<Reader> returned) override {
    std::unique_ptr<PooledReader> reader(static_cast<PooledReader*>(returned.release()));
    const bool sound = reader->end().ok();
    {
      const std::lock_guard lock(mutex_);
      if (sound && idle_.size() < options_.readers_idle) idle_.push_back(std::move(reader));
    }
    leave();
  }

 private:
  // A transaction gives the lease one consistent view; it begins with the first read.
  Result<std::unique_ptr<Reader>> prepare(std::unique_ptr<PooledReader> reader) {
    if (!reader) reader = std::make_unique<PooledReader>(CARE_TRY(Connection::open(file_, key_, Access::read)));
    CARE_TRY(reader->begin());
    return std::unique_ptr<Reader>(std::move(reader));
  }

  void leave() {
    {
      const std::lock_guard lock(mutex_);
      --out_;
    }
    free_.notify_one();
  }

  std::filesystem::path file_;
  Secret32 key_;
  StoreOptions options_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::size_t out_ = 0;
  std::vector<std::unique_ptr<PooledReader>> idle_;
};

class SqliteStore final : public WorkspaceStore {
 public:
  SqliteStore(const std::filesystem::path& folder, const StoreKeys& keys, const StoreOptions& options,
              std::unique_ptr<Connection> writer, std::unique_ptr<Connection> shares)
      : file_(folder / kLogFile),
        key_(copy_secret(keys.database)),
        options_(options),
        writer_(std::move(writer)),
        shares_(std::move(shares)),
        readers_(file_, keys.database, options) {}

  Writer& writer() override { return writer_; }
  Result<ReaderLease> read() override { return readers_.take(); }
  GateShares& shares() override { return shares_; }

  Result<void> tidy() override {
    const std::uint64_t pages = writer_.connection().wal_pages();
    if (pages < options_.tidy_pages || pages == tidied_at_) return {};
    if (!tidier_) tidier_ = CARE_TRY(Connection::open(file_, key_, Access::write));
    CARE_TRY(tidier_->checkpoint(pages >= kTruncatePages));
    tidied_at_ = pages;
    return {};
  }

 private:
  std::filesystem::path file_;
  Secret32 key_;
  StoreOptions options_;
  SqliteWriter writer_;
  GateShareFile shares_;
  ReaderPool readers_;
  std::unique_ptr<Connection> tidier_;  // of the maintenance thread
  std::uint64_t tidied_at_ = 0;
};

constexpr Sql kHomes{"SELECT label, ws, created_ms FROM home ORDER BY label"};
constexpr Sql kAddHome{"INSERT INTO home (label, ws, created_ms) VALUES (?1, ?2, ?3)"};

class SqliteRegistry final : public RegistryStore {
 public:
  explicit SqliteRegistry(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

  Result<std::vector<RegistryEntry>> load() override {
    const std::lock_guard lock(mutex_);
    Statement rows = CARE_TRY(connection_->prepare(kHomes));
    std::vector<RegistryEntry> homes;
    while (CARE_TRY(rows.step())) {
      homes.push_back({std::string(rows.text(0)), CARE_TRY(rows.id<WorkspaceId>(1)), instant_from_ms(rows.integer(2))});
    }
    return homes;
  }

  Result<void> add(const RegistryEntry& entry) override {
    const std::lock_guard lock(mutex_);
    Statement row = CARE_TRY(connection_->prepare(kAddHome));
    row.bind(1, std::string_view(entry.label)).bind(2, entry.workspace.bytes()).bind(3, to_ms(entry.created));
    if (!CARE_TRY(row.run_unless_conflict())) return ErrorCode::home_exists;
    return {};
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<Connection> connection_;
};

class SqliteMaker final : public StoreMaker {
 public:
  explicit SqliteMaker(const StoreOptions& options) : options_(options) {}

  Result<std::unique_ptr<WorkspaceStore>> open(const std::filesystem::path& folder, const StoreKeys& keys) override {
    CARE_TRY(migrate_file(folder / kLogFile, keys.database, workspace_steps()));
    CARE_TRY(migrate_file(folder / kSharesFile, keys.shares, share_steps()));
    return connect(folder, keys);
  }

  Result<std::unique_ptr<WorkspaceStore>> create(const std::filesystem::path& folder, const StoreKeys& keys) override {
    std::error_code failed;
    if (std::filesystem::exists(folder / kLogFile, failed) || failed) return ErrorCode::home_exists;
    CARE_TRY(create_file(folder / kLogFile, keys.database, workspace_steps()));
    CARE_TRY(create_file(folder / kSharesFile, keys.shares, share_steps()));
    return connect(folder, keys);
  }

  Result<std::vector<std::string>> finish_rebuild(const std::filesystem::path& from, const std::filesystem::path& to,
                                                  const StoreKeys& keys) override {
    // For writing, so that closing it moves its write-ahead log home.
    auto old_file = CARE_TRY(Connection::open(from / kLogFile, keys.database, Access::write));
    auto new_file = CARE_TRY(Connection::open(to / kLogFile, keys.database, Access::migrate));
    CARE_TRY(copy_side_tables(*old_file, *new_file));
    return compare_tables(*old_file, *new_file);
  }

  Result<std::unique_ptr<RegistryStore>> open_registry(const std::filesystem::path& file, const Secret32& key) override {
    std::error_code failed;
    if (std::filesystem::exists(file, failed)) {
      CARE_TRY(migrate_file(file, key, registry_steps()));
    } else {
      CARE_TRY(create_file(file, key, registry_steps()));
    }
    return std::unique_ptr<RegistryStore>(
        std::make_unique<SqliteRegistry>(CARE_TRY(Connection::open(file, key, Access::write))));
  }

 private:
  Result<std::unique_ptr<WorkspaceStore>> connect(const std::filesystem::path& folder, const StoreKeys& keys) {
    auto writer = CARE_TRY(Connection::open(folder / kLogFile, keys.database, Access::write));
    auto shares = CARE_TRY(Connection::open(folder / kSharesFile, keys.shares, Access::write));
    return std::unique_ptr<WorkspaceStore>(
        std::make_unique<SqliteStore>(folder, keys, options_, std::move(writer), std::move(shares)));
  }
  StoreOptions options_;
};

}  // namespace

std::unique_ptr<StoreMaker> make_store_maker(const StoreOptions& options) {
  use_wiping_memory();
  return std::make_unique<SqliteMaker>(options);
}

}  // namespace care::server::sqlite
