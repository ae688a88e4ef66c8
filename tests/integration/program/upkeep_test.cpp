// What whoever looks after the server meets: exit codes, sentences, verify, rebuild.
#include <algorithm>
#include <set>

#include "server/keyring/keyring.h"
#include "server/keyring/master_key.h"
#include "server/store/sqlite/connection.h"
#include "tests/integration/program/served_home.h"
#include "tests/support/catch.h"

namespace care::test {

TEST_CASE("program: SIGTERM at any moment ends it in order") {
  ServedHome home;
  for (int i = 0; i < 3; ++i) {
    ServingChild child(home.folder.path(), home.port);
    CHECK(child.stop() == 0);
  }
}

TEST_CASE("program: exit codes and sentences for what goes wrong") {
  ServedHome home;
  CHECK(run_program({}).code == 2);
  CHECK(run_program({"--help"}).code == 0);
  CHECK(run_program({"no-such-command"}).code == 2);
  CHECK(run_program({"serve", "--server-port"}).code == 2);
  CHECK(run_program({"serve", "--server-port", "banana"}).code == 2);
  CHECK(run_program({"serve", "--config", (home.folder / "none.toml").string()}).code == 2);
  CHECK(run_program({"version"}).output.starts_with("careseal "));

  std::vector<std::string> no_key = {"serve"};
  for (const std::string& flag : serve_flags(home.folder / "elsewhere", home.port)) no_key.push_back(flag);
  const Finished refused = run_program(no_key);
  INFO(refused.output);
  CHECK(refused.code == 1);
  CHECK(refused.output.find("(7007)") != std::string::npos);

  // An address in use is named.
  ServingChild child(home.folder.path(), home.port);
  std::filesystem::create_directories(home.folder / "second" / "data");
  crypto::SystemRandom random;
  REQUIRE(server::make_master_key_file(home.folder / "second" / "master.key", home.folder / "second" / "data", random).ok());
  std::vector<std::string> again = {"serve"};
  for (const std::string& flag : serve_flags(home.folder / "second", home.port)) again.push_back(flag);
  const Finished taken = run_program(again);
  INFO(taken.output);
  CHECK(taken.code == 1);
  CHECK(taken.output.find(std::to_string(home.port)) != std::string::npos);
  // The same data twice.
  for (const char* command : {"verify", "rebuild"}) {
    const Finished busy = home.run(command);
    INFO(busy.output);
    CHECK(busy.code == 1);
    CHECK(busy.output.find("a server runs") != std::string::npos);
  }
}

TEST_CASE("program: verify and rebuild on a folder without a server's data fail, and make nothing in it") {
  ServedHome home;
  for (const char* command : {"verify", "rebuild"}) {
    const Finished absent = home.run(command);
    INFO(absent.output);
    CHECK(absent.code == 1);
    CHECK(absent.output.find("there is no data of a server in") != std::string::npos);
  }
  CHECK(std::filesystem::is_empty(home.folder / "data"));
}

TEST_CASE("program: rebuild names a changed table, and with --replace puts it right and keeps the file as it was") {
  ServedHome home;
  {
    ServingChild child(home.folder.path(), home.port);
    home.found(child);
    CHECK(child.stop() == 0);
  }
  const std::filesystem::path files = home.files();
  const std::string shares = read_file(files / "shares.db");
  {
    // Somebody with the key and a shell.
    auto master = server::load_master_key("file:" + (home.folder / "master.key").string(), home.folder / "data");
    const server::Keyring keyring(std::move(master.key).value());
    const auto keys = keyring.load_workspace_keys(files, WorkspaceId::parse(files.filename().string()).value());
    REQUIRE(keys.ok());
    auto file = server::sqlite::Connection::open(files / "log.db", keys->database, server::sqlite::Access::migrate).value();
    REQUIRE(file->run_text("UPDATE record SET struck = 1").ok());
  }
  const auto names = [&] {
    std::set<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(files)) out.insert(entry.path().filename().string());
    return out;
  };
  CHECK(home.run("verify").code == 3);
  const auto before = names();
  const std::string changed = read_file(files / "log.db");
  const Finished compared = home.run("rebuild");
  INFO(compared.output);
  CHECK(compared.code == 3);
  CHECK(compared.output.find("table record is not what the log says") != std::string::npos);
  CHECK(names() == before);
  CHECK(read_file(files / "log.db") == changed);

  std::vector<std::string> arguments = upkeep_of("rebuild", home.folder.path(), home.port);
  arguments.push_back("--replace");
  const Finished replaced = run_program(arguments);
  INFO(replaced.output);
  CHECK(replaced.code == 0);
  CHECK(read_file(files / "log.db.before-rebuild-1") == changed);
  CHECK(read_file(files / "shares.db") == shares);
  auto after = before;
  after.insert("log.db.before-rebuild-1");
  CHECK(names() == after);
  CHECK(home.run("verify").code == 0);
  CHECK(home.run("rebuild").code == 0);

  ServingChild child(home.folder.path(), home.port);
  load::Bedside reader(home.where(), home.random, home.clock);
  REQUIRE(home.sign_in(reader).ok());
  CHECK(reader.open_list(home.list()).value() > 0);
  CHECK(child.stop() == 0);
}

TEST_CASE("program: verify finds a changed byte") {
  ServedHome home;
  {
    ServingChild child(home.folder.path(), home.port);
    home.found(child);
    CHECK(child.stop() == 0);
  }
  CHECK(home.run("verify").code == 0);
  CHECK(home.run("rebuild").code == 0);
  CHECK(home.run("doctor").output.find("the master key can be read") != std::string::npos);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(home.folder / "data")) {
    if (entry.path().filename() != "log.db") continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(entry.file_size() / 2));
    const std::string junk(4096, 'J');
    file.write(junk.data(), static_cast<std::streamsize>(junk.size()));
  }
  const Finished found = home.run("verify");
  INFO(found.output);
  CHECK(found.code == 3);
}

}  // namespace care::test
