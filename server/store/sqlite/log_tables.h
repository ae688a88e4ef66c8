// server/store/sqlite/log_tables.h — reading the log.
#pragma once

#include "server/store/log_reads.h"
#include "server/store/sqlite/connection.h"

namespace care::server::sqlite {

// Rows of `tile`: 256 hashes of tree level 8·L side by side, 8 KiB when full.
constexpr std::uint64_t tile_row(unsigned level, std::uint64_t index) {
  return (static_cast<std::uint64_t>(level) << 48U) | index;
}

class LogTables final : public LogReads {
 public:
  explicit LogTables(Connection& connection) : connection_(connection) {}

  Result<Hash32> node(const audit::NodeId& id) override;
  Result<audit::CompactRange> load_edge() override;
  Result<Bytes> load_leaf(std::uint64_t index) override;
  Result<void> leaves(std::uint64_t first, std::uint64_t limit, const LogEntrySink& sink) override;
  Result<std::optional<std::uint64_t>> entries_before(std::uint64_t before, std::size_t limit,
                                                      const LogEntrySink& sink) override;
  Result<std::optional<std::uint64_t>> membership_from(std::uint64_t first, std::size_t limit,
                                                       const LogEntrySink& sink) override;
  Result<bool> is_issued_head(std::uint64_t size, const Hash32& root) override;
  Result<std::vector<IssuedHead>> load_issued_heads(std::uint64_t above, std::size_t limit) override;
  Result<std::optional<ChainHead>> find_chain(const KeyId& key) override;
  Result<std::optional<StatementPlace>> find_statement(const KeyId& key, std::uint64_t n) override;
  Result<std::vector<GrantRow>> load_grants(const ActorId& recipient) override;
  Result<std::optional<Bytes>> find_hello(const InviteId& invite) override;

 private:
  Result<std::vector<LogDetail>> load_details(std::uint64_t index);
  Connection& connection_;
};

}  // namespace care::server::sqlite
