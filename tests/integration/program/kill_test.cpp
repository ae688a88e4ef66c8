// The real program, killed in the middle of its work: what it acknowledged is there, and the log is whole.
#include <atomic>
#include <set>
#include <thread>

#include "server/clock/system_clock.h"
#include "server/demo/home_client.h"
#include "server/keyring/keyring.h"
#include "server/keyring/master_key.h"
#include "server/store/sqlite/connection.h"
#include "server/workspace/high_water.h"
#include "shared/crypto/system_random.h"
#include "shared/signin/totp.h"
#include "tests/integration/program/child.h"
#include "tests/support/client_json.h"
#include "tests/support/test_random.h"

namespace care::test {
namespace {

using server::HomeClient;

constexpr int kRounds = 10;
constexpr std::size_t kWriters = 3;
constexpr const char* kPassword = "Quiet-Harbour-Lanterns-5";

Result<Json> seal(HomeClient& client, Json records) {
  client::SealProblems problems;
  const auto sealed = CARE_TRY(
      client.core().seal_records(Json::object({{"now", client.now_ms()}, {"records", std::move(records)}}), problems));
  return *sealed.find("sealed");
}

// A home on the child's data directory, with people who write.
struct Fixture {
  Fixture() : port(find_free_port()) {
    REQUIRE(crypto::initialise().ok());
    std::filesystem::create_directories(folder / "data");
    REQUIRE(server::make_master_key_file(folder / "master.key", folder / "data", random).ok());
  }
  server::Address at(const std::string& name) const { return {"127.0.0.1", port, false, name}; }

  void found(const ServingChild& child) {
    const auto founded = HomeClient::found(at("localhost"), {child.setup_token(), "sunrise", "Sunrise", "ruth@sunrise.example", kPassword},
                                           random, clock);
    INFO("found: " << (founded ? "fine" : std::string(info_of(founded.error().code()).name)));
    REQUIRE(founded.ok());
    HomeClient owner(at("sunrise.localhost"), random, clock);
    const std::uint64_t step = signin::totp_step_at(clock.now()) + 1;
    REQUIRE(owner.sign_in("ruth@sunrise.example", kPassword, server::totp_code(founded->totp_secret, step).value()).ok());
    const auto kit = owner.core().make_kit();
    REQUIRE(kit.ok());
    REQUIRE(owner.post("/api/v1/account/kit", owner.core().confirm_kit(typed_back(*kit)).value()).ok());
    for (std::size_t i = 0; i < kWriters; ++i) invite(owner, "writer" + std::to_string(i));
    const Json card = Json::object({{"allergies_known", "none_known"}, {"dnacpr", "no_dnacpr"}, {"first_name", "Edith"},
                                    {"last_name", "Marlow"}, {"room", "1"}, {"status", "living_here"}});
    const auto resident = seal(owner, list_of(resident_of(card, Json::object({{"gp", "Dr Farrow"}}))));
    REQUIRE(resident.ok());
    REQUIRE(owner.send_records(*resident).ok());
    subject = text_of(resident->items().front(), "subject");
  }

  void invite(HomeClient& owner, const std::string& name) {
    REQUIRE(owner.sync().ok());
    const auto made = owner.core().make_invite(Json::object(
        {{"host", "http://sunrise.localhost"}, {"hours", 72}, {"name", name}, {"now", owner.now_ms()}, {"role", "carer"}}));
    REQUIRE(made.ok());
    REQUIRE(owner.send_membership(*made->find("statement"), nullptr, made->find("hello")).ok());
    REQUIRE(owner.send_records(list_of(*made->find("member"))).ok());
    HomeClient newcomer(at("sunrise.localhost"), random, clock);
    REQUIRE(newcomer.accept_invite(text_of(*made, "inv"), text_of(*made, "code"), name + "@sunrise.example", kPassword).ok());
  }

