// tests/unit/server/workspace/faulty_store.h — the real store, which fails where a test says: before a step, or after it took effect.
#pragma once

#include "server/workspace/high_water.h"
#include "tests/unit/server/workspace/wrapped_store.h"

namespace care::server::test {

enum class Fault : std::uint8_t { none, begin, append_leaf, store_head, before_commit, after_commit, mark };

class FaultyWriter final : public WrappedWriter {
 public:
  FaultyWriter(Writer& real, Fault& fault) : WrappedWriter(real), fault_(fault) {}

  Result<void> begin() override { return hit(Fault::begin) ? fail() : WrappedWriter::begin(); }
  Result<void> commit() override {
    if (hit(Fault::before_commit)) {
      rollback();
      return ErrorCode::disk_full;
    }
    if (hit(Fault::after_commit)) {
      static_cast<void>(WrappedWriter::commit().ok());
      return ErrorCode::store_failed;
    }
    return WrappedWriter::commit();
  }
  Result<void> mark() override { return hit(Fault::mark) ? fail() : WrappedWriter::mark(); }
  Result<void> append_leaf(const NewLeaf& leaf) override {
    return hit(Fault::append_leaf) ? fail() : WrappedWriter::append_leaf(leaf);
  }
  Result<void> store_head(const audit::CompactRange& before, std::span<const Hash32> hashes, const audit::CompactRange& after,
                          std::uint64_t time_ms) override {
    return hit(Fault::store_head) ? fail() : WrappedWriter::store_head(before, hashes, after, time_ms);
  }

 private:
  bool hit(Fault where) {
    if (fault_ != where) return false;
    fault_ = Fault::none;  // once
    return true;
  }
  static Result<void> fail() { return ErrorCode::store_failed; }
  Fault& fault_;
};

class FaultyStores final : public WrappedStores {
 public:
  Fault fault = Fault::none;

 private:
  std::unique_ptr<Writer> wrap(Writer& real) override { return std::make_unique<FaultyWriter>(real, fault); }
};

}  // namespace care::server::test
