// tests/unit/server/workspace/wrapped_store.h — the real store behind a writer of the test's own, which does some steps otherwise and
// hands the rest on.
#pragma once

#include "server/store/sqlite/store.h"

namespace care::server::test {

class WrappedWriter : public Writer {
 public:
  explicit WrappedWriter(Writer& real) : real_(real) {}

  Result<void> begin() override { return real_.begin(); }
  Result<void> commit() override { return real_.commit(); }
  void rollback() override { real_.rollback(); }
  Result<void> mark() override { return real_.mark(); }
  Result<void> release_mark() override { return real_.release_mark(); }
  Result<void> undo_to_mark() override { return real_.undo_to_mark(); }
  Reader& reader() override { return real_.reader(); }
  AccountTables& accounts() override { return real_.accounts(); }
  Result<void> append_leaf(const NewLeaf& leaf) override { return real_.append_leaf(leaf); }
  Result<void> append_membership_entry(std::uint64_t index, const Hash32& hash) override {
    return real_.append_membership_entry(index, hash);
  }
  Result<void> append_detail(std::uint64_t index, const LogDetail& detail) override { return real_.append_detail(index, detail); }
  Result<void> store_head(const audit::CompactRange& before, std::span<const Hash32> hashes, const audit::CompactRange& after,
                          std::uint64_t time_ms) override {
    return real_.store_head(before, hashes, after, time_ms);
  }
  Result<void> put_statement(const KeyId& key, std::uint64_t n, const StatementPlace& place) override {
    return real_.put_statement(key, n, place);
  }
  Result<void> append_version(const NewVersion& version) override { return real_.append_version(version); }
  Result<void> put_subject(const SubjectRow& subject) override { return real_.put_subject(subject); }
  Result<void> put_grant(const NewGrant& grant) override { return real_.put_grant(grant); }
  Result<void> put_hello(const InviteId& invite, BytesView hello) override { return real_.put_hello(invite, hello); }

 private:
  Writer& real_;
};

class WrappedStore final : public WorkspaceStore {
 public:
  WrappedStore(std::unique_ptr<WorkspaceStore> real, std::unique_ptr<Writer> writer)
      : real_(std::move(real)), writer_(std::move(writer)) {}
  Writer& writer() override { return *writer_; }
  Result<ReaderLease> read() override { return real_->read(); }
  GateShares& shares() override { return real_->shares(); }
  Result<void> tidy() override { return real_->tidy(); }

 private:
  std::unique_ptr<WorkspaceStore> real_;
  std::unique_ptr<Writer> writer_;
};

class WrappedStores : public StoreMaker {
 public:
  Result<std::unique_ptr<WorkspaceStore>> open(const std::filesystem::path& folder, const StoreKeys& keys) override {
    return wrap(CARE_TRY(real_->open(folder, keys)));
  }
  Result<std::unique_ptr<WorkspaceStore>> create(const std::filesystem::path& folder, const StoreKeys& keys) override {
    return wrap(CARE_TRY(real_->create(folder, keys)));
  }
  Result<std::vector<std::string>> finish_rebuild(const std::filesystem::path& from, const std::filesystem::path& to,
                                                  const StoreKeys& keys) override {
    return real_->finish_rebuild(from, to, keys);
  }
  Result<std::unique_ptr<RegistryStore>> open_registry(const std::filesystem::path& file, const Secret32& key) override {
    return real_->open_registry(file, key);
  }

 private:
  virtual std::unique_ptr<Writer> wrap(Writer& real) = 0;
  std::unique_ptr<WorkspaceStore> wrap(std::unique_ptr<WorkspaceStore> real) {
    std::unique_ptr<Writer> writer = wrap(real->writer());
    return std::make_unique<WrappedStore>(std::move(real), std::move(writer));
  }
  std::unique_ptr<StoreMaker> real_ = sqlite::make_store_maker();
};

}  // namespace care::server::test
