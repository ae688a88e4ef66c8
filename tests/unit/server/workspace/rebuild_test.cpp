#include "server/workspace/rebuild.h"

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
  auto report = rebuild_workspace(*stores, live.folder.path(), to, {keys.database, keys.shares});
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
  REQUIRE(connection->run_text("DROP TRIGGER leaf_update; DROP TRIGGER leaf_delete; DROP TRIGGER facet_update;").ok());
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
}

TEST_CASE("rebuild: a table that was tampered with is named, and the rebuilt file says what the log says") {
  LiveHome live;
  fill(live);
  live.close();
  tamper(live, "UPDATE record SET ver = 9; UPDATE signer SET key = randomblob(16) WHERE slot = 1;");
  TempFolder to;
  CHECK(rebuild(live, to.path()).different == std::vector<std::string>{"signer", "record"});
  REQUIRE(replace_with_rebuilt(live.folder.path(), to.path()).ok());
  CHECK(std::filesystem::exists(live.folder / "log.db.before"));
  TempFolder again;
  CHECK(rebuild(live, again.path()).different.empty());
  REQUIRE(live.try_open().ok());
  CHECK(live.home->writable());
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
  SECTION("an envelope exchanged") {
    tamper(live, "UPDATE facet SET bytes = randomblob(142) WHERE id = (SELECT min(id) FROM facet)");
    CHECK(first(verify(live)) == 3);
  }
}

}  // namespace care::server::test
