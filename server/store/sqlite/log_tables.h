// server/store/sqlite/log_tables.h — reading the log.
#pragma once

#include <array>

#include "server/store/log_reads.h"
#include "server/store/sqlite/connection.h"
#include "shared/audit/tiles.h"

namespace care::server::sqlite {

// Rows of `tile`: 256 hashes of tree level 8·L side by side, 8 KiB when full.
constexpr std::uint64_t tile_row(unsigned level, std::uint64_t index) {
  return (static_cast<std::uint64_t>(level) << 48U) | index;
}

class LogTables final : public LogReads {
 public:
  // A pooled reader sees one state of the file for as long as it is out, so it may keep the tiles of a proof; the writer may not.
  enum class Tiles : std::uint8_t { keep, read_each };
  LogTables(Connection& connection, Tiles tiles) : connection_(connection), tiles_(tiles) {}
  void forget_tiles() { kept_ = {}; }

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
  struct KeptTile {
    std::uint64_t row = ~std::uint64_t{0};
    Bytes hashes;
  };
  Result<std::vector<LogDetail>> load_details(std::uint64_t index);
  Result<Hash32> fold(const audit::TilePlace& place, BytesView hashes) const;

  Connection& connection_;
  Tiles tiles_;
  std::array<KeptTile, audit::kTileMaxLevel + 1> kept_;  // the last one read of each level
};

}  // namespace care::server::sqlite
