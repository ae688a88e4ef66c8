#include "tests/unit/server/workspace/faulty_store.h"
#include "tests/unit/server/workspace/live_home.h"

namespace care::server::test {
namespace {

// A mark that cannot be written for a while.
class StubbornMark final : public HighWater {
 public:
  explicit StubbornMark(bool& stuck) : stuck_(stuck) { mark_.root = audit::empty_root(); }
  const HighWaterMark& mark() const override { return mark_; }
  Result<void> raise(const HighWaterMark& mark) override {
    if (stuck_) return ErrorCode::disk_full;
    mark_ = mark;
    return {};
  }

 private:
  bool& stuck_;
  HighWaterMark mark_;
};

// A founded home that is `size` entries long, its store about to fail, and a resident to be sent.
struct FailingHome {
  FaultyStores stores;
  LiveHome live{1, &stores};
  DraftRecord resident = draft();
  std::uint64_t size = live.size();

 private:
  DraftRecord draft() {
    live.found();
    return live.resident(live.founder);
  }
};

}  // namespace

TEST_CASE("crash: a step that fails before the commit stores nothing, and the same statement goes in afterwards") {
  FailingHome failing;
  auto& [stores, live, resident, size] = failing;
  const Fault fault = GENERATE(Fault::begin, Fault::append_leaf, Fault::store_head, Fault::before_commit);
  stores.fault = fault;
  const auto failed = live.send(live.founder, resident);
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().code() == (fault == Fault::before_commit ? ErrorCode::disk_full : ErrorCode::store_failed));
  CHECK(live.size() == size);
  {
    auto reader = live.home->read().value();
    CHECK(reader.log().load_edge()->size() == size);
    CHECK_FALSE(reader.records().find_record(resident.statement.record).value().has_value());
  }
  CHECK(live.stored(live.founder, resident).index == size);
  live.reopen();
  CHECK(live.home->writable());
}

TEST_CASE("crash: a commit that was durable but reported failure is found in the file, and the statement is not doubled") {
  FailingHome failing;
  auto& [stores, live, resident, size] = failing;
  stores.fault = Fault::after_commit;
  REQUIRE_FALSE(live.send(live.founder, resident).ok());
  REQUIRE(live.home->writable());
  const Receipt receipt = live.stored(live.founder, resident);
  CHECK(receipt.index == size);
  CHECK(live.size() == size + 1);
  const Bytes body = audit::encode_record_statement(resident.statement).value();
  live.check_receipt(receipt, body, crypto::sign_statement(live.founder.device, body), audit::LeafKind::client_statement);
  // The same with members: the directory follows the file.
  const LivePerson carer = live.join(Role::carer);
  const auto removal = live.membership_by(live.founder, live.founder.device, membership::RevokeUser{carer.actor});
  stores.fault = Fault::after_commit;
  REQUIRE_FALSE(live.home->append_membership({removal.body, removal.signature, {}, {}, {}}, {}).ok());
  live.must(live.home->append_membership({removal.body, removal.signature, {}, {}, {}}, {}));
  const auto refused = live.send(carer, live.note(carer, resident.statement.subject));
  REQUIRE(refused.ok());
  CHECK(refused->refusal == ErrorCode::author_revoked);
  live.reopen();
  CHECK(live.home->writable());
}

TEST_CASE("crash: no checkpoint leaves before the high-water mark is durable") {
  LiveHome live;
  live.found();
  live.close();
  bool stuck = false;
  WorkspaceKeys keys = live.keys();
  auto store = sqlite::make_store_maker()->open(live.folder.path(), {keys.database, keys.shares}).value();
  live.home = Workspace::open({live.workspace_id, "careseal.example", std::move(keys), std::move(store),
                               std::make_unique<StubbornMark>(stuck)}, live.clock, live.random).value();
  const SignedHead before = live.home->signed_head();
  stuck = true;
  const DraftRecord resident = live.resident(live.founder);
  const auto failed = live.send(live.founder, resident);
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().code() == ErrorCode::disk_full);
  CHECK(live.home->signed_head().note == before.note);
  // It was committed; the receipt comes when the mark can be raised.
  stuck = false;
  const Receipt receipt = live.stored(live.founder, resident);
  CHECK(receipt.index == before.size);
  CHECK(live.home->signed_head().size == before.size + 1);
}

