#include "server/http/listener.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http/socket.h"
#include "tests/support/catch.h"

namespace care::server {
namespace {

using namespace std::chrono_literals;
using Time = std::chrono::steady_clock;

class Client {
 public:
  // `from`: any address of this machine's own network, each of which counts as a visitor of its own.
  explicit Client(std::uint16_t port, const char* from = "127.0.0.1") : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    REQUIRE(socket_ >= 0);
    const sockaddr_in own = at(from, 0);
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0);
    const sockaddr_in server = at("127.0.0.1", port);
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0);
  }
  ~Client() {
    if (socket_ >= 0) ::close(socket_);
  }
  Client(Client&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  Client& operator=(Client&&) = delete;

  void send(std::string_view text) const { static_cast<void>(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL)); }
  // What comes within the time; "closed" if that is the end.
  std::string hear(std::chrono::milliseconds limit) const {
    pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&wanted, 1, static_cast<int>(limit.count())) <= 0) return "";
    char text[256];
    const ssize_t got = ::recv(socket_, text, sizeof text, 0);
    return got <= 0 ? "closed" : std::string(text, static_cast<std::size_t>(got));
  }

 private:
  static sockaddr_in at(const char* ip, std::uint16_t port) {
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_port = htons(port);
    REQUIRE(::inet_pton(AF_INET, ip, &out.sin_addr) == 1);
    return out;
  }
  int socket_;
};

// Reads a line and sends it back; "wait" is answered when the test says so.
class Echo {
 public:
  explicit Echo(ListenerLimits limits = {}, std::chrono::milliseconds patience = 5s) : patience_(patience) {
    auto bound = Listener::bind(
        "127.0.0.1", 0, nullptr, std::move(limits), [this](Connection& connection, bool) { return answer(connection); },
        [this](int error) { trouble = error; });
    REQUIRE(bound.ok());
    listener = std::move(bound).value();
    running_ = std::thread([this] { ran = listener->run(); });
  }
  ~Echo() {
    let_go();
    stop();
  }
  void stop() {
    listener->stop();
    if (running_.joinable()) running_.join();
  }
  void wait_for_end() { running_.join(); }
  void let_go() {
    const std::lock_guard lock(mutex_);
    free_ = true;
    changed_.notify_all();
  }
  std::size_t wait_until_inside(std::size_t count, std::chrono::milliseconds limit = 5s) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, limit, [&] { return inside_ >= count; });
    return inside_;
  }
  Client client(const char* from = "127.0.0.1") const { return Client(listener->port(), from); }

  std::unique_ptr<Listener> listener;
  std::atomic<int> trouble{0};
  std::atomic<bool> ran{true};

 private:
  Listener::After answer(Connection& connection) {
    connection.set_deadline(Time::now() + patience_);
    std::string line;
    for (char letter = 0; letter != '\n'; line += letter) {
      if (connection.read(&letter, 1) != 1) return Listener::After::close;
    }
    if (line == "wait\n") {
      std::unique_lock lock(mutex_);
      ++inside_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return free_; });
      --inside_;
    }
    if (!connection.write(line)) return Listener::After::close;
    return line == "bye\n" ? Listener::After::close : Listener::After::keep;
  }

  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t inside_ = 0;
  bool free_ = false;
  std::thread running_;
};

ListenerLimits with_threads(std::size_t threads) {
  ListenerLimits limits;
  limits.threads = threads;
  return limits;
}

// The descriptor of this process that listens on the port.
int listening_descriptor(std::uint16_t port) {
  for (int each = 3; each < 1024; ++each) {
    int listens = 0;
    socklen_t length = sizeof listens;
    if (::getsockopt(each, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0 && listens == 1 && listening_port(each) == port) return each;
  }
  return -1;
}

}  // namespace

TEST_CASE("listener: one thread is enough for any number of connections that rest between their requests") {
  Echo echo(with_threads(1));
  std::vector<Client> clients;
  for (int i = 0; i < 60; ++i) clients.push_back(echo.client());
  for (int round = 0; round < 3; ++round) {
    for (const Client& each : clients) {
      each.send("hello\n");
      REQUIRE(each.hear(2s) == "hello\n");
    }
  }
}

