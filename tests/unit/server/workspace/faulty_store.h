// tests/unit/server/workspace/faulty_store.h — the real store, which fails where a test says: before a step, or after it took effect.
#pragma once

#include "server/store/sqlite/store.h"
#include "server/workspace/high_water.h"

namespace care::server::test {

enum class Fault : std::uint8_t { none, begin, append_leaf, store_head, before_commit, after_commit, mark };

class FaultyWriter final : public Writer {
 public:
  FaultyWriter(Writer& real, Fault& fault) : real_(real), fault_(fault) {}

  Result<void> begin() override { return hit(Fault::begin) ? fail() : real_.begin(); }
  Result<void> commit() override {
    if (hit(Fault::before_commit)) {
      real_.rollback();
      return ErrorCode::disk_full;
    }
    if (hit(Fault::after_commit)) {
      static_cast<void>(real_.commit().ok());
      return ErrorCode::store_failed;
    }
    return real_.commit();
  }
  void rollback() override { real_.rollback(); }
  Result<void> mark() override { return hit(Fault::mark) ? fail() : real_.mark(); }
  Result<void> release_mark() override { return real_.release_mark(); }
  Result<void> undo_to_mark() override { return real_.undo_to_mark(); }
  Reader& reader() override { return real_.reader(); }
  AccountTables& accounts() override { return real_.accounts(); }
  Result<void> append_leaf(const NewLeaf& leaf) override { return hit(Fault::append_leaf) ? fail() : real_.append_leaf(leaf); }
  Result<void> append_membership_entry(std::uint64_t index, const Hash32& hash) override {
    return real_.append_membership_entry(index, hash);
  }
  Result<void> append_detail(std::uint64_t index, const LogDetail& detail) override { return real_.append_detail(index, detail); }
  Result<void> store_head(const audit::CompactRange& before, std::span<const Hash32> hashes, const audit::CompactRange& after,
                          std::uint64_t time_ms) override {
    return hit(Fault::store_head) ? fail() : real_.store_head(before, hashes, after, time_ms);
  }
  Result<void> put_statement(const KeyId& key, std::uint64_t n, const StatementPlace& place) override {
    return real_.put_statement(key, n, place);
  }
  Result<void> append_version(const NewVersion& version) override { return real_.append_version(version); }
  Result<void> put_subject(const SubjectRow& subject) override { return real_.put_subject(subject); }
  Result<void> put_grant(const NewGrant& grant) override { return real_.put_grant(grant); }
  Result<void> put_hello(const InviteId& invite, BytesView hello) override { return real_.put_hello(invite, hello); }

 private:
  bool hit(Fault where) {
    if (fault_ != where) return false;
    fault_ = Fault::none;  // once
    return true;
  }
  static Result<void> fail() { return ErrorCode::store_failed; }
  Writer& real_;
  Fault& fault_;
};

class FaultyStore final : public WorkspaceStore {
 public:
  FaultyStore(std::unique_ptr<WorkspaceStore> real, Fault& fault) : real_(std::move(real)), writer_(real_->writer(), fault) {}
  Writer& writer() override { return writer_; }
  Result<ReaderLease> read() override { return real_->read(); }
  GateShares& shares() override { return real_->shares(); }
  Result<void> tidy() override { return real_->tidy(); }

 private:
  std::unique_ptr<WorkspaceStore> real_;
  FaultyWriter writer_;
};

class FaultyStores final : public StoreMaker {
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
  Fault fault = Fault::none;

 private:
  Result<std::unique_ptr<WorkspaceStore>> wrap(std::unique_ptr<WorkspaceStore> real) {
    return std::unique_ptr<WorkspaceStore>(std::make_unique<FaultyStore>(std::move(real), fault));
  }
  std::unique_ptr<StoreMaker> real_ = sqlite::make_store_maker();
};

}  // namespace care::server::test
