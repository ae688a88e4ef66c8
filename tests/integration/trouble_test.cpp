// Disks, files, keys and certificates that fail: a numbered error, the rest of the server running, nothing half-written.
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "server/keyring/keyring.h"
#include "server/store/sqlite/connection.h"
#include "server/tls/issue.h"
#include "tests/integration/home.h"
#include "tests/unit/server/workspace/faulty_store.h"

namespace care::test {
namespace {

using server::test::Fault;
using server::test::FaultyStores;

// Two homes, so that one can be seen to go on.
struct TwoHomes {
  TwoHomes() { manager->take_subjects(); }
  std::filesystem::path file(const char* name) const { return server.home_folder(hurt.workspace) / name; }
  std::string home_code() {
    Device device(server, "sunrise");
    return device.try_get("/api/v1/home").code();
  }
  void check_other_home() { CHECK(fine.owner->try_get("/api/v1/session").status == 200); }
  Json drink(std::uint64_t ml) { return list_of(drink_for(subject, manager->now_ms(), ml)); }

  StartedServer server;
  TestHome hurt{server, "sunrise"}, fine{server, "westgate", false};
  std::string subject = hurt.owner->add_resident("Edith", "Marlow");
  Member manager = hurt.join("marta", Role::manager);
};

void copy_home(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

}  // namespace

TEST_CASE("trouble: a disk that is full refuses the entry, keeps reading, and takes the same entry later") {
  TwoHomes world;
  auto stores = std::make_unique<FaultyStores>();
  FaultyStores& faulty = *stores;
  world.server.stop();
  world.server.start(std::move(stores));
  world.server.clock.pass(std::chrono::seconds(61));
  world.manager->write(world.drink(100));
  const Json sealed = world.manager->seal(world.drink(200));
  for (const Fault fault : {Fault::before_commit, Fault::append_leaf, Fault::store_head, Fault::begin, Fault::after_commit}) {
    faulty.fault = fault;
    const Answer answer = world.manager->send(sealed);
    INFO("fault " << static_cast<int>(fault) << " answered " << answer.status << " " << answer.body);
    CHECK(answer.status == 503);
    CHECK((answer.code() == "disk_full" || answer.code() == "store_failed"));
    CHECK_FALSE(answer.header("Retry-After").empty());
    CHECK(world.manager->try_get("/api/v1/changes?after=0").status == 200);
    world.check_other_home();
  }
  const Answer later = world.manager->send(sealed);
  INFO(later.body);
  CHECK(later.status == 200);
  world.manager->write(world.drink(210));
  std::size_t drinks = 0;
  for (const Json records = world.manager->read_changes(); const Json& each : records.items()) drinks += text_of(each, "type") == "drink" ? 1U : 0U;
  CHECK(drinks == 3);
  world.hurt.check_log_is_whole();
}

TEST_CASE("trouble: files that may not grow any more are a full disk to the real store") {
  TwoHomes world;
  std::signal(SIGXFSZ, SIG_IGN);
  world.manager->write(world.drink(100));
  const Json sealed = world.manager->seal(world.drink(200));
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit tight = before;
  tight.rlim_cur = 512;
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const Answer refused = world.manager->send(sealed);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  INFO(refused.body);
  CHECK(refused.status == 503);
  CHECK((refused.code() == "disk_full" || refused.code() == "store_failed"));
  CHECK(world.manager->send(sealed).status == 200);
  world.check_other_home();
  world.hurt.check_log_is_whole();
}

TEST_CASE("trouble: a database cut short says so, and the other home goes on") {
  TwoHomes world;
  world.server.stop();
  const auto size = std::filesystem::file_size(world.file("log.db"));
  for (const std::uintmax_t left : {size / 2, std::uintmax_t{4096}, std::uintmax_t{100}, std::uintmax_t{0}}) {
    copy_home(world.server.home_folder(world.hurt.workspace), world.server.folder / "saved");
    std::filesystem::remove(world.file("log.db-wal"));
    std::filesystem::resize_file(world.file("log.db"), left);
    world.server.start();
    world.server.clock.pass(std::chrono::seconds(61));
    const std::string code = world.home_code();
    INFO("left " << left << " of " << size << ": " << code);
    CHECK((code == "store_corrupt" || code == "store_key_wrong" || code == "store_failed"));
    world.check_other_home();
    world.server.stop();
    copy_home(world.server.folder / "saved", world.server.home_folder(world.hurt.workspace));
  }
  world.server.start();
  CHECK(world.home_code() == "ok");
  world.hurt.check_log_is_whole();
}

TEST_CASE("trouble: a page overwritten in the middle is noticed, not served") {
  TwoHomes world;
  world.server.stop();
  {
    std::fstream file(world.file("log.db"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(world.file("log.db")) / 2));
    const std::string junk(2048, 'J');
    file.write(junk.data(), static_cast<std::streamsize>(junk.size()));
  }
  const auto report = world.server.verify(world.hurt.workspace);
  CHECK((!report.ok() || !report->good()));
  world.server.start();
  world.server.clock.pass(std::chrono::seconds(61));
  const Answer answer = world.manager->try_get("/api/v1/changes?after=0");
  INFO(answer.body.substr(0, 300));
  CHECK((answer.status == 200 || answer.status == 503));
  world.check_other_home();
}

TEST_CASE("trouble: keys of another home, of another master key, and a newer database open nothing") {
  TwoHomes world;
  world.server.stop();
  const auto folder = world.server.home_folder(world.hurt.workspace);
  copy_home(folder, world.server.folder / "saved");
  const auto check = [&](const char* what, const char* code) {
    world.server.start();
    world.server.clock.pass(std::chrono::seconds(61));
    INFO(what);
    CHECK(world.home_code() == code);
    world.check_other_home();
    world.server.stop();
    copy_home(world.server.folder / "saved", folder);
  };
  std::filesystem::copy_file(world.server.home_folder(world.fine.workspace) / "keys", folder / "keys",
                             std::filesystem::copy_options::overwrite_existing);
  check("the other home's keys", "master_key_unreadable");

  std::filesystem::copy_file(world.server.home_folder(world.fine.workspace) / "log.db", folder / "log.db",
                             std::filesystem::copy_options::overwrite_existing);
  std::filesystem::remove(folder / "log.db-wal");
  check("the other home's database", "store_key_wrong");

  std::filesystem::remove(folder / "keys");
  check("no keys", "store_corrupt");

  {
    const auto keys = world.server.keyring().load_workspace_keys(folder, WorkspaceId::parse(world.hurt.workspace).value());
    REQUIRE(keys.ok());
    auto connection = server::sqlite::Connection::open(folder / "log.db", keys->database, server::sqlite::Access::migrate);
    REQUIRE(connection.ok());
    REQUIRE((*connection)->run_text("PRAGMA user_version=99").ok());
  }
  check("a newer database", "store_newer");
}

TEST_CASE("trouble: a log put back from a backup is read and never written again") {
  TwoHomes world;
  world.server.stop();
  const auto folder = world.server.home_folder(world.hurt.workspace);
  copy_home(folder, world.server.folder / "backup");
  world.server.start();
  world.server.clock.pass(std::chrono::seconds(61));
  world.manager->write(world.drink(100));
  world.server.stop();
  for (const char* name : {"log.db", "log.db-wal", "log.db-shm"}) {
    std::filesystem::remove(folder / name);
    if (std::filesystem::exists(world.server.folder / "backup" / name)) std::filesystem::copy_file(world.server.folder / "backup" / name, folder / name);
  }
  world.server.start();
  world.server.clock.pass(std::chrono::seconds(61));
  const Json sealed = world.manager->seal(world.drink(110));
  const Answer refused = world.manager->send(sealed);
  INFO(refused.body);
  CHECK(refused.status == 503);
  CHECK(refused.code() == "log_rolled_back");
  CHECK(world.manager->try_get("/api/v1/changes?after=0").status == 200);  // reading goes on
  world.check_other_home();
  world.server.stop();
  const auto report = world.server.verify(world.hurt.workspace);
  CHECK((!report.ok() || !report->good()));
}

TEST_CASE("trouble: without its master key the server does not start, and says why") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  server.stop();
  const auto refuse = [&](const std::string& provider, ErrorCode code) {
    server.config.master_key = provider;
    const auto problem = server.try_start();
    INFO(provider);
    REQUIRE(problem);
    INFO(problem->sentence);
    CHECK(problem->error.code() == code);
    CHECK(problem->sentence.size() > 20);
  };
  const std::string right = server.config.master_key;
  refuse("file:" + (server.folder / "nowhere.key").string(), ErrorCode::master_key_missing);
  const auto other = server.folder / "other.key";
  write_file(other, std::string(64, 'a'));
  ::chmod(other.c_str(), 0644);
  refuse("file:" + other.string(), ErrorCode::master_key_unreadable);
  ::chmod(other.c_str(), 0400);
  refuse("file:" + other.string(), ErrorCode::master_key_unreadable);  // readable, but not this data's
  ::chmod(other.c_str(), 0600);
  write_file(other, "short");
  refuse("file:" + other.string(), ErrorCode::master_key_unreadable);
  refuse("env:CARESEAL_TEST_NO_SUCH_KEY", ErrorCode::master_key_missing);
  refuse("carrier-pigeon:coop", ErrorCode::config_invalid);
  server.config.master_key = right;
  server.start();
  CHECK(home.owner->try_get("/api/v1/session").status == 200);
}

TEST_CASE("trouble: certificates that are old, foreign or missing stop the start and not the data") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  server.stop();
  const auto tls = server.data() / "tls";
  server.config.tls_mode = "files";
  const auto refuse = [&](const std::filesystem::path& certificate, const std::filesystem::path& key, ErrorCode code) {
    server.config.certificate = certificate.string();
    server.config.certificate_key = key.string();
    const auto problem = server.try_start();
    INFO(certificate << " " << key);
    REQUIRE(problem);
    CHECK(problem->error.code() == code);
    CHECK(problem->sentence.find(certificate.string()) != std::string::npos);
  };
  TestClock past(to_ms(server.clock.now()) - std::uint64_t{800} * 24 * 60 * 60 * 1000);
  std::filesystem::create_directories(server.folder / "old");
  const auto old = server::prepare_local_certificates(server.folder / "old", kBaseHost, past);
  REQUIRE(old.ok());
  refuse(old->certificate, old->key, ErrorCode::certificate_expired);
  refuse(tls / "server.pem", old->key, ErrorCode::certificate_invalid);
  refuse(server.folder / "none.pem", tls / "server.key", ErrorCode::certificate_invalid);
  write_file(server.folder / "empty.pem", "");
  refuse(server.folder / "empty.pem", tls / "server.key", ErrorCode::certificate_invalid);
  server.config.tls_mode = "local";
  server.start();
  CHECK(home.owner->try_get("/api/v1/session").status == 200);
}