TEST_CASE("listener: as many as come at once are served at once") {
  Echo echo(with_threads(64));
  std::vector<Client> clients;
  for (int i = 0; i < 32; ++i) clients.push_back(echo.client());
  for (const Client& each : clients) each.send("wait\n");
  CHECK(echo.wait_until_inside(32) == 32);
  echo.let_go();
  for (const Client& each : clients) CHECK(each.hear(2s) == "wait\n");
}

TEST_CASE("listener: requests that follow one another without waiting are answered in their order") {
  Echo echo;
  const Client client = echo.client();
  client.send("one\ntwo\nthree\n");
  std::string heard;
  while (heard.size() < 14) {
    const std::string more = client.hear(2s);
    REQUIRE_FALSE(more.empty());
    heard += more;
  }
  CHECK(heard == "one\ntwo\nthree\n");
}

TEST_CASE("listener: one address cannot take the threads of all") {
  Echo echo(with_threads(4));
  std::vector<Client> greedy;
  for (int i = 0; i < 10; ++i) {
    greedy.push_back(echo.client());
    greedy.back().send("wait\n");
  }
  CHECK(echo.wait_until_inside(2) == 2);
  CHECK(echo.wait_until_inside(3, 300ms) == 2);
  const Client other = echo.client("127.0.0.2");
  other.send("hello\n");
  CHECK(other.hear(2s) == "hello\n");
  echo.let_go();
  for (const Client& each : greedy) CHECK(each.hear(2s) == "wait\n");  // later, and all of them
}

TEST_CASE("listener: a proxy stands for many and has every thread") {
  ListenerLimits limits = with_threads(4);
  limits.proxies = {"127.0.0.3"};
  limits.connections_per_address = 2;
  Echo echo(limits);
  std::vector<Client> people;
  for (int i = 0; i < 4; ++i) {
    people.push_back(echo.client("127.0.0.3"));
    people.back().send("wait\n");
  }
  CHECK(echo.wait_until_inside(4) == 4);
}

TEST_CASE("listener: an address with too many connections loses those it has not used for longest, and no other address does") {
  ListenerLimits limits;
  limits.connections_per_address = 4;
  Echo echo(limits);
  const Client other = echo.client("127.0.0.2");
  std::vector<Client> clients;
  for (int i = 0; i < 7; ++i) {
    clients.push_back(echo.client());
    clients.back().send("hello\n");
    CHECK(clients.back().hear(2s) == "hello\n");
  }
  for (std::size_t i = 0; i < 3; ++i) CHECK(clients[i].hear(2s) == "closed");
  for (std::size_t i = 3; i < 7; ++i) {
    clients[i].send("again\n");
    CHECK(clients[i].hear(2s) == "again\n");
  }
  other.send("hello\n");
  CHECK(other.hear(2s) == "hello\n");
}

TEST_CASE("listener: a full house makes room for whoever comes, and never by ending what is being answered") {
  ListenerLimits limits;
  limits.connections = 3;
  Echo echo(limits);
  const Client busy = echo.client("127.0.0.2");
  busy.send("wait\n");
  CHECK(echo.wait_until_inside(1) == 1);
  std::vector<Client> others;
  for (int i = 0; i < 6; ++i) {
    others.push_back(echo.client("127.0.0.3"));
    others.back().send("hello\n");
    CHECK(others.back().hear(2s) == "hello\n");
  }
  echo.let_go();
  CHECK(busy.hear(2s) == "wait\n");
}

TEST_CASE("listener: bytes that trickle in are cut off at the deadline, whatever comes in between") {
  Echo echo({}, 600ms);
  const Client slow = echo.client();
  const auto began = Time::now();
  std::string heard;
  while (heard.empty() && Time::now() - began < 5s) {
    slow.send("a");
    heard = slow.hear(50ms);
  }
  CHECK(heard == "closed");
  CHECK(Time::now() - began < 3s);
}

TEST_CASE("listener: who says nothing after connecting, or after an answer, is let go") {
  ListenerLimits limits;
  limits.first = 300ms;
  limits.idle = 900ms;
  Echo echo(limits);
  const Client silent = echo.client();
  const Client served = echo.client();
  served.send("hello\n");
  CHECK(served.hear(2s) == "hello\n");
  const auto began = Time::now();
  CHECK(silent.hear(3s) == "closed");
  CHECK(Time::now() - began < 850ms);
  CHECK(served.hear(3s) == "closed");
  CHECK(Time::now() - began > 850ms);
}

