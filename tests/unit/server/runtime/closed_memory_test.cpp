#include "server/runtime/closed_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/catch.h"

namespace care::server {

TEST_CASE("close_memory: afterwards the process leaves no core dump and is nobody's to read") {
  // In a process of its own: it can't be taken back.
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    rlimit core{};
    const bool closed = close_memory() && ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && ::getrlimit(RLIMIT_CORE, &core) == 0 &&
                        core.rlim_cur == 0 && core.rlim_max == 0;
    ::_exit(closed ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}

TEST_CASE("swap_in_clear: names what is neither in memory nor encrypted") {
  const auto encrypted = [](const std::string& device) { return device == "/dev/dm-1"; };
  const std::string heading = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
  CHECK(swap_in_clear("", encrypted).empty());
  CHECK(swap_in_clear(heading, encrypted).empty());
  CHECK(swap_in_clear(heading + "/dev/zram0  partition 100 0 100\n/dev/dm-1 partition 100 0 -2\n", encrypted).empty());
  const auto found = swap_in_clear(heading + "/swapfile   file\t100 0 -2\n/dev/dm-1 partition 1 0 -3\n/dev/sda3 partition 1 0 -4", encrypted);
  REQUIRE(found.size() == 2);
  CHECK(found[0] == "/swapfile");
  CHECK(found[1] == "/dev/sda3");
  CHECK_FALSE(is_encrypted_device("/no/such/device"));
  CHECK_FALSE(is_encrypted_device("/dev/null"));
}

}  // namespace care::server
