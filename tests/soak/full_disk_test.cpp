// A disk that is really full: a small file system of its own where mounting is allowed, the shim's otherwise.
#include <chrono>
#include <thread>

#include "shared/wire/json_text.h"
#include "shared/wire/problem.h"
#include "tests/soak/attacked_server.h"
#include "tests/soak/scale.h"
#include "tests/support/catch.h"
#include "tests/support/small_disk.h"

namespace care::soak {
namespace {

// The home's own data must not be what fills it: a round writes between one and two megabytes.
constexpr unsigned kDiskMegabytes = 48;

// Room that a file has already it goes on using.
bool write_until_refused(Writer& writer, const std::string& subject) {
  Writer::Outcome outcome = Writer::Outcome::acknowledged;
  for (int i = 0; i < 4000 && outcome == Writer::Outcome::acknowledged; ++i) outcome = writer.send(subject, 4);
  return outcome == Writer::Outcome::problem;
}

// The connection ended with the program before.
load::Reply look_again(load::Bedside& bedside, const std::string& list) {
  static_cast<void>(bedside.look("/api/v1/home"));
  return bedside.look(list);
}

}  // namespace

TEST_CASE("full disk: writing stops with its own number, reading goes on, and writing begins again with room and nobody's help", "[faults]") {
  AttackedServer server;
  const test::SmallDisk disk(server.folder() / "data", kDiskMegabytes);
  if (!disk.mounted()) std::printf("full disk: no file system may be mounted here; the shim answers for it\n");
  const auto fill = [&] { disk.mounted() ? disk.fill() : server.arm(Fault::disk_full, 1, true); };
  const auto make_room = [&] { disk.mounted() ? disk.make_room() : static_cast<void>(server.disarm()); };
  test::TestRandom moments = make_moments("full disk");
  server.start();
  server.make_home(long_form() ? 8 : 2);
  const std::string list = "/api/v1/subjects/" + server.home().subject + "/records?limit=50";
  const int rounds = long_form() ? 12 : 2;
  for (int round = 0; round < rounds; ++round) {
    INFO("round " << round);
    server.write_while([&](std::atomic<bool>& stop) {
      std::this_thread::sleep_for(std::chrono::milliseconds(moments.below(200)));
      fill();
      std::this_thread::sleep_for(std::chrono::milliseconds(400));
      stop = true;
    });
    for (const auto& writer : server.writers()) {
      CHECK(write_until_refused(*writer, server.home().subject));
      CHECK(writer->problems().contains(ErrorCode::disk_full));
      for (int i = 0; i < 3; ++i) {
        const load::Reply read = writer->bedside().look(list);
        INFO(read.body.substr(0, 300));
        CHECK(read.status == 200);
      }
    }
    if (round % 2 == 1) {  // started anew while it is full: homes open for reading, since the server kept some room for that
      server.stop();         // which makes room again, by removing the write-ahead log and its index
      fill();
      server.begin_start();
      const bool up = server.child().wait_until_up();
      INFO(server.child().said());
      if (disk.mounted()) REQUIRE(up);
      if (up) {
        if (disk.mounted()) {
          const load::Reply read = look_again(server.writers().front()->bedside(), list);
          INFO(read.body.substr(0, 300));
          CHECK(read.status == 200);
        }
        CHECK(write_until_refused(*server.writers().front(), server.home().subject));
        server.stop();
      } else {
        CHECK(server.child().finish() == 1);
        CHECK(server.child().said().find("(7003)") != std::string::npos);
      }
      make_room();
      server.start();
    }
    make_room();
    server.send_rest();
  }
  CHECK(server.ledger().size() > 0);
  server.stop();
  server.check_data(true);
}

TEST_CASE("faults: reading does not wait for what the server remembers of a proof", "[faults]") {
  AttackedServer server;
  server.start();
  server.make_home(1);
  server.kill();
  server.start();
  // The first request of a session after a start moves its bound, which is stored with the log.
  server.arm(Fault::write_error, 1, true, "/log.db-wal");
  Writer& writer = *server.writers().front();
  const load::Reply read = look_again(writer.bedside(), "/api/v1/subjects/" + server.home().subject + "/records?limit=50");
  INFO(read.body.substr(0, 300));
  CHECK(read.status == 200);
  CHECK(server.disarm() > 0);
  CHECK(writer.send(server.home().subject, 1) == Writer::Outcome::acknowledged);
  CHECK(writer.problems().empty());
  server.stop();
}

}  // namespace care::soak
