#include "server/workspace/upkeep.h"

#include "server/store/sqlite/connection.h"
#include "server/workspace/data_lock.h"
#include "tests/unit/server/workspace/live_home.h"

namespace care::server::test {
namespace {

// The files of a live home where a server would have them.
struct Data {
  Data() {
    live.found();
    live.stored(live.founder, live.resident(live.founder));
    live.close();
    std::filesystem::copy(live.folder.path(), home(), std::filesystem::copy_options::recursive);
  }
  std::filesystem::path home() const { return folder / live.workspace_id.text(); }
  UpkeepPlace place() { return {folder.path(), *stores, keyring}; }

  TempFolder folder;
  LiveHome live;
  std::unique_ptr<StoreMaker> stores = sqlite::make_store_maker();
  Keyring keyring{LiveHome::master()};
};

}  // namespace

TEST_CASE("upkeep: verify and rebuild find an honest home good and leave its files alone") {
  Data data;
  const auto verified = verify_home(data.place(), data.live.workspace_id);
  REQUIRE(verified.ok());
  CHECK(verified->good());
  const auto rebuilt = rebuild_home(data.place(), data.live.workspace_id, true);
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->different.empty());
  CHECK_FALSE(std::filesystem::exists(data.home() / "log.db.before"));
  CHECK_FALSE(std::filesystem::exists(data.home() / "rebuild"));
}

TEST_CASE("upkeep: a damaged projection is replaced when asked, and the old file kept") {
  Data data;
  const auto damage = [&] {
    const WorkspaceKeys keys = data.keyring.load_workspace_keys(data.home(), data.live.workspace_id).value();
    auto connection = sqlite::Connection::open(data.home() / "log.db", keys.database, sqlite::Access::migrate).value();
    REQUIRE(connection->run_text("UPDATE record SET ver = 7").ok());
  };
  damage();
  CHECK(rebuild_home(data.place(), data.live.workspace_id, false)->different == std::vector<std::string>{"record"});
  CHECK_FALSE(std::filesystem::exists(data.home() / "log.db.before"));
  CHECK(rebuild_home(data.place(), data.live.workspace_id, true)->different == std::vector<std::string>{"record"});
  CHECK(std::filesystem::exists(data.home() / "log.db.before"));
  CHECK(rebuild_home(data.place(), data.live.workspace_id, false)->different.empty());
  CHECK(verify_home(data.place(), data.live.workspace_id)->good());
}

TEST_CASE("upkeep: not while a server runs, and not for a home that is not there") {
  Data data;
  {
    const auto lock = DataLock::take(data.folder.path());
    REQUIRE(lock.ok());
    CHECK(verify_home(data.place(), data.live.workspace_id).error().code() == ErrorCode::store_busy);
    CHECK(rebuild_home(data.place(), data.live.workspace_id, true).error().code() == ErrorCode::store_busy);
  }
  CHECK(verify_home(data.place(), make_id<WorkspaceId>(data.live.random)).error().code() == ErrorCode::not_found);
}

}  // namespace care::server::test