TEST_CASE("crash: a job behind a mark that cannot be set fails alone") {
  FaultyStores stores;
  LiveHome live(1, &stores);
  live.found();
  stores.fault = Fault::mark;
  CHECK_FALSE(live.home->change([](Change& change) { return change.accounts().put_setting("a", Bytes(1)); }).ok());
  CHECK(live.home->change([](Change& change) { return change.accounts().put_setting("a", Bytes(1)); }).ok());
}

TEST_CASE("roll-back: a database put back from a backup opens for reading only") {
  LiveHome live;
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  live.stored(live.founder, resident);
  live.close();
  const std::string backup = care::test::read_file(live.folder / "log.db");
  REQUIRE(live.try_open().ok());
  live.stored(live.founder, live.next_version(live.founder, resident, RecordAct::update));
  live.close();

  care::test::write_file(live.folder / "log.db", backup);
  REQUIRE(live.try_open().ok());
  CHECK_FALSE(live.home->writable());
  CHECK(live.home->signed_head().note.empty());
  const auto refused = live.home->change([](Change& change) { return change.accounts().put_setting("a", Bytes(1)); });
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code() == ErrorCode::log_rolled_back);
  auto reader = live.home->read().value();
  CHECK(reader.records().find_record(resident.statement.record).value()->version == 1);
}

TEST_CASE("roll-back: another history of the same length is found by its root") {
  LiveHome live;
  live.found();
  live.close();
  const std::string backup = care::test::read_file(live.folder / "log.db");
  REQUIRE(live.try_open().ok());
  live.stored(live.founder, live.resident(live.founder));
  live.close();
  // The same file grown differently, with the mark moved aside meanwhile.
  std::filesystem::rename(live.folder / "highwater", live.folder / "aside");
  { const auto other = create_high_water(live.folder / "highwater"); }
  care::test::write_file(live.folder / "log.db", backup);
  REQUIRE(live.try_open().ok());
  REQUIRE(live.home->change([](Change& change) { return change.append_event(std::nullopt, audit::Restarted{}, {}); }).ok());
  live.close();
  std::filesystem::rename(live.folder / "aside", live.folder / "highwater");
  REQUIRE(live.try_open().ok());
  CHECK_FALSE(live.home->writable());
}

TEST_CASE("high-water file: a torn write leaves the mark before it; a file without any valid slot is damage") {
  TempFolder folder;
  const auto path = folder / "highwater";
  Hash32 root{};
  root.fill(5);
  {
    auto mark = create_high_water(path).value();
    REQUIRE(mark->raise({7, root}).ok());
    root.fill(6);
    REQUIRE(mark->raise({9, root}).ok());
    CHECK(mark->raise({8, root}).error().code() == ErrorCode::log_rolled_back);
  }
  CHECK(open_high_water(path).value()->mark().size == 9);
  std::string bytes = care::test::read_file(path);
  REQUIRE(bytes.size() == 144);
  const std::size_t newest = bytes[7] > bytes[79] ? 0 : 72;
  bytes[newest + 20] = static_cast<char>(bytes[newest + 20] ^ 1);
  care::test::write_file(path, bytes);
  CHECK(open_high_water(path).value()->mark().size == 7);
  bytes[20] = static_cast<char>(bytes[20] ^ 2);
  bytes[92] = static_cast<char>(bytes[92] ^ 2);
  care::test::write_file(path, bytes);
  CHECK(open_high_water(path).error().code() == ErrorCode::store_corrupt);
  CHECK_FALSE(create_high_water(path).ok());
}

}  // namespace care::server::test
