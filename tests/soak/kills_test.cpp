// The real program, killed at random moments while devices write: in its start, in its first writes, in a batch, while pages of the
// write-ahead log go home, in its end. Half of the ends are power cuts, which leave only what was synced.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

#include "tests/soak/attacked_server.h"
#include "tests/soak/scale.h"
#include "tests/support/catch.h"

namespace care::soak {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

struct Plan {
  int kills = long_form() ? 240 : 6;
  int kills_per_home = long_form() ? 24 : 6;  // so that no log grows beyond what each look at it can read
  std::size_t writers = long_form() ? 32 : 2;
  std::uint64_t batch_ms = long_form() ? 400 : 150;
  int rebuild_every = long_form() ? 5 : 3;
};

enum class Moment : std::uint8_t { start, first_write, batch, tidying, end };
constexpr const char* kNames[] = {"in the start", "in the first writes", "in a batch", "while tidying", "in the end"};

struct Figures {
  int kills = 0;
  int cuts = 0;
  int moments[5] = {};
  std::size_t acknowledged = 0;
  PowerCut dropped;

  void add(const PowerCut& cut) {
    ++cuts;
    dropped.noted += cut.noted;
    dropped.waiting += cut.waiting;
    dropped.dropped += cut.dropped;
  }
};

// Mostly under load; the rest of the moments in turn.
Moment draw_moment(test::TestRandom& moments) {
  const std::uint64_t draw = moments.below(10);
  if (draw < 2) return Moment::start;
  if (draw < 4) return Moment::first_write;
  if (draw < 7) return Moment::batch;
  return draw < 9 ? Moment::tidying : Moment::end;
}

class Campaign {
 public:
  explicit Campaign(const Plan& plan) : plan_(plan), moments_(make_moments("kills")) {}

  void run() {
    const auto began = Steady::now();
    while (figures_.kills < plan_.kills) one_home();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Steady::now() - began).count();
    std::printf("kills: %d, of them %d power cuts (%llu writes noted, %llu without a sync, %llu lost); %zu statements acknowledged by %zu devices; %lld s\n",
                figures_.kills, figures_.cuts, static_cast<unsigned long long>(figures_.dropped.noted),
                static_cast<unsigned long long>(figures_.dropped.waiting), static_cast<unsigned long long>(figures_.dropped.dropped),
                figures_.acknowledged, plan_.writers, static_cast<long long>(seconds));
    for (std::size_t i = 0; i < std::size(kNames); ++i) std::printf("kills: %d %s\n", figures_.moments[i], kNames[i]);
    CHECK(figures_.acknowledged > static_cast<std::size_t>(plan_.kills));
    CHECK(figures_.cuts > 0);
  }

 private:
  void one_home() {
    AttackedServer server;
    server.control().journal = 1;
    server.start();
    server.make_home(plan_.writers);
    for (int kill = 0; kill < plan_.kills_per_home && figures_.kills < plan_.kills; ++kill) {
      const Moment moment = draw_moment(moments_);
      INFO("kill " << figures_.kills << " " << kNames[static_cast<std::size_t>(moment)]);
      ++figures_.moments[static_cast<std::size_t>(moment)];
      end_at(server, moment);
      const bool rebuild = ++figures_.kills % plan_.rebuild_every == 0;
      server.check_data(rebuild);
      start_anew(server);
    }
    server.send_rest();
    const auto list = server.writers().front()->bedside().open_list("/api/v1/subjects/" + server.home().subject + "/records?limit=200");
    CHECK((list.ok() && *list > 0));
    server.stop();
    server.check_data(true);
    figures_.acknowledged += server.ledger().size();
  }

