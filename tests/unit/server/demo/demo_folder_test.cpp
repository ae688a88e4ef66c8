#include "server/demo/demo_folder.h"

#include "tests/support/temp_folder.h"

namespace care::server {
namespace {

using care::test::read_file;
using care::test::TempFolder;
using care::test::write_file;
using Found = DemoFolder::Found;

constexpr std::uint64_t kTables = 7;

DemoFolder must_open(const std::filesystem::path& folder, std::uint64_t tables = kTables) {
  auto opened = DemoFolder::open(folder, tables);
  if (const auto* sentence = std::get_if<std::string>(&opened)) FAIL(*sentence);
  return std::move(std::get<DemoFolder>(opened));
}
bool refused(const std::filesystem::path& folder) {
  return std::holds_alternative<std::string>(DemoFolder::open(folder, kTables));
}

// What making a home leaves behind.
void fill(const DemoFolder& folder) {
  std::filesystem::create_directory(folder.data());
  write_file(folder.data() / "log.db", "entries");
  write_file(folder.master_key(), "key");
}

}  // namespace

TEST_CASE("demo folder: a home that was finished is there the next time") {
  TempFolder temp;
  const auto path = temp / "demo";
  {
    DemoFolder folder = must_open(path);
    CHECK(folder.found() == Found::nothing);
    fill(folder);
    REQUIRE(folder.finish());
  }
  CHECK(must_open(path).found() == Found::home);
  CHECK(std::filesystem::exists(path / "data" / "log.db"));
}

TEST_CASE("demo folder: a home that failed is gone, with the folder only if that was new") {
  TempFolder temp;
  {
    DemoFolder folder = must_open(temp / "new");
    fill(folder);
  }
  CHECK_FALSE(std::filesystem::exists(temp / "new"));
  std::filesystem::create_directory(temp / "old");
  {
    DemoFolder folder = must_open(temp / "old");
    fill(folder);
  }
  REQUIRE(std::filesystem::exists(temp / "old"));
  CHECK(std::filesystem::is_empty(temp / "old"));
}

TEST_CASE("demo folder: what was killed while it was made is found unfinished, and cleared") {
  TempFolder temp;
  std::filesystem::create_directory(temp / "data");
  write_file(temp / "data/log.db", "half");
  write_file(temp / "master.key", "key");
  write_file(temp / "careseal-demo", "");
  DemoFolder folder = must_open(temp.path());
  CHECK(folder.found() == Found::unfinished);
  REQUIRE(folder.clear());
  CHECK_FALSE(std::filesystem::exists(temp / "data"));
  CHECK_FALSE(std::filesystem::exists(temp / "master.key"));
}

TEST_CASE("demo folder: a home with other tables is told from one that can be opened, and stays until it is cleared") {
  TempFolder temp;
  {
    DemoFolder folder = must_open(temp.path());
    fill(folder);
    REQUIRE(folder.finish());
  }
  DemoFolder folder = must_open(temp.path(), kTables + 1);
  CHECK(folder.found() == Found::other_tables);
  CHECK(std::filesystem::exists(temp / "data/log.db"));
  REQUIRE(folder.clear());
  CHECK_FALSE(std::filesystem::exists(temp / "data"));
}

TEST_CASE("demo folder: somebody else's folder is refused and nothing in it is touched") {
  TempFolder temp;
  std::filesystem::create_directories(temp / "server/data");
  write_file(temp / "server/data/registry.db", "homes");
  write_file(temp / "server/master.key", "key");
  CHECK(refused(temp / "server"));
  CHECK(read_file(temp / "server/data/registry.db") == "homes");
  CHECK(read_file(temp / "server/master.key") == "key");
  CHECK_FALSE(std::filesystem::exists(temp / "server/careseal-demo"));
  write_file(temp / "file", "a file");
  CHECK(refused(temp / "file"));
  CHECK(refused(temp / "file/under"));
  CHECK(read_file(temp / "file") == "a file");
}

TEST_CASE("demo folder: what else lies beside a demo home outlives it") {
  TempFolder temp;
  {
    DemoFolder folder = must_open(temp.path());
    fill(folder);
    write_file(temp / "letter.txt", "mine");
  }
  CHECK(read_file(temp / "letter.txt") == "mine");
  CHECK_FALSE(std::filesystem::exists(temp / "data"));
}

TEST_CASE("demo folder: two demos do not share one") {
  TempFolder temp;
  DemoFolder first = must_open(temp.path());
  fill(first);
  CHECK(refused(temp.path()));
  CHECK(std::filesystem::exists(temp / "data/log.db"));
}

TEST_CASE("demo folder: a temporary one is gone even when its home was finished") {
  std::filesystem::path path;
  {
    auto made = DemoFolder::make_temporary(kTables);
    REQUIRE(std::holds_alternative<DemoFolder>(made));
    DemoFolder folder = std::move(std::get<DemoFolder>(made));
    path = folder.data().parent_path();
    fill(folder);
    REQUIRE(folder.finish());
    CHECK(std::filesystem::exists(path));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

}  // namespace care::server
