#include "server/http/listener.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http/socket.h"

namespace care::server {
namespace {

using Time = std::chrono::steady_clock;

constexpr int kAcceptedAtOnce = 64;
constexpr int kTickMs = 250;
constexpr std::chrono::milliseconds kTick{kTickMs};
constexpr std::chrono::milliseconds kAcceptPause{100};
constexpr std::chrono::seconds kIdleThread{10};

// What accept(2) says of one connection that did not come about; the next may.
bool concerns_one_connection(int error) {
  for (const int each : {EINTR, ECONNABORTED, EPROTO, EPERM, ENETDOWN, EHOSTDOWN, ENONET, EHOSTUNREACH, ENETUNREACH, ENOPROTOOPT}) {
    if (error == each) return true;
  }
  return false;
}

bool passes_by(int error) { return error == EMFILE || error == ENFILE || error == ENOMEM || error == ENOBUFS; }

ListenerLimits within_this_process(ListenerLimits limits) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY) {
    limits.connections = std::min<std::size_t>(limits.connections, files.rlim_cur / 2);
  }
  limits.threads = std::max<std::size_t>(limits.threads, 1);
  return limits;
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::bind(const std::string& address, std::uint16_t port, TlsContext tls, ListenerLimits limits,
                                                 Serve serve, Trouble trouble) {
  const int socket = open_listening_socket(address, port);
  if (socket < 0) return Error(ErrorCode::config_invalid, "listen");
  auto made = std::unique_ptr<Listener>(new Listener(socket, std::move(tls), within_this_process(std::move(limits)), std::move(serve),
                                                     std::move(trouble)));
  if (!made->watch(made->socket_, EPOLL_CTL_ADD, EPOLLIN, &made->socket_) ||
      !made->watch(made->wake_, EPOLL_CTL_ADD, EPOLLIN, &made->wake_)) {
    return Error(ErrorCode::config_invalid, "listen");
  }
  return made;
}

Listener::Listener(int socket, TlsContext tls, ListenerLimits limits, Serve serve, Trouble trouble)
    : socket_(socket),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      port_(listening_port(socket)),
      limits_(std::move(limits)),
      serve_(std::move(serve)),
      trouble_(std::move(trouble)),
      tls_(std::move(tls)) {}

Listener::~Listener() {
  for (const int descriptor : {socket_, epoll_, wake_}) {
    if (descriptor >= 0) ::close(descriptor);
  }
}

bool Listener::watch(int descriptor, int operation, std::uint32_t events, void* what) const {
  epoll_event wanted{};
  wanted.events = events;
  wanted.data.ptr = what;
  return ::epoll_ctl(epoll_, operation, descriptor, &wanted) == 0;
}

void Listener::stop() {
  stopping_ = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto told = ::write(wake_, &one, sizeof one);  // full: it is awake already
}

void Listener::renew(TlsContext tls) {
  const std::lock_guard lock(mutex_);
  tls_ = std::move(tls);
}

bool Listener::run() {
  bool broken = false;
  while (!stopping_ && !broken) {
    std::array<epoll_event, kAcceptedAtOnce> events{};
    const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), kTickMs);
    bool knocked = false;
    {
      const std::lock_guard lock(mutex_);
      for (int i = 0; i < count; ++i) {
        void* const what = events[static_cast<std::size_t>(i)].data.ptr;
        if (what == &socket_) knocked = true;
        if (what != &socket_ && what != &wake_) want_thread(*static_cast<Seat*>(what));
      }
    }
    // After the others: whoever comes in may put out one that was parked.
    if (knocked) broken = !accept_some();
    tidy();
  }
  listening_ = false;
  stopping_ = true;  // of a broken socket too: nobody looks after what would be parked from now on
  drain();
  return !broken;
}

bool Listener::accept_some() {
  for (int i = 0; i < kAcceptedAtOnce; ++i) {
    sockaddr_storage from{};
    socklen_t length = sizeof from;
    const int socket = ::accept4(socket_, reinterpret_cast<sockaddr*>(&from), &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket >= 0) {
      told_ = false;
      admit(socket, peer_of(from, length));
      continue;
    }
    const int error = errno;
    if (error == EAGAIN) return true;
    if (concerns_one_connection(error)) continue;
    if (!std::exchange(told_, true)) trouble_(error);
    if (!passes_by(error)) return false;
    // Asked again at once, the answer would be the same: others need the time in which something becomes free.
    accepting_ = false;
    accept_again_ = Time::now() + kAcceptPause;
    return watch(socket_, EPOLL_CTL_MOD, 0, &socket_);
  }
  return true;
}

void Listener::admit(int socket, Peer peer) {
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  Seats gone;
  const std::lock_guard lock(mutex_);
  Share& share = shares_[peer.network];
  share.everybody = std::find(limits_.proxies.begin(), limits_.proxies.end(), peer.ip) != limits_.proxies.end();
  ++share.connections;
  Seat& seat = seats_.emplace_back(socket, tls_.get(), std::move(peer), share);
  seat.self = std::prev(seats_.end());
  seat.state = State::served;  // not yet one that may be put out to make room
  if (make_room(share, gone)) {
    park(seat, EPOLLIN, gone);
  } else {
    drop(seat, gone);
  }
}

bool Listener::make_room(Share& share, Seats& gone) {
  if (!share.everybody && share.connections > limits_.connections_per_address && !drop_longest_parked(&share, gone)) return false;
  return seats_.size() <= limits_.connections || drop_longest_parked(nullptr, gone);
}

bool Listener::drop_longest_parked(const Share* of, Seats& gone) {
  Seat* longest = nullptr;
  for (Seat& seat : seats_) {
    if (seat.state != State::parked || (of != nullptr && &seat.share != of)) continue;
    if (longest == nullptr || seat.parked < longest->parked) longest = &seat;
  }
  if (longest == nullptr) return false;
  drop(*longest, gone);
  return true;
}

