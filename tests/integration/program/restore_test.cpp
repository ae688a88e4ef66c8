// Yesterday's files put back, in every mixture an operator may come to: never in silence.
//
// What the program can know it refuses in a sentence that says what to do. An older copy of everything, the high-water mark
// with it, no server can tell from the truth: there the devices remember.
#include <functional>

#include "tests/integration/program/served_home.h"

namespace care::test {
namespace {

namespace fs = std::filesystem;

void copy_over(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
}

// A home with a copy of its files from before the newest entries, and a device that saw all of them.
class Restored {
 public:
  Restored() {
    child_ = start();
    home.found(*child_);
    REQUIRE(home.sign_in(carer).ok());
    write(3);
    CHECK(child_->stop() == 0);
    copy_over(home.data(), home.folder / "yesterday");
    child_ = start();
    write(5);
    REQUIRE(carer.sync().ok());
  }

  void stop() { CHECK(child_->stop() == 0); }
  // As found after a power cut: the newest entries lie in the write-ahead log.
  void kill() { child_->kill(); }
  void restart() {
    child_ = start();
    static_cast<void>(carer.read("/api/v1/home"));  // its connection ended with the program before
  }

  void write(int count) {
    for (int i = 0; i < count; ++i) REQUIRE(carer.write_next(home.made.subject));
  }
  void put_back(const std::string& name) { copy_over(home.folder / "yesterday" / fs::relative(home.data() / name, home.data()), home.data() / name); }
  std::string of_home(const std::string& name) const { return home.files().filename().string() + "/" + name; }

  // It can be read, nobody can write, and whoever asks is told why: the device, and the operator.
  void check_read_only(const std::string& operators_sentence) {
    restart();
    CHECK(carer.read(home.list()));
    CHECK_FALSE(carer.write_next(home.made.subject));
    CHECK(carer.last_answer().find("\"log_rolled_back\"") != std::string::npos);
    const auto synced = carer.sync();
    REQUIRE_FALSE(synced.ok());
    CHECK(synced.error().code() == ErrorCode::log_rolled_back);
    stop();
    const Finished verified = home.run("verify");
    INFO(verified.output);
    CHECK(verified.code == 3);
    CHECK(verified.output.find(operators_sentence) != std::string::npos);
  }

  ServedHome home;
  load::Bedside carer{{home.port, false, "load.localhost"}, home.random, home.clock};

