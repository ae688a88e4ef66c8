// server/http/listener.h — accepts connections and lends them threads. A connection holds a thread only while something of it is
// read, handled or answered; between requests, and in the middle of a handshake, it costs its memory alone.
//
// Shares   one network (Peer::network) has at most half of the threads at a time, the rest of its requests wait for one another; over
//          its share of connections its one unused for longest is closed; when all are taken, that of the network which has most
// Errors   config_invalid (an address that can't be used)
// Tests    tests/unit/server/http/listener_test.cpp, tests/integration/crowd_test.cpp
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "server/http/connection.h"
#include "server/tls/context.h"

namespace care::server {

struct ListenerLimits {
  std::size_t threads = 128;                    // made when they are needed, ended when they are not
  std::size_t connections = 1024;               // and never more than half of the file descriptors this process may have
  std::size_t connections_per_address = 256;
  std::vector<std::string> proxies;             // each stands for many people: its share is all there is
  std::chrono::milliseconds first{10'000};      // from connecting to the first byte of a request
  std::chrono::milliseconds idle{30'000};       // between two requests
  std::chrono::milliseconds drain{20'000};      // what requests that have begun get after stop()
};

class Listener {
 public:
  enum class After : std::uint8_t { keep, close };
  // Answers one request; `last`: none may follow it on this connection. On any thread, for one connection on one at a time.
  using Serve = std::function<After(Connection& connection, bool last)>;
  // Told that nothing can be accepted, with errno: for now, or (run() then ends) for good.
  using Trouble = std::function<void(int system_error)>;

  // Without a context: plain. Port 0: any free one.
  static Result<std::unique_ptr<Listener>> bind(const std::string& address, std::uint16_t port, TlsContext tls, ListenerLimits limits,
                                                Serve serve, Trouble trouble);
  ~Listener();  // not while run() runs
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::uint16_t port() const { return port_; }
  bool listening() const { return listening_; }
  bool run();                    // until stop(); false: the socket can't be listened on any longer
  void stop();                   // from any thread, before run() too
  void renew(TlsContext tls);    // for connections from now on

 private:
  struct Seat;
  // What one network has at the moment.
  struct Share {
    std::size_t connections = 0;
    std::size_t threads = 0;
    std::deque<Seat*> waiting;   // have something to read, and no thread of the share is free
    bool everybody = false;      // a proxy
  };
  // `promised`: a thread of its share is kept for it, and it wakes one at once. `served`: the thread that has it decides what follows.
  enum class State : std::uint8_t { parked, waiting, promised, served };
  enum class Next : std::uint8_t { again, read, write, close };
  struct Seat {
    Seat(int socket, ssl_ctx_st* tls, Peer peer, Share& of) : connection(socket, tls, std::move(peer)), share(of) {}
    Connection connection;
    Share& share;
    State state = State::served;  // until it is parked, so that it isn't put out to make room for itself
    bool watched = false;         // by epoll
    bool greeted = false;
    bool asked = false;           // has been served once
    std::chrono::steady_clock::time_point opened = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point parked = opened;
    std::uint64_t number = 0;
  };
  // By number: what epoll tells of a connection may come after its end. A number is never used again.
  using Seats = std::unordered_map<std::uint64_t, Seat>;
  using Gone = std::vector<Seats::node_type>;

  Listener(int socket, TlsContext tls, ListenerLimits limits, Serve serve, Trouble trouble);
  bool accept_some();
  void admit(int socket, Peer peer);
  bool make_room(Share& share, Gone& gone);
  const Share* heaviest_share() const;
  bool drop_longest_parked(const Share* of, Gone& gone);
  void drop(Seat& seat, Gone& gone);
  template <typename Concerned>
  void drop_all(Gone& gone, Concerned concerned);
  void park(Seat& seat, std::uint32_t events, Gone& gone);
  void wake_thread(Seat& seat, State state, Gone& gone);
  void add_thread();
  void work();
  bool begin(Seat& seat);
  Next advance(Seat& seat);
  void hand_back(Seat& seat, Next next, Gone& gone);
  void tidy();
  void drain();

  int socket_;
  int door_;                     // epoll of the thread in run(): who comes in, and stop()
  int room_;                     // epoll of all other threads: whose connection has something to read, and the end
  int wake_;
  int end_;
  const std::uint16_t port_;
  const ListenerLimits limits_;
  const Serve serve_;
  const Trouble trouble_;
  std::atomic<bool> listening_{true};
  std::atomic<bool> stopping_{false};
  // Of the thread in run() alone.
  bool accepting_ = true;
  bool told_ = false;            // of a trouble that is not over
  std::chrono::steady_clock::time_point accept_again_{};
  std::chrono::steady_clock::time_point tidied_{};

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  TlsContext tls_;
  Seats seats_;
  std::uint64_t last_number_ = 0;
  std::unordered_map<std::string, Share> shares_;
  std::list<std::thread> threads_;
  std::list<std::thread> ended_threads_;
  std::size_t idle_threads_ = 0;
  bool ending_ = false;
};

}  // namespace care::server
