// The machine's clock jumps by hours, both ways, while devices write.
#include <chrono>
#include <thread>

#include "tests/soak/attacked_server.h"
#include "tests/soak/scale.h"
#include "tests/support/catch.h"

namespace care::soak {
namespace {

constexpr std::int64_t kHourMs = 60LL * 60 * 1000;

}  // namespace

TEST_CASE("clock: jumps of hours both ways during writes cost sessions and no entry, and the log's time never goes back", "[clock]") {
  test::TestRandom moments = make_moments("clock");
  AttackedServer server;
  server.start();
  server.make_home(long_form() ? 8 : 2);
  const int jumps = long_form() ? 40 : 4;
  int signed_in_again = 0;
  std::int64_t shift_ms = 0;
  for (int jump = 0; jump < jumps; ++jump) {
    // Hours ahead, and back to right or behind it, with some milliseconds.
    shift_ms = jump % 2 == 0 ? static_cast<std::int64_t>(moments.below(5 * kHourMs)) : -static_cast<std::int64_t>(moments.below(3 * kHourMs));
    INFO("jump " << jump << " to " << shift_ms << " ms off");
    server.write_while([&](std::atomic<bool>& stop) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50 + moments.below(100)));
      server.control().clock_shift_ms = shift_ms;
      std::this_thread::sleep_for(std::chrono::milliseconds(50 + moments.below(100)));
      stop = true;
    });
    bool over = false;
    for (const auto& writer : server.writers()) over = !writer->send_rest(server.home().subject) || over;
    if (over) {
      // A session that seems to last longer than any may is ended; what waited is carried by the next one.
      server.sign_in_again();
      ++signed_in_again;
    }
    server.send_rest();
    if (jump % 8 == 7) {
      server.stop();
      server.check_data(false);
      server.start();
    }
  }
  server.control().clock_shift_ms = 0;
  server.stop();
  server.check_data(true);
  std::printf("clock: %d jumps, %d new sign-ins after them, %zu statements acknowledged\n", jumps, signed_in_again, server.ledger().size());
  CHECK(server.ledger().size() > static_cast<std::size_t>(jumps));
}

}  // namespace care::soak
