#include "server/store/sqlite/writer.h"

#include "shared/audit/tiles.h"

namespace care::server::sqlite {
namespace {

constexpr Sql kBegin{"BEGIN IMMEDIATE"};
constexpr Sql kCommit{"COMMIT"};
constexpr Sql kRollback{"ROLLBACK"};
constexpr Sql kMark{"SAVEPOINT job"};
constexpr Sql kRelease{"RELEASE job"};
constexpr Sql kUndo{"ROLLBACK TO job"};

constexpr Sql kLeaf{"INSERT INTO leaf (idx, bytes) VALUES (?1, ?2)"};
constexpr Sql kMembership{"INSERT INTO membership (idx, hash) VALUES (?1, ?2)"};
constexpr Sql kDetail{"INSERT INTO detail (idx, field, salt, value) VALUES (?1, ?2, ?3, ?4)"};
constexpr Sql kTile{"SELECT hashes FROM tile WHERE id = ?1"};
constexpr Sql kPutTile{"INSERT INTO tile (id, hashes) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET hashes = ?2"};
constexpr Sql kHead{
    "INSERT INTO head (one, edge, time_ms) VALUES (1, ?1, ?2) ON CONFLICT (one) DO UPDATE SET edge = ?1, time_ms = ?2"};
constexpr Sql kCheckpoint{"INSERT INTO checkpoint (size, root, time_ms) VALUES (?1, ?2, ?3)"};
constexpr Sql kSlot{"SELECT slot FROM signer WHERE key = ?1"};
constexpr Sql kNewSlot{"INSERT INTO signer (key) VALUES (?1)"};
constexpr Sql kStatement{"INSERT INTO statement (slot, n, hash, idx, refused) VALUES (?1, ?2, ?3, ?4, ?5)"};
constexpr Sql kNextSeq{"SELECT coalesce(max(seq), 0) + 1 FROM version"};
constexpr Sql kRecordId{"SELECT id FROM record WHERE rec = ?1"};
constexpr Sql kNewRecord{
    "INSERT INTO record (rec, subject, unit, collection, author, classes, ver, seq, struck) "
    "VALUES (?1, (SELECT id FROM subject WHERE subj = ?2), ?3, ?4, ?5, ?6, ?7, ?8, 0)"};
constexpr Sql kNextVersion{"UPDATE record SET classes = ?2, ver = ?3, seq = ?4, struck = ?5 WHERE id = ?1"};
constexpr Sql kVersion{
    "INSERT INTO version (seq, record, ver, idx, subject, classes) "
    "VALUES (?1, ?2, ?3, ?4, (SELECT subject FROM record WHERE id = ?2), ?5)"};
constexpr Sql kFacet{"INSERT INTO facet (id, class, generation, bytes) VALUES (?1, ?2, ?3, ?4)"};
constexpr Sql kSubject{"INSERT INTO subject (subj, unit, kind, share_hash) VALUES (?1, ?2, ?3, ?4)"};
constexpr Sql kGrant{
    "INSERT INTO key_grant (recipient, unit, class, generation, idx, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
constexpr Sql kHello{"INSERT INTO hello (inv, bytes) VALUES (?1, ?2) ON CONFLICT (inv) DO UPDATE SET bytes = ?2"};

// The log's tables take rows only while one of these lives.
class Appending {
 public:
  explicit Appending(Connection& connection) : connection_(connection) { connection_.set_log_mode(LogMode::append); }
  ~Appending() { connection_.set_log_mode(LogMode::closed); }
  Appending(const Appending&) = delete;
  Appending& operator=(const Appending&) = delete;

 private:
  Connection& connection_;
};

}  // namespace

Result<void> Tables::check_pages() {
  // A row for each page whose HMAC is wrong. Found while it is prepared, so never from the cache of statements.
  Statement wrong = CARE_TRY(connection_.prepare_once("PRAGMA cipher_integrity_check"));
  if (CARE_TRY(wrong.step())) return ErrorCode::store_corrupt;
  return {};
}

Result<void> SqliteWriter::begin() { return connection_->run(kBegin); }

Result<void> SqliteWriter::commit() {
  auto done = connection_->run(kCommit);
  if (!done.ok()) rollback();
  return done;
}

void SqliteWriter::rollback() {
  slots_.clear();
  if (connection_->in_transaction()) static_cast<void>(connection_->run(kRollback).ok());
}

Result<void> SqliteWriter::mark() { return connection_->run(kMark); }
Result<void> SqliteWriter::release_mark() { return connection_->run(kRelease); }

Result<void> SqliteWriter::undo_to_mark() {
  slots_.clear();
  CARE_TRY(connection_->run(kUndo));
  return connection_->run(kRelease);
}

Result<void> SqliteWriter::append_leaf(const NewLeaf& leaf) {
  const Appending appending(*connection_);
  Statement row = CARE_TRY(connection_->prepare(kLeaf));
  return row.bind(1, leaf.index).bind(2, leaf.bytes).run();
}

Result<void> SqliteWriter::append_membership_entry(std::uint64_t index, const Hash32& hash) {
  const Appending appending(*connection_);
  Statement row = CARE_TRY(connection_->prepare(kMembership));
  return row.bind(1, index).bind(2, BytesView(hash)).run();
}

Result<void> SqliteWriter::append_detail(std::uint64_t index, const LogDetail& detail) {
  Statement row = CARE_TRY(connection_->prepare(kDetail));
  row.bind(1, index).bind(2, std::uint64_t{detail.field}).bind(3, BytesView(detail.salt));
  return row.bind(4, std::string_view(detail.value)).run();
}

Result<void> SqliteWriter::store_head(const audit::CompactRange& before, std::span<const Hash32> leaf_hashes,
                                      const audit::CompactRange& after, std::uint64_t time_ms) {
  struct Fresh {
    std::size_t keep = 0;  // hashes of the tile before this batch
    std::vector<Hash32> hashes;
  };
  std::map<std::uint64_t, Fresh> tiles;
  audit::CompactRange edge = before;
  for (const Hash32& leaf_hash : leaf_hashes) {
    edge.append(leaf_hash, [&](const audit::NodeId& id, const Hash32& hash) {
      if (id.level % audit::kTileHeight != 0) return;
      Fresh& tile = tiles[tile_row(id.level / audit::kTileHeight, id.index / audit::kTileWidth)];
      if (tile.hashes.empty()) tile.keep = id.index % audit::kTileWidth;
      tile.hashes.push_back(hash);
    });
  }
  if (edge != after) return ErrorCode::store_failed;  // the caller lost count: nothing may be stored
  for (const auto& [row, tile] : tiles) CARE_TRY(append_to_tile(row, tile.hashes, tile.keep));

  const Bytes encoded = after.encode();
  {
    Statement head = CARE_TRY(connection_->prepare(kHead));
    CARE_TRY(head.bind(1, BytesView(encoded)).bind(2, time_ms).run());
  }
  const Appending appending(*connection_);
  const Hash32 root = after.root();
  Statement row = CARE_TRY(connection_->prepare(kCheckpoint));
  return row.bind(1, after.size()).bind(2, BytesView(root)).bind(3, time_ms).run();
}

Result<void> SqliteWriter::append_to_tile(std::uint64_t row, std::span<const Hash32> hashes, std::size_t keep) {
  Bytes bytes;
  bytes.reserve((keep + hashes.size()) * 32);
  if (keep != 0) {
    Statement tile = CARE_TRY(connection_->prepare(kTile));
    if (!CARE_TRY(tile.bind(1, row).step())) return ErrorCode::store_corrupt;
    if (tile.blob(0).size() != keep * 32) return ErrorCode::store_corrupt;
    append(bytes, tile.blob(0));
  }
  for (const Hash32& hash : hashes) append(bytes, hash);
  Statement put = CARE_TRY(connection_->prepare(kPutTile));
  return put.bind(1, row).bind(2, BytesView(bytes)).run();
}

Result<std::uint64_t> SqliteWriter::signer_slot(const KeyId& key) {
  const auto known = slots_.find(key);
  if (known != slots_.end()) return known->second;
  std::uint64_t slot = 0;
  Statement row = CARE_TRY(connection_->prepare(kSlot));
  if (CARE_TRY(row.bind(1, key.bytes()).step())) {
    slot = row.integer(0);
  } else {
    Statement made = CARE_TRY(connection_->prepare(kNewSlot));
    CARE_TRY(made.bind(1, key.bytes()).run());
    slot = connection_->last_id();
  }
  slots_.emplace(key, slot);
  return slot;
}

Result<void> SqliteWriter::put_statement(const KeyId& key, std::uint64_t n, const StatementPlace& place) {
  const std::uint64_t slot = CARE_TRY(signer_slot(key));
  Statement row = CARE_TRY(connection_->prepare(kStatement));
  row.bind(1, slot).bind(2, n).bind(3, BytesView(place.hash)).bind(4, place.index);
  return row.bind(5, std::uint64_t{place.refused ? 1U : 0U}).run();
}

Result<std::uint64_t> SqliteWriter::put_record(const NewVersion& version, ClassMask classes, std::uint64_t seq) {
  Statement known = CARE_TRY(connection_->prepare(kRecordId));
  if (CARE_TRY(known.bind(1, version.record.bytes()).step())) {
    const std::uint64_t id = known.integer(0);
    Statement next = CARE_TRY(connection_->prepare(kNextVersion));
    next.bind(1, id).bind(2, std::uint64_t{classes}).bind(3, version.version).bind(4, seq);
    CARE_TRY(next.bind(5, std::uint64_t{version.strike ? 1U : 0U}).run());
    return id;
  }
  Statement row = CARE_TRY(connection_->prepare(kNewRecord));
  row.bind(1, version.record.bytes()).bind(2, version.subject.bytes()).bind(3, version.unit.bytes());
  row.bind(4, std::uint64_t{version.collection}).bind(5, version.author.bytes()).bind(6, std::uint64_t{classes});
  CARE_TRY(row.bind(7, version.version).bind(8, seq).run());
  return connection_->last_id();
}

Result<void> SqliteWriter::append_version(const NewVersion& version) {
  ClassMask classes = 0;
  for (const NewFacet& facet : version.facets) classes = static_cast<ClassMask>(classes | class_bit(facet.data_class));
  std::uint64_t seq = 0;
  {
    Statement next = CARE_TRY(connection_->prepare(kNextSeq));
    CARE_TRY(next.step());
    seq = next.integer(0);
  }
  const std::uint64_t record = CARE_TRY(put_record(version, classes, seq));
  const Appending appending(*connection_);
  {
    Statement row = CARE_TRY(connection_->prepare(kVersion));
    row.bind(1, seq).bind(2, record).bind(3, version.version).bind(4, version.index);
    CARE_TRY(row.bind(5, std::uint64_t{classes}).run());
  }
  for (const NewFacet& facet : version.facets) {
    if (facet.facet >= (1U << kFacetBits)) return ErrorCode::facets_mismatch;
    Statement row = CARE_TRY(connection_->prepare(kFacet));
    row.bind(1, facet_row(seq, facet.facet)).bind(2, std::uint64_t{facet.data_class});
    CARE_TRY(row.bind(3, std::uint64_t{facet.generation}).bind(4, facet.envelope).run());
  }
  return {};
}

Result<void> SqliteWriter::put_subject(const SubjectRow& subject) {
  Statement row = CARE_TRY(connection_->prepare(kSubject));
  row.bind(1, subject.subject.bytes()).bind(2, subject.unit.bytes());
  row.bind(3, static_cast<std::uint64_t>(subject.kind)).bind(4, BytesView(subject.share_hash));
  return row.run();
}

Result<void> SqliteWriter::put_grant(const NewGrant& grant) {
  Statement row = CARE_TRY(connection_->prepare(kGrant));
  row.bind(1, grant.recipient.bytes()).bind(2, grant.row.unit.bytes()).bind(3, std::uint64_t{grant.row.data_class});
  row.bind(4, std::uint64_t{grant.row.generation}).bind(5, grant.index).bind(6, BytesView(grant.row.bytes));
  return row.run();
}

Result<void> SqliteWriter::put_hello(const InviteId& invite, BytesView hello) {
  Statement row = CARE_TRY(connection_->prepare(kHello));
  return row.bind(1, invite.bytes()).bind(2, hello).run();
}

}  // namespace care::server::sqlite
