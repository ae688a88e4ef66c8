#include "shared/crypto/system_random.h"

#include "shared/base/encoding.h"
#include "tests/support/catch.h"

#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace care::crypto {

TEST_CASE("SystemRandom: starts, and two draws differ") {
  REQUIRE(initialise().ok());
  REQUIRE(initialise().ok());  // a second call is harmless
  SystemRandom random;
  std::set<ByteArray<24>> seen;
  for (int i = 0; i < 10000; ++i) {  // crosses three refills
    ByteArray<24> draw{};
    random.fill(draw);
    seen.insert(draw);
  }
  CHECK(seen.size() == 10000);
}

TEST_CASE("SystemRandom: a span larger than the pool is filled to its end") {
  SystemRandom random;
  Bytes large(3 * kRandomPoolBytes + 17);
  random.fill(large);
  std::array<std::size_t, 256> histogram{};
  for (const std::uint8_t byte : large) ++histogram[byte];
  const double expected = static_cast<double>(large.size()) / 256;
  double chi_square = 0;
  for (const std::size_t count : histogram) {
    const double off = static_cast<double>(count) - expected;
    chi_square += off * off / expected;
  }
  CHECK(chi_square < 400);  // 255 degrees of freedom: beyond 400 once in 10^8 runs
  CHECK(chi_square > 140);
}

TEST_CASE("SystemRandom: threads draw different bytes") {
  ByteArray<32> here{};
  ByteArray<32> there{};
  SystemRandom().fill(here);
  std::thread([&] { SystemRandom().fill(there); }).join();
  CHECK(here != there);
}

TEST_CASE("SystemRandom: a forked child doesn't repeat its parent's bytes") {
  SystemRandom random;
  ByteArray<32> before{};
  random.fill(before);  // the pool is part used
  int channel[2];
  REQUIRE(pipe(channel) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ByteArray<32> drawn{};
    random.fill(drawn);
    const auto written = write(channel[1], drawn.data(), drawn.size());
    _exit(written == 32 ? 0 : 1);
  }
  ByteArray<32> mine{};
  random.fill(mine);
  ByteArray<32> theirs{};
  CHECK(read(channel[0], theirs.data(), theirs.size()) == 32);
  int status = 0;
  CHECK(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  close(channel[0]);
  close(channel[1]);
  CHECK(mine != theirs);
}

}  // namespace care::crypto