  void end_at(AttackedServer& server, Moment moment) {
    if (moment == Moment::start) {
      server.kill();
      server.begin_start();
      sleep(moments_.below(static_cast<std::uint64_t>(start_took_.count()) * 3 / 2 + 1));
      end(server);
      return;
    }
    server.write_while([&](std::atomic<bool>&) {
      if (moment == Moment::first_write) sleep(moments_.below(20));
      if (moment == Moment::batch) sleep(20 + moments_.below(plan_.batch_ms));
      if (moment == Moment::tidying) sleep(900 + moments_.below(400));  // upkeep comes every second
      if (moment == Moment::end) {
        sleep(moments_.below(200));
        ::kill(server.child().pid(), SIGTERM);
        sleep(moments_.below(40));
      }
      end(server);
    });
  }

  void end(AttackedServer& server) {
    if (figures_.kills % 2 == 0) {
      server.kill();
    } else {
      figures_.add(server.cut_power(moments_));
    }
  }

  void start_anew(AttackedServer& server) {
    const auto began = Steady::now();
    server.start();
    start_took_ = std::chrono::duration_cast<milliseconds>(Steady::now() - began);
  }

  static void sleep(std::uint64_t ms) { std::this_thread::sleep_for(milliseconds(ms)); }

  Plan plan_;
  test::TestRandom moments_;
  Figures figures_;
  milliseconds start_took_{100};
};

}  // namespace

TEST_CASE("kills: the half note that a killed program leaves in the journal is not read as a part of the next one", "[kills]") {
  test::TempFolder folder;
  Note note{};
  note.new_bytes = 8;
  const std::string whole = std::string(reinterpret_cast<const char*>(&note), sizeof note) + "12345678";
  for (const std::size_t half : {std::size_t{0}, std::size_t{1}, sizeof note, whole.size() - 1}) {
    test::write_file(folder / "journal", whole + whole + whole.substr(0, half));
    drop_half_note(folder / "journal");
    CHECK(test::read_file(folder / "journal") == whole + whole);
  }
}

TEST_CASE("kills: whatever was acknowledged is there after every kill and every power cut, once, and the log is whole", "[kills]") {
  Campaign(Plan()).run();
}

TEST_CASE("kills: what a killed server left without a sync is acknowledged by the next one only once a power cut can't take it back", "[kills]") {
  test::TestRandom moments = make_moments("left without a sync");
  AttackedServer server;
  server.control().journal = 1;
  server.start();
  server.make_home(1);
  for (const char* file : {"/log.db-wal", "/highwater"}) {
    INFO(file);
    Writer& writer = *server.writers().front();
    server.arm(Fault::sync_error, 1, true, file);
    CHECK(writer.send(server.home().subject, 1) == Writer::Outcome::problem);
    CHECK(server.disarm() > 0);
    server.kill();
    server.start();  // the entry stands in the file as if it had been synced, and the first try to sync it fails once more
    server.arm(Fault::sync_error, 1, false, file);
    server.send_rest();
    CHECK(server.disarm() == 1);
    server.cut_power(moments);
    server.check_data(false);
    server.start();
    CHECK(writer.send(server.home().subject, 1) == Writer::Outcome::acknowledged);
    server.collect();
  }
  server.stop();
  server.check_data(true);
}

TEST_CASE("kills: a server that is killed or cut off in its very first start begins anew with the next", "[kills]") {
  test::TestRandom moments = make_moments("first start");
  AttackedServer server;
  server.control().journal = 1;
  const auto began = Steady::now();
  server.start();
  const auto took = std::chrono::duration_cast<milliseconds>(Steady::now() - began).count();
  const int rounds = long_form() ? 60 : 4;
  for (int round = 0; round < rounds; ++round) {
    server.forget_data();
    server.begin_start();
    std::this_thread::sleep_for(milliseconds(moments.below(static_cast<std::uint64_t>(took) + 1)));
    INFO("round " << round);
    if (round % 2 == 0) {
      server.kill();
    } else {
      server.cut_power(moments);
    }
    server.start();
  }
  std::printf("kills: %d in the very first start\n", rounds);
  server.stop();
}

}  // namespace care::soak
