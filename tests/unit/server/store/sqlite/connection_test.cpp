#include "tests/unit/server/store/sqlite/store_fixture.h"

#include "server/store/leaf_view.h"
#include "shared/audit/inclusion.h"

namespace care::server::sqlite::test {
namespace {

Result<std::unique_ptr<WorkspaceStore>> open_with(StoreFixture& fixture, const Secret32& database, const Secret32& shares) {
  fixture.store.reset();
  return make_store_maker()->open(fixture.folder.path(), {database, shares});
}

void expect(const Result<std::unique_ptr<WorkspaceStore>>& opened, ErrorCode code) {
  REQUIRE_FALSE(opened.ok());
  CHECK(name_of(opened.error()) == name_of(code));
}

}  // namespace

TEST_CASE("store: another key does not open the file") {
  StoreFixture fixture;
  fixture.append(3);
  expect(open_with(fixture, key_of(0xD2), fixture.shares), ErrorCode::store_key_wrong);
  expect(open_with(fixture, fixture.database, key_of(0x52)), ErrorCode::store_key_wrong);
  CHECK(fixture.reopen().ok());
}

TEST_CASE("store: another workspace's key does not open this one") {
  StoreFixture one;
  StoreFixture other;
  one.append(1);
  std::error_code failed;
  other.store.reset();
  one.store.reset();
  std::filesystem::copy_file(one.folder / kLogFile, other.folder / kLogFile, std::filesystem::copy_options::overwrite_existing,
                             failed);
  expect(make_store_maker()->open(other.folder.path(), {key_of(0xEE), other.shares}), ErrorCode::store_key_wrong);
}

TEST_CASE("store: an empty or truncated file is damage, not a new database") {
  StoreFixture fixture;
  fixture.append(300);
  fixture.store.reset();
  const auto file = fixture.folder / kLogFile;
  SECTION("empty") { std::filesystem::resize_file(file, 0); }
  SECTION("half a page") { std::filesystem::resize_file(file, 2048); }
  SECTION("half the file") { std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2); }
  SECTION("missing") { std::filesystem::remove(file); }
  auto opened = make_store_maker()->open(fixture.folder.path(), {fixture.database, fixture.shares});
  if (opened.ok()) {
    // The loss may lie behind the first pages: then reading tells.
    auto reader = (*opened)->read();
    REQUIRE(reader.ok());
    const auto walked = reader->log().leaves(0, 300, [](const LogEntryView&) {});
    REQUIRE_FALSE(walked.ok());
    CHECK(name_of(walked.error()) == "store_corrupt");
  } else {
    CHECK(name_of(opened.error()) == "store_corrupt");
  }
}

TEST_CASE("store: what a power cut left of a checkpoint is finished from the write-ahead log") {
  StoreFixture fixture;
  fixture.append(300);
  StoreFixture after;  // the power: what lies there while the store is open, with half of the next page written home
  after.store.reset();
  for (const char* end : {"", "-wal"}) {
    std::filesystem::copy_file(fixture.folder / (std::string(kLogFile) + end), after.folder / (std::string(kLogFile) + end),
                               std::filesystem::copy_options::overwrite_existing);
  }
  const auto file = after.folder / kLogFile;
  care::test::write_file(file, care::test::read_file(file) + std::string(512, 'x'));
  auto opened = make_store_maker()->open(after.folder.path(), {fixture.database, after.shares});
  REQUIRE(opened.ok());
  auto reader = (*opened)->read();
  REQUIRE(reader.ok());
  std::size_t entries = 0;
  REQUIRE(reader->log().leaves(0, 300, [&](const LogEntryView&) { ++entries; }).ok());
  CHECK(entries == 300);
}

TEST_CASE("store: one flipped byte in a page is found when the page is read") {
  StoreFixture fixture;
  fixture.append(300);
  fixture.store.reset();
  const auto file = fixture.folder / kLogFile;
  const std::string bytes = care::test::read_file(file);
  std::size_t found = 0;
  const std::size_t page = 4096;
  for (std::size_t at = page + 100; at < bytes.size(); at += page) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    care::test::write_file(file, changed);
    // Every page is read by one of these, except those of empty tables and indexes.
    const auto read_all = [&]() -> Result<void> {
      auto opened = CARE_TRY(make_store_maker()->open(fixture.folder.path(), {fixture.database, fixture.shares}));
      auto reader = CARE_TRY(opened->read());
      CARE_TRY(reader.log().leaves(0, 300, [](const LogEntryView&) {}));
      CARE_TRY(reader.log().node({0, 1}));
      return {};
    };
    const auto outcome = read_all();
    if (outcome.ok()) continue;
    ++found;
    CHECK(name_of(outcome.error()) == "store_corrupt");
  }
  CHECK(found > 5);
}

TEST_CASE("store: a file of a newer version is left alone") {
  StoreFixture fixture;
  fixture.store.reset();
  {
    auto connection = Connection::open(fixture.folder / kLogFile, fixture.database, Access::migrate).value();
    REQUIRE(connection->run_text("PRAGMA user_version=999").ok());
  }
  expect(fixture.reopen(), ErrorCode::store_newer);
}

TEST_CASE("store: an older file gets the steps it lacks") {
  StoreFixture fixture;
  fixture.store.reset();
  std::filesystem::remove(fixture.folder / kLogFile);
  REQUIRE(create_file(fixture.folder / kLogFile, fixture.database, workspace_steps().first(1)).ok());
  auto opened = fixture.reopen();
  REQUIRE(opened.ok());
  CHECK((*opened)->read().value().accounts().load_members().ok());
}

