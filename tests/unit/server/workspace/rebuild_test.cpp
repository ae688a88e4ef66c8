#include "server/workspace/rebuild.h"

#include <set>

#include "server/store/sqlite/schema.h"
#include "server/workspace/verify.h"
#include "tests/unit/server/workspace/live_home.h"

namespace care::server::test {
namespace {

// Some of everything: members, residents, updates, a strike, refusals, accounts, details, several batches.
void fill(LiveHome& live) {
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  live.stored(live.founder, resident, {"203.0.113.9", "Firefox"});
  const LivePerson carer = live.join(Role::carer);
  const DraftRecord note = live.note(carer, resident.statement.subject);
  live.stored(carer, note, {"2001:db8::1", "Tablet"});
  live.stored(carer, live.next_version(carer, note, RecordAct::strike));
  live.stored(live.founder, live.next_version(live.founder, resident, RecordAct::update));
  REQUIRE(live.send(carer, live.next_version(carer, resident, RecordAct::update))->refusal.has_value());
  for (int i = 0; i < 300; ++i) {
    REQUIRE(live.home->change([&](Change& change) { return change.append_event(carer.actor, audit::SessionStarted{}, {"198.51.100.7", ""}); }).ok());
  }
  REQUIRE(live.home->change([&](Change& change) {
    return change.accounts().create_account({make_id<AccountId>(live.random), carer.actor, "c@example.org", Bytes(192), Bytes(4), change.now()});
  }).ok());
}

RebuildReport rebuild(LiveHome& live, const std::filesystem::path& to) {
  const WorkspaceKeys keys = live.keys();
  const auto stores = sqlite::make_store_maker();
  auto report = rebuild_workspace(*stores, live.folder.path(), to, {keys.database, keys.shares}, live.workspace_id,
                                  open_high_water(live.folder / "highwater").value()->mark());
  REQUIRE(report.ok());
  return std::move(report).value();
}

VerifyReport verify(LiveHome& live) {
  const WorkspaceKeys keys = live.keys();
  const auto store = sqlite::make_store_maker()->open(live.folder.path(), {keys.database, keys.shares}).value();
  auto reader = store->read().value();
  auto report = verify_log(reader, live.workspace_id, open_high_water(live.folder / "highwater").value()->mark());
  REQUIRE(report.ok());
  return std::move(report).value();
}

// By someone with the key and a shell: no trigger, no authorizer.
void tamper(LiveHome& live, const char* sql) {
  const WorkspaceKeys keys = live.keys();
  auto connection = sqlite::Connection::open(live.folder / "log.db", keys.database, sqlite::Access::migrate).value();
  for (const char* trigger : {"leaf_update", "leaf_delete", "version_insert", "version_update", "version_delete", "facet_update", "facet_delete"}) {
    REQUIRE(connection->run_text(std::string("DROP TRIGGER ") + trigger).ok());
  }
  REQUIRE(connection->run_text("PRAGMA foreign_keys=OFF").ok());
  REQUIRE(connection->run_text(sql).ok());
}

}  // namespace

TEST_CASE("rebuild: every table made from the log is the live one, row by row") {
  LiveHome live;
  fill(live);
  const std::uint64_t size = live.size();
  live.close();
  TempFolder to;
  const RebuildReport report = rebuild(live, to.path());
  CHECK(report.leaves == size);
  CHECK(report.versions == 4);
  CHECK(report.different.empty());
  CHECK(report.sound());
}

TEST_CASE("rebuild: what is made holds no file of gate shares, which somebody could take for the home's") {
  LiveHome live;
  fill(live);
  live.close();
  const std::string shares = care::test::read_file(live.folder / "shares.db");
  TempFolder to;
  rebuild(live, to.path());
  CHECK(std::filesystem::exists(to / "log.db"));
  CHECK(std::distance(std::filesystem::directory_iterator(to.path()), {}) == 1);
  CHECK(care::test::read_file(live.folder / "shares.db") == shares);
}

TEST_CASE("rebuild: what is made of a log that was changed may not take its place") {
  LiveHome live;
  fill(live);
  live.close();
  SECTION("an entry changed") {
    tamper(live, "UPDATE leaf SET bytes = CAST(substr(bytes, 1, 17) || x'ff' || substr(bytes, 19) AS BLOB) WHERE idx = 20");
  }
  SECTION("the newest entries unsigned") {
    tamper(live, "DROP TRIGGER checkpoint_delete; DELETE FROM checkpoint WHERE size > 300");
  }
  TempFolder to;
  CHECK_FALSE(rebuild(live, to.path()).sound());
}

TEST_CASE("rebuild: an envelope that was exchanged is not taken for the record") {
  LiveHome live;
  fill(live);
  live.close();
  tamper(live, "UPDATE facet SET bytes = randomblob(length(bytes)) WHERE id = (SELECT min(id) FROM facet)");
  const WorkspaceKeys keys = live.keys();
  TempFolder to;
  const auto report = rebuild_workspace(*sqlite::make_store_maker(), live.folder.path(), to.path(), {keys.database, keys.shares},
                                        live.workspace_id, open_high_water(live.folder / "highwater").value()->mark());
  REQUIRE_FALSE(report.ok());
  CHECK(report.error().code() == ErrorCode::ciphertext_mismatch);
}

TEST_CASE("rebuild: a table that was tampered with is named, and the rebuilt file says what the log says") {
  LiveHome live;
  fill(live);
  live.close();
  tamper(live, "UPDATE record SET ver = 9; UPDATE signer SET key = randomblob(16) WHERE slot = 1;");
  TempFolder to;
  CHECK_FALSE(verify(live).good());
  const std::string changed = care::test::read_file(live.folder / "log.db");
  const RebuildReport report = rebuild(live, to.path());
  CHECK(report.different == std::vector<std::string>{"signer", "record"});
  CHECK(report.sound());
  const auto kept = replace_with_rebuilt(live.folder.path(), to.path());
  REQUIRE(kept.ok());
  CHECK(care::test::read_file(*kept) == changed);
  CHECK(verify(live).good());
  TempFolder again;
  CHECK(rebuild(live, again.path()).different.empty());
  REQUIRE(live.try_open().ok());
  CHECK(live.home->writable());
}

TEST_CASE("rebuild: the file as it was is kept each time, and none is replaced while somebody has it open") {
  LiveHome live;
  fill(live);
  live.close();
  std::set<std::filesystem::path> kept;
  for (int i = 0; i < 2; ++i) {
    TempFolder to;
    rebuild(live, to.path());
    kept.insert(replace_with_rebuilt(live.folder.path(), to.path()).value());
  }
  CHECK(kept.size() == 2);
  for (const auto& each : kept) CHECK(std::filesystem::exists(each));
  TempFolder to;
  rebuild(live, to.path());
  live.reopen();
  CHECK(replace_with_rebuilt(live.folder.path(), to.path()).error().code() == ErrorCode::store_busy);
}

TEST_CASE("verify: an honest log is good from its first entry") {
  LiveHome live;
  fill(live);
  const std::uint64_t size = live.size();
  live.close();
  const VerifyReport report = verify(live);
  CHECK(report.good());
  CHECK(report.leaves == size);
  CHECK(report.refusals == 1);
  CHECK(report.versions == 4);
}

TEST_CASE("verify: what was changed behind the server's back is found and placed") {
  LiveHome live;
  fill(live);
  live.close();
  const auto first = [](const VerifyReport& report) {
    REQUIRE_FALSE(report.good());
    return report.problems.front().index;
  };
  SECTION("one byte of a leaf's time") {
    tamper(live, "UPDATE leaf SET bytes = CAST(substr(bytes, 1, 17) || x'ff' || substr(bytes, 19) AS BLOB) WHERE idx = 20");
    CHECK(first(verify(live)) == 20);
  }
  SECTION("a leaf taken out, the rest moved up") {
    tamper(live, "DELETE FROM leaf WHERE idx = 100; UPDATE leaf SET idx = -idx + 1 WHERE idx > 100; UPDATE leaf SET idx = -idx WHERE idx < 0;");
    CHECK(first(verify(live)) == 100);
  }
  SECTION("the tail cut off") {
    tamper(live, "DELETE FROM leaf WHERE idx > 300");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("two leaves swapped") {
    tamper(live, "UPDATE leaf SET idx = -1 WHERE idx = 50; UPDATE leaf SET idx = 50 WHERE idx = 51; UPDATE leaf SET idx = 51 WHERE idx = -1;");
    CHECK(first(verify(live)) == 50);
  }
  SECTION("the last version and its parts deleted") {
    tamper(live, "DELETE FROM facet WHERE id >> 4 = 4; DELETE FROM version WHERE seq = 4");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("every version and part deleted") {
    tamper(live, "DELETE FROM facet; DELETE FROM version");
    CHECK(first(verify(live)) == 3);
  }
  SECTION("a version in the middle deleted") {
    tamper(live, "DELETE FROM facet WHERE id >> 4 = 2; DELETE FROM version WHERE seq = 2");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("the parts of a version deleted") {
    tamper(live, "DELETE FROM facet WHERE id >> 4 = 2");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("a part under another class, for whoever may not see its own") {
    tamper(live, "UPDATE facet SET class = class + 1 WHERE id >> 4 = 2");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("a subject deleted") {
    tamper(live, "DELETE FROM subject WHERE id = (SELECT subject FROM record LIMIT 1)");
    CHECK(first(verify(live)) == 3);
  }
  SECTION("a record deleted") {
    tamper(live, "DELETE FROM record WHERE id = 2");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("a record that shows an older version as its newest") {
    tamper(live, "UPDATE record SET ver = 1, seq = 1 WHERE id = 1");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("a version that no statement asked for") {
    tamper(live, "INSERT INTO version (seq, record, ver, idx, subject, classes) SELECT 5, record, ver + 1, idx, subject, classes FROM version WHERE seq = 4");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("a version without an entry of the log") {
    tamper(live, "INSERT INTO version (seq, record, ver, idx, subject, classes) SELECT 5, record, ver + 1, 100000, subject, classes FROM version WHERE seq = 4");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("a version before the first") {
    tamper(live, "INSERT INTO version (seq, record, ver, idx, subject, classes) SELECT -7, record, 0, idx, subject, classes FROM version WHERE seq = 1");
    CHECK_FALSE(verify(live).good());
  }
  SECTION("an envelope exchanged") {
    tamper(live, "UPDATE facet SET bytes = randomblob(142) WHERE id = (SELECT min(id) FROM facet)");
    CHECK(first(verify(live)) == 3);
  }
}

}  // namespace care::server::test
