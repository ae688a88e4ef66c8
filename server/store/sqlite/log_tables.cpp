#include "server/store/sqlite/log_tables.h"

namespace care::server::sqlite {
namespace {

constexpr Sql kTile{"SELECT hashes FROM tile WHERE id = ?1"};
constexpr Sql kHead{"SELECT edge FROM head"};
constexpr Sql kLeaf{"SELECT bytes FROM leaf WHERE idx = ?1"};
constexpr Sql kLeaves{"SELECT idx, bytes FROM leaf WHERE idx >= ?1 ORDER BY idx LIMIT ?2"};
constexpr Sql kBefore{"SELECT idx, bytes FROM leaf WHERE idx < ?1 ORDER BY idx DESC LIMIT ?2"};
constexpr Sql kMembership{
    "SELECT m.idx, l.bytes FROM membership m JOIN leaf l ON l.idx = m.idx WHERE m.idx >= ?1 ORDER BY m.idx LIMIT ?2"};
constexpr Sql kCheckpoint{"SELECT root FROM checkpoint WHERE size = ?1"};
constexpr Sql kCheckpoints{"SELECT size, root, time_ms FROM checkpoint WHERE size > ?1 ORDER BY size LIMIT ?2"};
constexpr Sql kChain{
    "SELECT n, hash FROM statement WHERE slot = (SELECT slot FROM signer WHERE key = ?1) ORDER BY n DESC LIMIT 1"};
constexpr Sql kStatement{
    "SELECT hash, idx, refused FROM statement WHERE slot = (SELECT slot FROM signer WHERE key = ?1) AND n = ?2"};
constexpr Sql kGrants{"SELECT unit, class, generation, bytes FROM key_grant WHERE recipient = ?1 ORDER BY id"};
constexpr Sql kHello{"SELECT bytes FROM hello WHERE inv = ?1"};
constexpr Sql kDetails{"SELECT field, salt, value FROM detail WHERE idx = ?1 ORDER BY field"};

constexpr std::uint64_t kBeyondAll = static_cast<std::uint64_t>(1) << 62U;

}  // namespace

Result<Hash32> LogTables::node(const audit::NodeId& id) {
  const audit::TilePlace place = audit::place_of(id);
  if (place.tile_level > audit::kTileMaxLevel) return ErrorCode::index_out_of_range;
  const std::uint64_t row = tile_row(place.tile_level, place.tile_index);
  KeptTile& kept = kept_[place.tile_level];
  if (tiles_ == Tiles::keep && kept.row == row) return fold(place, kept.hashes);
  Statement tile = CARE_TRY(connection_.prepare(kTile));
  if (!CARE_TRY(tile.bind(1, row).step())) return ErrorCode::index_out_of_range;
  if (tiles_ == Tiles::read_each) return fold(place, tile.blob(0));
  kept = {row, to_bytes(tile.blob(0))};
  return fold(place, kept.hashes);
}

Result<Hash32> LogTables::fold(const audit::TilePlace& place, BytesView hashes) const {
  const std::size_t first = std::size_t{place.first} * 32;
  const std::size_t size = std::size_t{place.count} * 32;
  if (hashes.size() < first + size) return ErrorCode::index_out_of_range;
  std::array<Hash32, audit::kTileWidth> part;
  for (std::size_t i = 0; i < place.count; ++i) copy_exact(hashes.subspan(first + i * 32, 32), part[i]);
  return audit::fold_perfect(std::span<const Hash32>(part).first(place.count));
}

Result<audit::CompactRange> LogTables::load_edge() {
  Statement head = CARE_TRY(connection_.prepare(kHead));
  if (!CARE_TRY(head.step())) return audit::CompactRange();
  return audit::CompactRange::decode(head.blob(0));
}

Result<Bytes> LogTables::load_leaf(std::uint64_t index) {
  Statement leaf = CARE_TRY(connection_.prepare(kLeaf));
  if (!CARE_TRY(leaf.bind(1, index).step())) return ErrorCode::index_out_of_range;
  return to_bytes(leaf.blob(0));
}

Result<void> LogTables::leaves(std::uint64_t first, std::uint64_t limit, const LogEntrySink& sink) {
  Statement rows = CARE_TRY(connection_.prepare(kLeaves));
  rows.bind(1, first).bind(2, limit);
  while (CARE_TRY(rows.step())) sink({rows.integer(0), rows.blob(1), {}});
  return {};
}

Result<std::optional<std::uint64_t>> LogTables::entries_before(std::uint64_t before, std::size_t limit,
                                                               const LogEntrySink& sink) {
  Statement rows = CARE_TRY(connection_.prepare(kBefore));
  rows.bind(1, before == 0 ? kBeyondAll : before).bind(2, std::uint64_t{limit});
  std::uint64_t lowest = 0;
  std::size_t sent = 0;
  while (CARE_TRY(rows.step())) {
    lowest = rows.integer(0);
    const std::vector<LogDetail> details = CARE_TRY(load_details(lowest));
    sink({lowest, rows.blob(1), details});
    ++sent;
  }
  if (sent < limit || lowest == 0) return std::optional<std::uint64_t>();
  return std::optional<std::uint64_t>(lowest);
}

Result<std::optional<std::uint64_t>> LogTables::membership_from(std::uint64_t first, std::size_t limit,
                                                                const LogEntrySink& sink) {
  Statement rows = CARE_TRY(connection_.prepare(kMembership));
  rows.bind(1, first).bind(2, std::uint64_t{limit} + 1);
  std::size_t sent = 0;
  while (CARE_TRY(rows.step())) {
    if (sent == limit) return std::optional<std::uint64_t>(rows.integer(0));
    sink({rows.integer(0), rows.blob(1), {}});
    ++sent;
  }
  return std::optional<std::uint64_t>();
}

Result<bool> LogTables::is_issued_head(std::uint64_t size, const Hash32& root) {
  if (size == 0) return root == audit::empty_root();
  Statement row = CARE_TRY(connection_.prepare(kCheckpoint));
  if (!CARE_TRY(row.bind(1, size).step())) return false;
  return CARE_TRY(row.array<32>(0)) == root;
}

Result<std::vector<IssuedHead>> LogTables::load_issued_heads(std::uint64_t above, std::size_t limit) {
  Statement rows = CARE_TRY(connection_.prepare(kCheckpoints));
  rows.bind(1, above).bind(2, std::uint64_t{limit});
  std::vector<IssuedHead> heads;
  while (CARE_TRY(rows.step())) heads.push_back({rows.integer(0), CARE_TRY(rows.array<32>(1)), rows.integer(2)});
  return heads;
}

Result<std::optional<ChainHead>> LogTables::find_chain(const KeyId& key) {
  Statement row = CARE_TRY(connection_.prepare(kChain));
  if (!CARE_TRY(row.bind(1, key.bytes()).step())) return std::optional<ChainHead>();
  return std::optional<ChainHead>(ChainHead{row.integer(0), CARE_TRY(row.array<32>(1))});
}

Result<std::optional<StatementPlace>> LogTables::find_statement(const KeyId& key, std::uint64_t n) {
  Statement row = CARE_TRY(connection_.prepare(kStatement));
  if (!CARE_TRY(row.bind(1, key.bytes()).bind(2, n).step())) return std::optional<StatementPlace>();
  return std::optional<StatementPlace>(
      StatementPlace{CARE_TRY(row.array<32>(0)), row.integer(1), row.integer(2) != 0});
}

Result<std::vector<GrantRow>> LogTables::load_grants(const ActorId& recipient) {
  Statement rows = CARE_TRY(connection_.prepare(kGrants));
  rows.bind(1, recipient.bytes());
  std::vector<GrantRow> grants;
  while (CARE_TRY(rows.step())) {
    grants.push_back({CARE_TRY(rows.id<UnitId>(0)), static_cast<std::uint16_t>(rows.integer(1)),
                      static_cast<std::uint32_t>(rows.integer(2)), to_bytes(rows.blob(3))});
  }
  return grants;
}

Result<std::optional<Bytes>> LogTables::find_hello(const InviteId& invite) {
  Statement row = CARE_TRY(connection_.prepare(kHello));
  if (!CARE_TRY(row.bind(1, invite.bytes()).step())) return std::optional<Bytes>();
  return std::optional<Bytes>(to_bytes(row.blob(0)));
}

Result<std::vector<LogDetail>> LogTables::load_details(std::uint64_t index) {
  Statement rows = CARE_TRY(connection_.prepare(kDetails));
  rows.bind(1, index);
  std::vector<LogDetail> details;
  while (CARE_TRY(rows.step())) {
    details.push_back(
        {static_cast<std::uint8_t>(rows.integer(0)), CARE_TRY(rows.array<32>(1)), std::string(rows.text(2))});
  }
  return details;
}

}  // namespace care::server::sqlite