  TempFolder folder;
  std::uint16_t port;
  crypto::SystemRandom random;
  server::SystemClock clock;
  std::string subject;
};

// Writes until the server is gone; what it was told is stored goes into `acknowledged`.
void write_until_gone(HomeClient& client, const std::string& subject, std::set<std::string>& acknowledged) {
  for (std::uint64_t round = 0;; ++round) {
    Json records = Json::array();
    for (std::uint64_t i = 0; i <= round % 3; ++i) records.push(drink_for(subject, client.now_ms(), 50 + 5 * (round % 20)));
    const auto sealed = seal(client, std::move(records));
    if (!sealed || !client.send_records(*sealed)) return;
    for (const Json& each : sealed->items()) acknowledged.insert(text_of(each, "record"));
  }
}

std::set<std::string> stored_records(HomeClient& client) {
  std::set<std::string> out;
  for (std::uint64_t after = 0;;) {
    const auto page = client.get("/api/v1/changes?after=" + std::to_string(after) + "&limit=500");
    REQUIRE(page.ok());
    const auto opened = client.core().open_records(Json::object({{"records", *page->find("records")}}));
    REQUIRE(opened.ok());
    for (const Json& each : opened->find("records")->items()) {
      CHECK(each.find("problem") == nullptr);
      out.insert(text_of(each, "record"));
    }
    if (page->find("records")->items().size() < 500) return out;
    after = page->find("next")->integer();
  }
}

std::vector<std::string> upkeep(const char* command, const Fixture& fixture) {
  std::vector<std::string> out = {command};
  for (const std::string& flag : serve_flags(fixture.folder.path(), fixture.port)) out.push_back(flag);
  return out;
}

std::filesystem::path home_folder(const Fixture& fixture) {
  for (const auto& entry : std::filesystem::directory_iterator(fixture.folder / "data")) {
    if (entry.is_directory() && entry.path().filename().string().starts_with("ws_")) return entry.path();
  }
  FAIL("there is no home");
  return {};
}

std::uint64_t high_water(const Fixture& fixture) {
  const auto mark = server::open_high_water(home_folder(fixture) / "highwater");
  REQUIRE(mark.ok());
  return (*mark)->mark().size;
}

}  // namespace

TEST_CASE("kill -9: every acknowledged entry is there after each of ten kills, and the log is whole") {
  Fixture fixture;
  auto child = std::make_unique<ServingChild>(fixture.folder.path(), fixture.port);
  fixture.found(*child);
  TestRandom moments(7);
  std::array<std::set<std::string>, kWriters> acknowledged;
  std::uint64_t last_mark = 0;
  for (int round = 0; round < kRounds; ++round) {
    INFO("round " << round);
    std::vector<std::unique_ptr<HomeClient>> clients;
    for (std::size_t i = 0; i < kWriters; ++i) {
      clients.push_back(std::make_unique<HomeClient>(fixture.at("sunrise.localhost"), fixture.random, fixture.clock));
      const auto signed_in = clients.back()->sign_in("writer" + std::to_string(i) + "@sunrise.example", kPassword, "");
      INFO((signed_in ? "signed in" : std::string(info_of(signed_in.error().code()).name)));
      REQUIRE(signed_in.ok());
    }
    const auto stored = stored_records(*clients.front());
    for (const auto& each : acknowledged) CHECK(std::includes(stored.begin(), stored.end(), each.begin(), each.end()));

    std::vector<std::thread> writers;
    for (std::size_t i = 0; i < kWriters; ++i) {
      writers.emplace_back([&, i] { write_until_gone(*clients[i], fixture.subject, acknowledged[i]); });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50 + moments.below(400)));
    child->kill();
    for (std::thread& each : writers) each.join();

    const Finished verified = run_program(upkeep("verify", fixture));
    INFO(verified.output);
    CHECK(verified.code == 0);
    const std::uint64_t mark = high_water(fixture);
    CHECK(mark > last_mark);
    last_mark = mark;
    child = std::make_unique<ServingChild>(fixture.folder.path(), fixture.port);
  }
  HomeClient reader(fixture.at("sunrise.localhost"), fixture.random, fixture.clock);
  REQUIRE(reader.sign_in("writer0@sunrise.example", kPassword, "").ok());
  const auto stored = stored_records(reader);
  std::size_t count = 0;
  for (const auto& each : acknowledged) {
    CHECK(std::includes(stored.begin(), stored.end(), each.begin(), each.end()));
    count += each.size();
  }
  CHECK(count > 20);
  CHECK(child->stop() == 0);

  const Finished rebuilt = run_program(upkeep("rebuild", fixture));
  INFO(rebuilt.output);
  CHECK(rebuilt.code == 0);
}

TEST_CASE("program: SIGTERM at any moment ends it in order") {
  Fixture fixture;
  for (int i = 0; i < 3; ++i) {
    ServingChild child(fixture.folder.path(), fixture.port);
    CHECK(child.stop() == 0);
  }
}

