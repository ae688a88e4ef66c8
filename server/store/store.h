// server/store/store.h — one workspace's durable tables, in use cases. Whoever appends decides nothing here: server/workspace
// judges a statement first, then writes what it means.
//
// Reader      a consistent view; any thread, one at a time
// Writer      the one transaction of the writer thread; its reader() sees what was written in it
// WorkspaceStore   the open store: one writer, a pool of readers, the gate shares apart
// Errors      store_busy, store_failed, disk_full, store_key_wrong, store_corrupt, store_newer
// Tests       tests/unit/server/store/sqlite/*_test.cpp (the conformance suite every implementation passes)
#pragma once

#include <filesystem>
#include <memory>

#include "server/store/account_tables.h"
#include "server/store/log_reads.h"
#include "server/store/record_reads.h"
#include "server/store/registry_store.h"

namespace care::server {

class Reader {
 public:
  virtual ~Reader() = default;
  virtual LogReads& log() = 0;
  virtual RecordReads& records() = 0;
  virtual AccountReads& accounts() = 0;
  // Reads every page, also those that nothing needs now; store_corrupt if one is not as it was written.
  virtual Result<void> check_pages() = 0;
};

struct NewLeaf {
  std::uint64_t index = 0;
  BytesView bytes;
};

struct NewFacet {
  std::uint16_t facet = 0;
  std::uint16_t data_class = 0;
  std::uint32_t generation = 0;
  BytesView envelope;
};

struct NewVersion {
  RecordId record;
  SubjectId subject;
  UnitId unit;
  std::uint16_t collection = 0;
  ActorId author;
  std::uint64_t version = 0;
  std::uint64_t index = 0;
  bool strike = false;
  std::span<const NewFacet> facets;
};

struct NewGrant {
  ActorId recipient;
  GrantRow row;
  std::uint64_t index = 0;
};

// The writer thread's connection. begin … commit or rollback; mark … release or undo nest inside for one command.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual Result<void> begin() = 0;
  virtual Result<void> commit() = 0;
  virtual void rollback() = 0;
  virtual Result<void> mark() = 0;
  virtual Result<void> release_mark() = 0;
  virtual Result<void> undo_to_mark() = 0;

  virtual Reader& reader() = 0;
  virtual AccountTables& accounts() = 0;

  // The log: appended only, and only while this writer says so (guarded in the database too).
  virtual Result<void> append_leaf(const NewLeaf& leaf) = 0;
  virtual Result<void> append_membership_entry(std::uint64_t index, const Hash32& hash) = 0;
  virtual Result<void> append_detail(std::uint64_t index, const LogDetail& detail) = 0;
  // After the last leaf of the batch: new tile hashes from old_size on, the edge, and the head as one that may be signed.
  virtual Result<void> store_head(const audit::CompactRange& before, std::span<const Hash32> leaf_hashes,
                                  const audit::CompactRange& after, std::uint64_t time_ms) = 0;

  // Projections of statements.
  virtual Result<void> put_statement(const KeyId& key, std::uint64_t n, const StatementPlace& place) = 0;
  virtual Result<void> append_version(const NewVersion& version) = 0;
  virtual Result<void> put_subject(const SubjectRow& subject) = 0;

  // Kept beside the log; their hashes stand in statements.
  virtual Result<void> put_grant(const NewGrant& grant) = 0;
  virtual Result<void> put_hello(const InviteId& invite, BytesView hello) = 0;
};

// A reader out of the pool, given back by the destructor.
class ReaderLease {
 public:
  class Pool {
   public:
    virtual ~Pool() = default;
    virtual void give_back(std::unique_ptr<Reader> reader) = 0;
  };
  ReaderLease(Pool& pool, std::unique_ptr<Reader> reader) : pool_(&pool), reader_(std::move(reader)) {}
  ReaderLease(ReaderLease&&) noexcept = default;
  ReaderLease& operator=(ReaderLease&&) = delete;
  ~ReaderLease() {
    if (reader_) pool_->give_back(std::move(reader_));
  }
  LogReads& log() { return reader_->log(); }
  RecordReads& records() { return reader_->records(); }
  AccountReads& accounts() { return reader_->accounts(); }
  Result<void> check_pages() { return reader_->check_pages(); }

 private:
  Pool* pool_;
  std::unique_ptr<Reader> reader_;
};

// The server's half of each subject's key, in a file of its own. Any thread.
class GateShares {
 public:
  virtual ~GateShares() = default;
  // Durable on return. A share is never replaced, except for a subject that the log does not know yet.
  virtual Result<void> put(const SubjectId& subject, const crypto::GateShare& share, bool subject_is_new) = 0;
  virtual Result<std::optional<crypto::GateShare>> find(const SubjectId& subject) = 0;
};

class WorkspaceStore {
 public:
  virtual ~WorkspaceStore() = default;
  virtual Writer& writer() = 0;
  virtual Result<ReaderLease> read() = 0;
  virtual GateShares& shares() = 0;
  // Moves committed pages home; on the maintenance thread, never in a commit. Cheap when there is little to move.
  virtual Result<void> tidy() = 0;
};

struct StoreKeys {
  const Secret32& database;
  const Secret32& shares;
};

// Opens or makes the files of one workspace in `folder`. Made files are empty and migrated.
class StoreMaker {
 public:
  virtual ~StoreMaker() = default;
  virtual Result<std::unique_ptr<WorkspaceStore>> open(const std::filesystem::path& folder, const StoreKeys& keys) = 0;
  virtual Result<std::unique_ptr<WorkspaceStore>> create(const std::filesystem::path& folder, const StoreKeys& keys) = 0;
  // After a rebuild of the log's tables from `from` into `to`: copies what no entry of the log can tell (accounts, grants, details),
  // then compares table by table. Answer: names of the tables that differ. Both are closed.
  virtual Result<std::vector<std::string>> finish_rebuild(const std::filesystem::path& from, const std::filesystem::path& to,
                                                          const StoreKeys& keys) = 0;
  // Made at first use.
  virtual Result<std::unique_ptr<RegistryStore>> open_registry(const std::filesystem::path& file, const Secret32& key) = 0;
};

}  // namespace care::server
