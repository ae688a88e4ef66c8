// SIGTERM while batches are under way: what was taken is finished, everybody is told, and the program ends with 0.
#include <chrono>
#include <csignal>
#include <thread>

#include "tests/soak/attacked_server.h"
#include "tests/soak/scale.h"
#include "tests/support/catch.h"

namespace care::soak {

TEST_CASE("signals: SIGTERM during batches loses and splits nothing, and every end is in order", "[signals]") {
  const int rounds = long_form() ? 60 : 3;
  test::TestRandom moments = make_moments("signals");
  AttackedServer server;
  server.start();
  server.make_home(long_form() ? 16 : 4);
  const auto began = std::chrono::steady_clock::now();
  std::chrono::milliseconds longest{0};
  for (int round = 0; round < rounds; ++round) {
    INFO("round " << round);
    server.write_while([&](std::atomic<bool>&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(moments.below(500)));
      const auto asked = std::chrono::steady_clock::now();
      server.stop();
      longest = std::max(longest, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - asked));
    });
    // In order means that the write-ahead log went home: nothing is left to be recovered.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(server.folder() / "data")) {
      const std::string name = entry.path().filename().string();
      CHECK_FALSE((name.ends_with("-wal") || name.ends_with("-shm")));
    }
    server.check_data(round + 1 == rounds);
    server.start();
  }
  server.send_rest();
  server.stop();
  server.check_data(true);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began).count();
  std::printf("signals: %d SIGTERM, longest end %lld ms, %zu statements acknowledged, %lld s\n", rounds,
              static_cast<long long>(longest.count()), server.ledger().size(), static_cast<long long>(seconds));
}

}  // namespace care::soak
