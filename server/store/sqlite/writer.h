// server/store/sqlite/writer.h — the one writing connection of a workspace.
#pragma once

#include <map>

#include "server/store/sqlite/log_tables.h"
#include "server/store/sqlite/record_tables.h"
#include "server/store/sqlite/sign_in_tables.h"
#include "server/store/store.h"

namespace care::server::sqlite {

// The reading halves over one connection.
class Tables : public Reader {
 public:
  Tables(Connection& connection, LogTables::Tiles tiles)
      : connection_(connection), log_(connection, tiles), records_(connection), sign_ins_(connection) {}
  void forget_tiles() { log_.forget_tiles(); }
  LogReads& log() override { return log_; }
  RecordReads& records() override { return records_; }
  AccountReads& accounts() override { return sign_ins_; }
  Result<void> check_pages() override;
  SignInTables& sign_ins() { return sign_ins_; }

 private:
  Connection& connection_;
  LogTables log_;
  RecordTables records_;
  SignInTables sign_ins_;
};

class SqliteWriter final : public Writer {
 public:
  explicit SqliteWriter(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)), tables_(*connection_, LogTables::Tiles::read_each) {}

  Result<void> begin() override;
  Result<void> commit() override;
  void rollback() override;
  Result<void> mark() override;
  Result<void> release_mark() override;
  Result<void> undo_to_mark() override;

  Reader& reader() override { return tables_; }
  AccountTables& accounts() override { return tables_.sign_ins(); }

  Result<void> append_leaf(const NewLeaf& leaf) override;
  Result<void> append_membership_entry(std::uint64_t index, const Hash32& hash) override;
  Result<void> append_detail(std::uint64_t index, const LogDetail& detail) override;
  Result<void> store_head(const audit::CompactRange& before, std::span<const Hash32> leaf_hashes,
                          const audit::CompactRange& after, std::uint64_t time_ms) override;
  Result<void> put_statement(const KeyId& key, std::uint64_t n, const StatementPlace& place) override;
  Result<void> append_version(const NewVersion& version) override;
  Result<void> put_subject(const SubjectRow& subject) override;
  Result<void> put_grant(const NewGrant& grant) override;
  Result<void> put_hello(const InviteId& invite, BytesView hello) override;

  Connection& connection() { return *connection_; }

 private:
  Result<std::uint64_t> signer_slot(const KeyId& key);
  Result<void> append_to_tile(std::uint64_t row, std::span<const Hash32> hashes, std::size_t keep);
  Result<std::uint64_t> put_record(const NewVersion& version, ClassMask classes, std::uint64_t seq);

  std::unique_ptr<Connection> connection_;
  Tables tables_;
  std::map<KeyId, std::uint64_t> slots_;  // of committed and running work; cleared by a rollback
};

}  // namespace care::server::sqlite