// Taken out here, ended by whoever holds `gone`.
void Listener::drop(Seat& seat, Seats& gone) {
  const std::string network = seat.connection.peer().network;
  --seat.share.connections;
  gone.splice(gone.end(), seats_, seat.self);
  if (shares_.at(network).connections == 0) shares_.erase(network);
  changed_.notify_all();
}

void Listener::park(Seat& seat, std::uint32_t events, Seats& gone) {
  const int operation = seat.watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  seat.watched = true;
  seat.state = State::parked;
  seat.parked = Time::now();
  if (stopping_ || !watch(seat.connection.socket(), operation, events | EPOLLONESHOT, &seat)) drop(seat, gone);
}

void Listener::want_thread(Seat& seat) {
  const std::size_t most = seat.share.everybody ? limits_.threads : (limits_.threads + 1) / 2;
  if (seat.share.threads >= most) {
    seat.state = State::waiting;
    seat.share.waiting.push_back(&seat);
    return;
  }
  ++seat.share.threads;
  enqueue(seat);
}

void Listener::enqueue(Seat& seat) {
  seat.state = State::queued;
  queue_.push_back(&seat);
  if (queue_.size() > idle_threads_ && threads_.size() < limits_.threads) {
    add_thread();
  } else {
    work_there_.notify_one();
  }
}

void Listener::add_thread() {
  const auto at = threads_.emplace(threads_.end());
  try {
    *at = std::thread([this, at] {
      work();
      const std::lock_guard lock(mutex_);
      ended_threads_.splice(ended_threads_.end(), threads_, at);
      changed_.notify_all();
    });
  } catch (const std::system_error&) {  // the system gives no more of them now: tidy() asks again
    threads_.erase(at);
  }
}

void Listener::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_threads_;
    work_there_.wait_for(lock, kIdleThread, [this] { return !queue_.empty() || ending_; });
    --idle_threads_;
    if (queue_.empty()) return;
    Seat& seat = *queue_.front();
    queue_.pop_front();
    seat.state = State::served;
    lock.unlock();
    const Next next = advance(seat);
    Seats gone;
    lock.lock();
    hand_back(seat, next, gone);
    if (gone.empty()) continue;
    lock.unlock();  // a goodbye over TLS is computed
    gone.clear();
    lock.lock();
  }
}

Listener::Next Listener::advance(Seat& seat) {
  if (!seat.greeted) {
    switch (seat.connection.shake_hands()) {
      case Connection::Step::failed: return Next::close;
      case Connection::Step::wants_read: return Next::read;
      case Connection::Step::wants_write: return Next::write;
      case Connection::Step::done: break;
    }
    seat.greeted = true;
    return seat.connection.has_input() ? Next::again : Next::read;
  }
  seat.asked = true;
  if (serve_(seat.connection, stopping_) == After::close) return Next::close;
  return seat.connection.has_input() ? Next::again : Next::read;
}

void Listener::hand_back(Seat& seat, Next next, Seats& gone) {
  --seat.share.threads;
  if (!seat.share.waiting.empty()) {
    Seat& other = *seat.share.waiting.front();
    seat.share.waiting.pop_front();
    ++seat.share.threads;
    enqueue(other);
  }
  switch (next) {
    case Next::again: want_thread(seat); break;
    case Next::read: park(seat, EPOLLIN, gone); break;
    case Next::write: park(seat, EPOLLOUT, gone); break;
    case Next::close: drop(seat, gone); break;
  }
}

void Listener::tidy() {
  const auto now = Time::now();
  if (!accepting_ && now >= accept_again_) {
    accepting_ = true;
    watch(socket_, EPOLL_CTL_MOD, EPOLLIN, &socket_);
  }
  if (now - tidied_ < kTick) return;
  tidied_ = now;
  Seats gone;
  std::list<std::thread> ended;
  {
    const std::lock_guard lock(mutex_);
    for (auto at = seats_.begin(); at != seats_.end();) {
      Seat& seat = *at++;
      if (seat.state != State::parked) continue;  // a thread has it, or soon will
      const auto end = seat.asked ? seat.parked + limits_.idle : seat.opened + limits_.first;
      if (now >= end) drop(seat, gone);
    }
    if (queue_.size() > idle_threads_ && threads_.size() < limits_.threads) add_thread();
    ended.swap(ended_threads_);
  }
  for (std::thread& each : ended) each.join();
}

void Listener::drain() {
  ::close(socket_);
  socket_ = -1;
  const auto until = Time::now() + limits_.drain;
  Seats gone;
  std::unique_lock lock(mutex_);
  const auto drop_all = [&](auto concerned) {
    for (auto at = seats_.begin(); at != seats_.end();) {
      Seat& seat = *at++;
      if (concerned(seat.state)) drop(seat, gone);
    }
  };
  drop_all([](State state) { return state == State::parked; });
  lock.unlock();
  gone.clear();
  lock.lock();
  changed_.wait_until(lock, until, [this] { return seats_.empty(); });
  // What still waits is not begun; what is being served ends as soon as it reads or writes.
  queue_.clear();
  for (auto& [network, share] : shares_) share.waiting.clear();
  drop_all([](State state) { return state == State::waiting || state == State::queued; });
  for (const Seat& seat : seats_) seat.connection.shut_down();
  changed_.wait(lock, [this] { return seats_.empty(); });
  ending_ = true;
  work_there_.notify_all();
  changed_.wait(lock, [this] { return threads_.empty(); });
  lock.unlock();
  for (std::thread& each : ended_threads_) each.join();
}

}  // namespace care::server