TEST_CASE("program: exit codes and sentences for what goes wrong") {
  Fixture fixture;
  CHECK(run_program({}).code == 2);
  CHECK(run_program({"--help"}).code == 0);
  CHECK(run_program({"no-such-command"}).code == 2);
  CHECK(run_program({"serve", "--server-port"}).code == 2);
  CHECK(run_program({"serve", "--server-port", "banana"}).code == 2);
  CHECK(run_program({"serve", "--config", (fixture.folder / "none.toml").string()}).code == 2);
  CHECK(run_program({"version"}).output.starts_with("careseal "));

  std::vector<std::string> no_key = {"serve"};
  for (const std::string& flag : serve_flags(fixture.folder / "elsewhere", fixture.port)) no_key.push_back(flag);
  const Finished refused = run_program(no_key);
  INFO(refused.output);
  CHECK(refused.code == 1);
  CHECK(refused.output.find("(7007)") != std::string::npos);

  // An address in use is named.
  ServingChild child(fixture.folder.path(), fixture.port);
  std::filesystem::create_directories(fixture.folder / "second" / "data");
  crypto::SystemRandom random;
  REQUIRE(server::make_master_key_file(fixture.folder / "second" / "master.key", fixture.folder / "second" / "data", random).ok());
  std::vector<std::string> again = {"serve"};
  for (const std::string& flag : serve_flags(fixture.folder / "second", fixture.port)) again.push_back(flag);
  const Finished taken = run_program(again);
  INFO(taken.output);
  CHECK(taken.code == 1);
  CHECK(taken.output.find(std::to_string(fixture.port)) != std::string::npos);
  // The same data twice.
  for (const char* command : {"verify", "rebuild"}) {
    const Finished busy = run_program(upkeep(command, fixture));
    INFO(busy.output);
    CHECK(busy.code == 1);
    CHECK(busy.output.find("a server runs") != std::string::npos);
  }
}

TEST_CASE("program: verify and rebuild on a folder without a server's data fail, and make nothing in it") {
  Fixture fixture;
  for (const char* command : {"verify", "rebuild"}) {
    const Finished absent = run_program(upkeep(command, fixture));
    INFO(absent.output);
    CHECK(absent.code == 1);
    CHECK(absent.output.find("there is no data of a server in") != std::string::npos);
  }
  CHECK(std::filesystem::is_empty(fixture.folder / "data"));
}

TEST_CASE("program: rebuild names a changed table, and with --replace puts it right and keeps the file as it was") {
  Fixture fixture;
  {
    ServingChild child(fixture.folder.path(), fixture.port);
    fixture.found(child);
    CHECK(child.stop() == 0);
  }
  const std::filesystem::path home = home_folder(fixture);
  const std::string shares = read_file(home / "shares.db");
  {
    // Somebody with the key and a shell.
    auto master = server::load_master_key("file:" + (fixture.folder / "master.key").string(), fixture.folder / "data");
    const server::Keyring keyring(std::move(master.key).value());
    const auto keys = keyring.load_workspace_keys(home, WorkspaceId::parse(home.filename().string()).value());
    REQUIRE(keys.ok());
    auto file = server::sqlite::Connection::open(home / "log.db", keys->database, server::sqlite::Access::migrate).value();
    REQUIRE(file->run_text("UPDATE record SET struck = 1").ok());
  }
  const auto names = [&] {
    std::set<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(home)) out.insert(entry.path().filename().string());
    return out;
  };
  CHECK(run_program(upkeep("verify", fixture)).code == 3);
  const auto before = names();
  const std::string changed = read_file(home / "log.db");
  const Finished compared = run_program(upkeep("rebuild", fixture));
  INFO(compared.output);
  CHECK(compared.code == 3);
  CHECK(compared.output.find("table record is not what the log says") != std::string::npos);
  CHECK(names() == before);
  CHECK(read_file(home / "log.db") == changed);

  std::vector<std::string> arguments = upkeep("rebuild", fixture);
  arguments.push_back("--replace");
  const Finished replaced = run_program(arguments);
  INFO(replaced.output);
  CHECK(replaced.code == 0);
  CHECK(read_file(home / "log.db.before-rebuild-1") == changed);
  CHECK(read_file(home / "shares.db") == shares);
  auto after = before;
  after.insert("log.db.before-rebuild-1");
  CHECK(names() == after);
  CHECK(run_program(upkeep("verify", fixture)).code == 0);
  CHECK(run_program(upkeep("rebuild", fixture)).code == 0);

  ServingChild child(fixture.folder.path(), fixture.port);
  HomeClient reader(fixture.at("sunrise.localhost"), fixture.random, fixture.clock);
  REQUIRE(reader.sign_in("writer0@sunrise.example", kPassword, "").ok());
  CHECK(stored_records(reader).size() > 1);
  CHECK(child.stop() == 0);
}

TEST_CASE("program: verify finds a changed byte") {
  Fixture fixture;
  {
    ServingChild child(fixture.folder.path(), fixture.port);
    fixture.found(child);
    CHECK(child.stop() == 0);
  }
  CHECK(run_program(upkeep("verify", fixture)).code == 0);
  CHECK(run_program(upkeep("rebuild", fixture)).code == 0);
  CHECK(run_program(upkeep("doctor", fixture)).output.find("the master key can be read") != std::string::npos);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(fixture.folder / "data")) {
    if (entry.path().filename() != "log.db") continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(entry.file_size() / 2));
    const std::string junk(4096, 'J');
    file.write(junk.data(), static_cast<std::streamsize>(junk.size()));
  }
  const Finished found = run_program(upkeep("verify", fixture));
  INFO(found.output);
  CHECK(found.code == 3);
}

}  // namespace care::test