 private:
  std::unique_ptr<ServingChild> start() { return std::make_unique<ServingChild>(home.folder.path(), home.port); }
  std::unique_ptr<ServingChild> child_;
};

}  // namespace

TEST_CASE("restore: yesterday's database below its high-water mark is read and not written, and everybody is told what to do") {
  Restored world;
  world.stop();
  const std::string newest = read_file(world.home.files() / "log.db");
  world.put_back(world.of_home("log.db"));
  world.check_read_only("Put the newest log.db and log.db-wal of this home back.");

  write_file(world.home.files() / "log.db", newest);
  CHECK(world.home.run("verify").code == 0);
  world.restart();
  world.write(2);
  CHECK(world.carer.check_last_receipt().ok());
  CHECK(world.carer.sync().ok());
  world.stop();
}

TEST_CASE("restore: a database without its write-ahead log is one that lost entries") {
  Restored world;
  world.kill();
  REQUIRE(fs::file_size(world.home.files() / "log.db-wal") > 0);
  fs::remove(world.home.files() / "log.db-wal");
  world.check_read_only("or log.db-wal is missing");
}

TEST_CASE("restore: yesterday's database under today's write-ahead log is found") {
  Restored world;
  world.kill();
  world.put_back(world.of_home("log.db"));
  // The pages of the write-ahead log fit the database they were written for: it may have grown since the copy was made.
  const Finished verified = world.home.run("verify");
  INFO(verified.output);
  if (verified.code == 0) {
    world.restart();
    world.write(1);
    CHECK(world.carer.sync().ok());
    world.stop();
    CHECK(world.home.run("verify").code == 0);
    CHECK(world.home.run("rebuild").code == 0);
  } else {
    CHECK(verified.code == 3);
  }
}

TEST_CASE("restore: yesterday's high-water mark alone is no loss, and none at all stops writing") {
  Restored world;
  world.stop();
  world.put_back(world.of_home("highwater"));
  CHECK(world.home.run("verify").code == 0);
  world.restart();
  world.write(1);
  CHECK(world.carer.sync().ok());
  world.stop();
  fs::remove(world.home.files() / "highwater");
  world.check_read_only("the file highwater is gone or damaged");
  world.put_back(world.of_home("highwater"));
  world.restart();
  world.write(1);
  CHECK(world.carer.sync().ok());
  world.stop();
}

TEST_CASE("restore: yesterday's copy of everything looks whole to the server, and every device that saw more says so") {
  Restored world;
  world.stop();
  copy_over(world.home.folder / "yesterday", world.home.data());
  CHECK(world.home.run("verify").code == 0);
  world.restart();
  const auto synced = world.carer.sync();
  REQUIRE_FALSE(synced.ok());
  CHECK(synced.error().code() == ErrorCode::log_rolled_back);
  // What it writes names what it saw: it is turned away, and stays on the device.
  CHECK_FALSE(world.carer.write_next(world.home.made.subject));
  INFO(world.carer.last_answer());
  CHECK((world.carer.last_answer().find("\"counter_wrong\"") != std::string::npos ||
         world.carer.last_answer().find("\"head_unknown\"") != std::string::npos));
  // Also when others have written more than was lost.
  load::Bedside stranger(world.home.where(), world.home.random, world.home.clock);
  REQUIRE(world.home.sign_in(stranger).ok());
  for (int i = 0; i < 12; ++i) REQUIRE(stranger.write_next(world.home.made.subject));
  const auto again = world.carer.sync();
  REQUIRE_FALSE(again.ok());
  CHECK((again.error().code() == ErrorCode::proof_invalid || again.error().code() == ErrorCode::log_inconsistent));
  world.stop();
}

TEST_CASE("restore: yesterday's gate shares are missing those of whoever came since, and verify says it") {
  Restored world;
  REQUIRE(load::add_resident(*world.home.made.owner).ok());
  world.stop();
  CHECK(world.home.run("verify").code == 0);
  world.put_back(world.of_home("shares.db"));
  const Finished verified = world.home.run("verify");
  INFO(verified.output);
  CHECK(verified.code == 3);
  CHECK(verified.output.find("gate_share") != std::string::npos);
}

TEST_CASE("restore: a registry older than a home is named, a registry without its key or its homes without it stop the start") {
  ServedHome home;
  {
    ServingChild child(home.folder.path(), home.port);
    CHECK(child.stop() == 0);
    copy_over(home.data() / "registry.db", home.folder / "registry.db");
  }
  {
    ServingChild child(home.folder.path(), home.port);
    home.found(child);
    CHECK(child.stop() == 0);
  }
  copy_over(home.data() / "registry.db", home.folder / "newest.db");
  const std::string stray = "the registry names no home for the folder " + home.files().filename().string();

  copy_over(home.folder / "registry.db", home.data() / "registry.db");
  const Finished verified = home.run("verify");
  INFO(verified.output);
  CHECK(verified.code == 3);
  CHECK(verified.output.find(stray) != std::string::npos);
  {
    ServingChild child(home.folder.path(), home.port);
    CHECK(child.said().find(stray) != std::string::npos);
    CHECK(child.stop() == 0);
  }
  for (const char* lost : {"registry.db", "registry.keys"}) {
    copy_over(home.folder / "newest.db", home.data() / "registry.db");
    fs::rename(home.data() / lost, home.folder / "aside");
    const Finished refused = home.run("serve");
    INFO(refused.output);
    CHECK(refused.code == 1);
    CHECK(refused.output.find("Put both back from the newest backup") != std::string::npos);
    CHECK_FALSE(fs::exists(home.data() / lost));
    fs::rename(home.folder / "aside", home.data() / lost);
  }
  CHECK(home.run("verify").code == 0);
}

}  // namespace care::test