TEST_CASE("listener: a stop lets what was begun finish") {
  Echo echo;
  const Client idle = echo.client();
  const Client busy = echo.client();
  busy.send("wait\n");
  CHECK(echo.wait_until_inside(1) == 1);
  echo.listener->stop();
  CHECK(idle.hear(2s) == "closed");
  CHECK(busy.hear(100ms).empty());
  echo.let_go();
  CHECK(busy.hear(2s) == "wait\n");
  CHECK(busy.hear(2s) == "closed");
  echo.stop();
  CHECK(echo.ran);
}

TEST_CASE("listener: a stop does not wait longer than it was told for somebody who dawdles") {
  ListenerLimits limits;
  limits.drain = 300ms;
  Echo echo(limits, 60s);
  const Client slow = echo.client();
  slow.send("half a li");
  std::this_thread::sleep_for(100ms);
  const auto began = Time::now();
  echo.stop();
  CHECK(Time::now() - began < 3s);
  CHECK(slow.hear(1s) == "closed");
}

TEST_CASE("listener: a stop before it runs is not forgotten") {
  auto bound = Listener::bind("127.0.0.1", 0, nullptr, {}, [](Connection&, bool) { return Listener::After::close; }, [](int) {});
  REQUIRE(bound.ok());
  (*bound)->stop();
  CHECK((*bound)->run());
}

TEST_CASE("listener: a socket that can't be listened on any longer ends it, and it says so") {
  Echo echo;
  CHECK(echo.listener->listening());
  ::shutdown(listening_descriptor(echo.listener->port()), SHUT_RDWR);
  echo.wait_for_end();
  CHECK_FALSE(echo.ran);
  CHECK_FALSE(echo.listener->listening());
  CHECK(echo.trouble == EINVAL);
}

TEST_CASE("listener: a request that is answered after the socket broke does not keep it from ending") {
  Echo echo;
  const Client resting = echo.client();
  const Client asking = echo.client();
  asking.send("wait\n");
  REQUIRE(echo.wait_until_inside(1) == 1);
  ::shutdown(listening_descriptor(echo.listener->port()), SHUT_RDWR);
  REQUIRE(resting.hear(5s) == "closed");  // so what rests has been let go of already
  echo.let_go();
  CHECK(asking.hear(5s) == "wait\n");
  CHECK(asking.hear(5s) == "closed");
  echo.wait_for_end();
  CHECK_FALSE(echo.ran);
}

TEST_CASE("listener: without a free descriptor nobody comes in, and everybody does as soon as there is one") {
  Echo echo;
  const Client before = echo.client();
  before.send("hello\n");
  CHECK(before.hear(2s) == "hello\n");
  const int next = ::dup(0);
  ::close(next);
  rlimit files{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
  rlimit tight = files;
  tight.rlim_cur = static_cast<rlim_t>(next) + 1;  // one for the client itself
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
  const Client late = echo.client();
  late.send("hello\n");
  const std::string meanwhile = late.hear(300ms);
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &files) == 0);
  CHECK(meanwhile.empty());
  CHECK(echo.trouble == EMFILE);
  CHECK(late.hear(2s) == "hello\n");
}

TEST_CASE("listener: an address that is taken or is none can't be used") {
  const auto bind = [](const char* address, std::uint16_t port) {
    return Listener::bind(address, port, nullptr, {}, [](Connection&, bool) { return Listener::After::close; }, [](int) {});
  };
  const auto first = bind("127.0.0.1", 0);
  REQUIRE(first.ok());
  CHECK(bind("127.0.0.1", (*first)->port()).error().code() == ErrorCode::config_invalid);
  CHECK(bind("no such address", 0).error().code() == ErrorCode::config_invalid);
  CHECK(bind("192.0.2.1", 0).error().code() == ErrorCode::config_invalid);
}

TEST_CASE("peer_of: IPv6 visitors share by the first half of their address, IPv4 ones each have their own") {
  const auto network = [](const char* ip) {
    sockaddr_storage storage{};
    auto& six = reinterpret_cast<sockaddr_in6&>(storage);
    six.sin6_family = AF_INET6;
    REQUIRE(::inet_pton(AF_INET6, ip, &six.sin6_addr) == 1);
    return peer_of(storage, sizeof six).network;
  };
  CHECK(network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9"));
  CHECK(network("2001:db8:1:2::1") != network("2001:db8:1:3::1"));
  CHECK(network("::ffff:192.0.2.1") != network("::ffff:192.0.2.2"));
}

}  // namespace care::server