TEST_CASE("store: the disk being full is told as such, and the store works on when there is room") {
  StoreFixture fixture;
  fixture.append(2);
  auto connection = Connection::open(fixture.folder / kLogFile, fixture.database, Access::migrate).value();
  const auto pages = connection->pragma_number("PRAGMA page_count").value();
  REQUIRE(connection->run_text("PRAGMA max_page_count=" + std::to_string(pages + 2)).ok());
  const auto full = connection->run_text("INSERT INTO setting (name, value) VALUES ('x', zeroblob(1000000))");
  REQUIRE_FALSE(full.ok());
  CHECK(name_of(full.error()) == "disk_full");
  fixture.append(2);
  CHECK(fixture.edge.size() == 4);
}

TEST_CASE("store: words that were written stand in no file, the write-ahead log included") {
  StoreFixture fixture;
  const std::string planted = "Margaret-Ashdown-fell-in-the-bathroom";
  fixture.append({care::to_bytes(as_bytes("{\"w\":\"" + planted + "\"}"))});
  Writer& writer = fixture.store->writer();
  REQUIRE(writer.begin().ok());
  REQUIRE(writer.accounts().create_account({fixture.id<AccountId>(), fixture.id<ActorId>(), planted, Bytes(192), Bytes(8), {}}).ok());
  REQUIRE(writer.append_detail(0, {audit::kFieldUserAgent, {}, planted}).ok());
  REQUIRE(writer.commit().ok());
  ByteArray<32> share{};
  for (std::size_t i = 0; i < share.size(); ++i) share[i] = static_cast<std::uint8_t>(i + 'A');
  const std::string share_text(as_text(share));
  REQUIRE(fixture.store->shares().put(fixture.id<SubjectId>(), crypto::GateShare::take(share), true).ok());
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fixture.folder.path())) {
    const std::string bytes = care::test::read_file(entry.path());
    INFO(entry.path().filename().string());
    CHECK(bytes.find(planted) == std::string::npos);
    CHECK(bytes.find(planted.substr(0, 12)) == std::string::npos);
    CHECK(bytes.find(share_text) == std::string::npos);
    CHECK(bytes.find("SQLite format") == std::string::npos);
    ++files;
  }
  CHECK(files >= 4);  // both files and both write-ahead logs
}

TEST_CASE("store: files belong to their owner alone") {
  StoreFixture fixture;
  fixture.append(1);
  for (const auto& entry : std::filesystem::directory_iterator(fixture.folder.path())) {
    INFO(entry.path().filename().string());
    using std::filesystem::perms;
    CHECK((entry.status().permissions() & (perms::group_all | perms::others_all)) == perms::none);
  }
}

TEST_CASE("store: every leaf of a log that crosses tiles is proved from tile rows") {
  StoreFixture fixture;
  for (const std::size_t batch : {1U, 2U, 250U, 3U, 1U, 255U, 256U, 90U}) fixture.append(batch);
  auto reader = fixture.store->read().value();
  const std::uint64_t size = fixture.edge.size();
  REQUIRE(reader.log().load_edge().value() == fixture.edge);
  for (std::uint64_t index = 0; index < size; index += 7) {
    const auto proof = audit::build_inclusion(reader.log(), index, size);
    REQUIRE(proof.ok());
    const Hash32 hash = audit::hash_leaf(reader.log().load_leaf(index).value());
    REQUIRE(audit::verify_inclusion(index, size, hash, *proof, fixture.edge.root()).ok());
  }
  CHECK(reader.log().is_issued_head(0, audit::empty_root()).value());
  CHECK(reader.log().is_issued_head(size, fixture.edge.root()).value());
  CHECK_FALSE(reader.log().is_issued_head(size - 1, fixture.edge.root()).value());
  CHECK(reader.log().node({0, size}).error().code() == ErrorCode::index_out_of_range);
}

TEST_CASE("store: a reader keeps its view while the log grows") {
  StoreFixture fixture;
  fixture.append(2);
  auto reader = fixture.store->read().value();
  CHECK(reader.log().load_edge()->size() == 2);
  fixture.append(2);
  CHECK(reader.log().load_edge()->size() == 2);
  CHECK(reader.log().load_leaf(2).error().code() == ErrorCode::index_out_of_range);
  CHECK(fixture.store->read()->log().load_edge()->size() == 4);
}

TEST_CASE("view_leaf agrees with decode_leaf, and refuses what is cut off") {
  audit::Leaf leaf{audit::LeafKind::client_statement, 7, 1234, care::to_bytes(as_bytes("{}")), ByteArray<64>{}, {}};
  leaf.signature->fill(9);
  leaf.commitments.push_back({1, {}});
  const Bytes bytes = audit::encode_leaf(leaf).value();
  const LeafView view = view_leaf(bytes).value();
  CHECK(view.index == 7);
  CHECK(view.time_ms == 1234);
  CHECK(care::to_bytes(view.body) == leaf.body);
  CHECK(view.signature.size() == 64);
  for (std::size_t cut = 0; cut < bytes.size() - 34; ++cut) CHECK_FALSE(view_leaf(BytesView(bytes).first(cut)).ok());
}

}  // namespace care::server::sqlite::test
