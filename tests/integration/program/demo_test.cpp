// `careseal demo` on folders that it may and may not use, and stopped before its home is whole.
#include <signal.h>

#include <algorithm>
#include <chrono>

#include "tests/integration/program/child.h"

namespace care::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> demo_in(const fs::path& folder) {
  return {"demo", "--data", folder.string(), "--port", std::to_string(find_free_port())};
}

std::size_t lines(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

}  // namespace

TEST_CASE("demo: a server's data directory is refused in one sentence, and everything in it stays") {
  TempFolder folder;
  fs::create_directories(folder / "server/ws_home");
  write_file(folder / "server/registry.db", "homes");
  write_file(folder / "server/ws_home/log.db", "entries");
  const Finished refused = run_program(demo_in(folder / "server"));
  INFO(refused.output);
  CHECK(refused.code == 1);
  CHECK(lines(refused.output) == 1);
  CHECK(read_file(folder / "server/registry.db") == "homes");
  CHECK(read_file(folder / "server/ws_home/log.db") == "entries");
  CHECK(std::distance(fs::directory_iterator(folder / "server"), {}) == 2);
}

TEST_CASE("demo: a path that is no folder is one sentence and exit code 1") {
  TempFolder folder;
  write_file(folder / "passwords", "words");
  for (const fs::path& path : {folder / "passwords", folder / "passwords/under"}) {
    const Finished refused = run_program(demo_in(path));
    INFO(refused.output);
    CHECK(refused.code == 1);
    CHECK(lines(refused.output) == 1);
  }
  CHECK(read_file(folder / "passwords") == "words");
}

TEST_CASE("demo: stopped while its home is made, it ends soon, leaves nothing, and begins anew the next time") {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    TempFolder folder;
    StartedProgram demo(demo_in(folder.path()));
    REQUIRE(demo.has_said("creating Sunrise House"));
    const auto asked = std::chrono::steady_clock::now();
    const Finished ended = demo.end_by(signal);
    INFO(ended.output);
    CHECK(ended.code == 1);
    CHECK(std::chrono::steady_clock::now() - asked < std::chrono::seconds(30));
    CHECK(ended.output.find("the next start makes it anew") != std::string::npos);
    CHECK(fs::is_empty(folder.path()));
  }
}

TEST_CASE("demo: killed while its home is made, it does not claim the next time that anybody knows the passwords") {
  TempFolder folder;
  {
    StartedProgram demo(demo_in(folder.path()));
    REQUIRE(demo.has_said("members joined"));
    CHECK(demo.end_by(SIGKILL).code == 128 + SIGKILL);
  }
  CHECK(fs::exists(folder / "data/registry.db"));
  StartedProgram again(demo_in(folder.path()));
  REQUIRE(again.has_said("creating Sunrise House"));
  const Finished ended = again.end_by(SIGTERM);
  INFO(ended.output);
  CHECK(ended.output.find("was not finished") != std::string::npos);
  CHECK(ended.output.find("were shown") == std::string::npos);
}

}  // namespace care::test