TEST_CASE("trouble: plain HTTP is refused on any address but this machine's own") {
  TestServer server;
  server.config.tls_mode = "off";
  server.config.listen = "0.0.0.0";
  const auto problem = server.try_start();
  REQUIRE(problem);
  CHECK(problem->error.code() == ErrorCode::config_invalid);
}

TEST_CASE("trouble: a second server on the same data is refused") {
  StartedServer server;
  server::Surroundings around;
  around.clock = &server.clock;
  auto second = server::RunningServer::start(server.config, server::LogLevel::error, std::move(around));
  const auto* problem = std::get_if<server::StartProblem>(&second);
  REQUIRE(problem != nullptr);
  CHECK(problem->error.code() == ErrorCode::store_busy);
}

TEST_CASE("trouble: a stop right after the start ends at once") {
  TestServer server;
  for (int i = 0; i < 5; ++i) {
    server.start();
    server.stop();
  }
}

TEST_CASE("trouble: an unwritable data directory is named before anything else happens") {
  TestServer server;
  write_file(server.folder / "file", "x");
  server.config.data = (server.folder / "file" / "data").string();
  const auto problem = server.try_start();
  REQUIRE(problem);
  CHECK(problem->error.code() == ErrorCode::store_failed);
  CHECK(problem->sentence.find(server.config.data) != std::string::npos);
}

}  // namespace care::test
