// The real program, and the socket on which it listens taken from it: it ends with an error, so that whoever started it starts it again.
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "server/http/socket.h"
#include "server/keyring/master_key.h"
#include "shared/crypto/system_random.h"
#include "tests/integration/program/child.h"
#include "tests/support/catch.h"

namespace care::test {
namespace {

// The child's own socket, in this process; below 0 where the system forbids that.
int borrow_listening_socket(pid_t child, std::uint16_t port) {
  const auto process = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  int found = -1;
  for (int each = 3; process >= 0 && found < 0 && each < 256; ++each) {
    const auto socket = static_cast<int>(::syscall(SYS_pidfd_getfd, process, each, 0));
    if (socket < 0) continue;
    int listens = 0;
    socklen_t length = sizeof listens;
    const bool is_it = ::getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0 && listens == 1 &&
                       server::listening_port(socket) == port;
    if (is_it) {
      found = socket;
    } else {
      ::close(socket);
    }
  }
  if (process >= 0) ::close(process);
  return found;
}

}  // namespace

TEST_CASE("program: when nobody can connect any more it ends with 1 and says why") {
  const TempFolder folder;
  const std::uint16_t port = find_free_port();
  std::filesystem::create_directories(folder / "data");
  REQUIRE(crypto::initialise().ok());
  crypto::SystemRandom random;
  REQUIRE(server::make_master_key_file(folder / "master.key", folder / "data", random).ok());
  ServingChild child(folder.path(), port);
  const int socket = borrow_listening_socket(child.pid(), port);
  if (socket < 0) SKIP("this system lends no descriptors of another process");
  ::shutdown(socket, SHUT_RDWR);
  ::close(socket);
  CHECK(child.finish() == 1);
  CHECK(child.said().find("nobody can connect any more") != std::string::npos);
}

}  // namespace care::test
