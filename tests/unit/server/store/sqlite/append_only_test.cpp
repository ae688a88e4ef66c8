// Attacks on the log by whoever can run SQL on the application's own connections.
#include "server/store/sqlite/schema.h"
#include "tests/unit/server/store/sqlite/store_fixture.h"

namespace care::server::sqlite::test {
namespace {

struct Attack {
  const char* what;
  const char* sql;
};

constexpr Attack kAttacks[] = {
    {"UPDATE", "UPDATE leaf SET bytes = x'00' WHERE idx = 1"},
    {"DELETE", "DELETE FROM leaf WHERE idx = 1"},
    {"DELETE of everything", "DELETE FROM leaf"},
    {"INSERT OR REPLACE", "INSERT OR REPLACE INTO leaf (idx, bytes) VALUES (1, x'00')"},
    {"REPLACE", "REPLACE INTO leaf (idx, bytes) VALUES (1, x'00')"},
    {"upsert", "INSERT INTO leaf (idx, bytes) VALUES (1, x'00') ON CONFLICT (idx) DO UPDATE SET bytes = x'00'"},
    {"UPDATE OR REPLACE that moves a row", "UPDATE OR REPLACE leaf SET idx = 2 WHERE idx = 1"},
    {"an entry beyond the next one", "INSERT INTO leaf (idx, bytes) VALUES (99, x'00')"},
    {"the next entry, without being the writer", "INSERT INTO leaf (idx, bytes) VALUES (3, x'00')"},
    {"INSERT from SELECT", "INSERT INTO leaf SELECT idx + 3, bytes FROM leaf"},
    {"DROP TRIGGER", "DROP TRIGGER leaf_update"},
    {"DROP TABLE", "DROP TABLE leaf"},
    {"writable_schema", "PRAGMA writable_schema=ON"},
    {"rewriting the schema", "DELETE FROM sqlite_schema WHERE name = 'leaf_update'"},
    {"updating the schema", "UPDATE sqlite_schema SET sql = '' WHERE name = 'leaf_update'"},
    {"ALTER TABLE RENAME", "ALTER TABLE leaf RENAME TO other"},
    {"ALTER TABLE ADD", "ALTER TABLE leaf ADD COLUMN more BLOB"},
    {"CREATE TRIGGER", "CREATE TRIGGER t AFTER INSERT ON leaf BEGIN SELECT 1; END"},
    {"temporary trigger", "CREATE TEMP TRIGGER t BEFORE INSERT ON leaf BEGIN SELECT RAISE(IGNORE); END"},
    {"temporary table of the same name", "CREATE TEMP TABLE leaf (idx, bytes)"},
    {"view of the same name", "CREATE TEMP VIEW leaf AS SELECT 1"},
    {"ATTACH", "ATTACH ':memory:' AS other"},
    {"VACUUM INTO", "VACUUM INTO '/tmp/careseal-stolen.db'"},
    {"recursive_triggers", "PRAGMA recursive_triggers=OFF"},
    {"foreign_keys", "PRAGMA foreign_keys=OFF"},
    {"another key", "PRAGMA rekey = 'x'"},
    {"ignore_check_constraints", "PRAGMA ignore_check_constraints=ON"},
    {"journal off", "PRAGMA journal_mode=OFF"},
    {"REINDEX", "REINDEX"},
    {"a head that was never signed", "INSERT INTO checkpoint (size, root, time_ms) VALUES (9, x'00', 1)"},
    {"changing a signed head", "UPDATE checkpoint SET root = x'00'"},
    {"deleting signed heads", "DELETE FROM checkpoint"},
    {"another membership hash", "UPDATE membership SET hash = x'00'"},
    {"a version", "UPDATE version SET ver = 9"},
    {"deleting versions", "DELETE FROM version"},
    {"an envelope", "UPDATE facet SET bytes = x'00'"},
    {"replacing an envelope", "INSERT OR REPLACE INTO facet (id, class, generation, bytes) VALUES (17, 3, 1, x'00')"},
    {"deleting envelopes", "DELETE FROM facet"},
    {"what became of a statement", "UPDATE statement SET refused = 0"},
};

// One record version with one envelope, so that deletions have something to delete.
void add_version(StoreFixture& fixture) {
  Writer& writer = fixture.store->writer();
  REQUIRE(writer.begin().ok());
  const auto subject = fixture.id<SubjectId>();
  const auto unit = fixture.id<UnitId>();
  REQUIRE(writer.put_subject({subject, unit, SubjectKind::resident, {}}).ok());
  const Bytes envelope(142, 5);
  const NewFacet facet{1, 3, 1, envelope};
  REQUIRE(writer.append_version({fixture.id<RecordId>(), subject, unit, 2, fixture.id<ActorId>(), 1, 0, false, {&facet, 1}}).ok());
  REQUIRE(writer.put_statement(fixture.id<KeyId>(), 1, {{}, 0, true}).ok());
  REQUIRE(writer.commit().ok());
}

std::string dump(Connection& connection) {
  std::string out;
  for (const char* sql : {"SELECT idx, bytes FROM leaf", "SELECT size, root FROM checkpoint", "SELECT seq, ver FROM version",
                          "SELECT id, bytes FROM facet", "SELECT n, refused FROM statement", "SELECT name, 0 FROM sqlite_schema"}) {
    Statement rows = connection.prepare_once(sql).value();
    while (rows.step().value()) out += std::to_string(rows.integer(0)) + "=" + std::string(rows.text(1)) + ";";
  }
  return out;
}

}  // namespace

TEST_CASE("append only: no SQL on the application's connection changes the log") {
  StoreFixture fixture;
  fixture.append(3);
  add_version(fixture);
  auto connection = Connection::open(fixture.folder / kLogFile, fixture.database, Access::write).value();
  const std::string before = dump(*connection);
  for (const Attack& attack : kAttacks) {
    INFO(attack.what);
    const auto done = connection->run_text(attack.sql);
    CHECK_FALSE(done.ok());
    CHECK(dump(*connection) == before);
  }
}

TEST_CASE("append only: even while the writer appends, nothing that stands can be changed") {
  StoreFixture fixture;
  fixture.append(3);
  add_version(fixture);
  auto connection = Connection::open(fixture.folder / kLogFile, fixture.database, Access::write).value();
  connection->set_log_mode(LogMode::append);
  const std::string before = dump(*connection);
  for (const Attack& attack : kAttacks) {
    const std::string_view what = attack.what;
    if (what == "the next entry, without being the writer" || what == "INSERT from SELECT") continue;
    if (what == "a head that was never signed") continue;
    INFO(attack.what);
    CHECK_FALSE(connection->run_text(attack.sql).ok());
    CHECK(dump(*connection) == before);
  }
}

TEST_CASE("append only: without the authorizer the triggers still refuse, and DEFENSIVE keeps the schema") {
  StoreFixture fixture;
  fixture.append(3);
  auto connection = Connection::open(fixture.folder / kLogFile, fixture.database, Access::migrate).value();
  for (const char* sql : {"UPDATE leaf SET bytes = x'00'", "DELETE FROM leaf", "INSERT OR REPLACE INTO leaf VALUES (1, x'00')",
                          "INSERT INTO leaf VALUES (3, x'00')", "UPDATE checkpoint SET root = x'00'"}) {
    INFO(sql);
    CHECK_FALSE(connection->run_text(sql).ok());
  }
  static_cast<void>(connection->run_text("PRAGMA writable_schema=ON").ok());
  CHECK_FALSE(connection->run_text("DELETE FROM sqlite_schema WHERE name = 'leaf_update'").ok());
}

TEST_CASE("append only: a reading connection writes nothing at all") {
  StoreFixture fixture;
  fixture.append(3);
  auto connection = Connection::open(fixture.folder / kLogFile, fixture.database, Access::read).value();
  CHECK_FALSE(connection->run_text("INSERT INTO setting (name, value) VALUES ('a', x'00')").ok());
  CHECK_FALSE(connection->run_text("DELETE FROM session").ok());
}

TEST_CASE("append only: an erasure may remove envelopes, and only while it says so") {
  StoreFixture fixture;
  fixture.append(1);
  add_version(fixture);
  auto connection = Connection::open(fixture.folder / kLogFile, fixture.database, Access::write).value();
  CHECK_FALSE(connection->run_text("DELETE FROM facet").ok());
  connection->set_log_mode(LogMode::erase);
  CHECK(connection->run_text("DELETE FROM facet").ok());
  CHECK_FALSE(connection->run_text("DELETE FROM leaf").ok());
}

}  // namespace care::server::sqlite::test
