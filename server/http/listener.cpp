#include "server/http/listener.h"

#include <algorithm>
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
constexpr int kIdleThreadMs = 10'000;

// What epoll tells of; numbers of seats lie above.
constexpr std::uint64_t kSocket = 0;
constexpr std::uint64_t kCall = 1;
constexpr std::uint64_t kFirstSeat = 2;

bool watch(int epoll, int operation, int descriptor, std::uint32_t events, std::uint64_t what) {
  epoll_event wanted{};
  wanted.events = events;
  wanted.data.u64 = what;
  return ::epoll_ctl(epoll, operation, descriptor, &wanted) == 0;
}

void call(int event) {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto told = ::write(event, &one, sizeof one);  // full: whom it concerns is awake already
}

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
  if (!watch(made->door_, EPOLL_CTL_ADD, made->socket_, EPOLLIN, kSocket) || !watch(made->door_, EPOLL_CTL_ADD, made->wake_, EPOLLIN, kCall) ||
      !watch(made->room_, EPOLL_CTL_ADD, made->end_, EPOLLIN, kCall)) {
    return Error(ErrorCode::config_invalid, "listen");
  }
  return made;
}

Listener::Listener(int socket, TlsContext tls, ListenerLimits limits, Serve serve, Trouble trouble)
    : socket_(socket),
      door_(::epoll_create1(EPOLL_CLOEXEC)),
      room_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      end_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      port_(listening_port(socket)),
      limits_(std::move(limits)),
      serve_(std::move(serve)),
      trouble_(std::move(trouble)),
      tls_(std::move(tls)) {}

Listener::~Listener() {
  for (const int descriptor : {socket_, door_, room_, wake_, end_}) {
    if (descriptor >= 0) ::close(descriptor);
  }
}

void Listener::stop() {
  stopping_ = true;
  call(wake_);
}

void Listener::renew(TlsContext tls) {
  const std::lock_guard lock(mutex_);
  tls_ = std::move(tls);
}

bool Listener::run() {
  bool broken = false;
  {
    const std::lock_guard lock(mutex_);
    add_thread();
  }
  while (!stopping_ && !broken) {
    epoll_event event{};
    const int count = ::epoll_wait(door_, &event, 1, kTickMs);
    if (count == 1 && event.data.u64 == kSocket) broken = !accept_some();
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
    return watch(door_, EPOLL_CTL_MOD, socket_, 0, kSocket);
  }
  return true;
}

void Listener::admit(int socket, Peer peer) {
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  Gone gone;
  const std::lock_guard lock(mutex_);
  Share& share = shares_[peer.network];
  share.everybody = std::find(limits_.proxies.begin(), limits_.proxies.end(), peer.ip) != limits_.proxies.end();
  ++share.connections;
  const std::uint64_t number = kFirstSeat + last_number_++;
  Seat& seat = seats_.try_emplace(number, socket, tls_.get(), std::move(peer), share).first->second;
  seat.number = number;
  if (make_room(share, gone)) {
    park(seat, EPOLLIN, gone);
  } else {
    drop(seat, gone);
  }
}

bool Listener::make_room(Share& share, Gone& gone) {
  if (!share.everybody && share.connections > limits_.connections_per_address && !drop_longest_parked(&share, gone)) return false;
  return seats_.size() <= limits_.connections || drop_longest_parked(heaviest_share(), gone) || drop_longest_parked(nullptr, gone);
}

// When all are taken, the network that has most of them gives one up: who has one or two keeps them. A proxy's many people are asked last.
const Listener::Share* Listener::heaviest_share() const {
  const Share* heaviest = nullptr;
  for (const auto& [network, share] : shares_) {
    if (share.everybody || share.connections < 2 || share.connections <= share.threads) continue;
    if (heaviest == nullptr || share.connections > heaviest->connections) heaviest = &share;
  }
  return heaviest;
}

bool Listener::drop_longest_parked(const Share* of, Gone& gone) {
  Seat* longest = nullptr;
  for (auto& [number, seat] : seats_) {
    if (seat.state != State::parked || (of != nullptr && &seat.share != of)) continue;
    if (longest == nullptr || seat.parked < longest->parked) longest = &seat;
  }
  if (longest == nullptr) return false;
  drop(*longest, gone);
  return true;
}

// Taken out here, ended by whoever holds `gone`.
void Listener::drop(Seat& seat, Gone& gone) {
  const std::string network = seat.connection.peer().network;
  --seat.share.connections;
  gone.push_back(seats_.extract(seat.number));
  if (shares_.at(network).connections == 0) shares_.erase(network);
  changed_.notify_all();
}

template <typename Concerned>
void Listener::drop_all(Gone& gone, Concerned concerned) {
  for (auto at = seats_.begin(); at != seats_.end();) {
    Seat& seat = at++->second;
    if (concerned(std::as_const(seat))) drop(seat, gone);
  }
}

void Listener::park(Seat& seat, std::uint32_t events, Gone& gone) {
  const int operation = seat.watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  seat.watched = true;
  seat.state = State::parked;
  seat.parked = Time::now();
  if (stopping_ || !watch(room_, operation, seat.connection.socket(), events | EPOLLONESHOT, seat.number)) drop(seat, gone);
}

// Has something to read that epoll can't know of. That it could be written to is told at once, unless its reader is behind anyway.
void Listener::wake_thread(Seat& seat, State state, Gone& gone) {
  seat.state = state;
  seat.parked = Time::now();
  if (!watch(room_, EPOLL_CTL_MOD, seat.connection.socket(), EPOLLIN | EPOLLOUT | EPOLLONESHOT, seat.number)) {
    if (state == State::promised) --seat.share.threads;
    drop(seat, gone);
  }
}

void Listener::add_thread() {
  const auto at = threads_.emplace(threads_.end());
  ++idle_threads_;
  try {
    *at = std::thread([this, at] {
      work();
      const std::lock_guard lock(mutex_);
      ended_threads_.splice(ended_threads_.end(), threads_, at);
      changed_.notify_all();
    });
  } catch (const std::system_error&) {  // the system gives no more of them now: tidy() asks again
    --idle_threads_;
    threads_.erase(at);
  }
}

// All wait for the same events, each takes one and serves it: nobody hands work to another thread. One more than there is work for waits.
void Listener::work() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    lock.unlock();
    epoll_event event{};
    const int count = ::epoll_wait(room_, &event, 1, kIdleThreadMs);
    lock.lock();
    if (count == 0 && idle_threads_ > 1) break;
    const std::uint64_t number = event.data.u64;  // a copy: the struct is packed, no reference may point into it
    const auto found = count == 1 ? seats_.find(number) : seats_.end();
    if (found == seats_.end() || !begin(found->second)) continue;
    Seat& seat = found->second;
    --idle_threads_;
    if (idle_threads_ == 0 && threads_.size() < limits_.threads) add_thread();
    lock.unlock();
    const Next next = advance(seat);
    Gone gone;
    lock.lock();
    hand_back(seat, next, gone);
    ++idle_threads_;
    if (gone.empty()) continue;
    lock.unlock();  // a goodbye over TLS is computed
    gone.clear();
    lock.lock();
  }
  --idle_threads_;
}

// False: its share has all the threads it may have.
bool Listener::begin(Seat& seat) {
  if (seat.state == State::parked) {
    const std::size_t most = seat.share.everybody ? limits_.threads : (limits_.threads + 1) / 2;
    if (seat.share.threads >= most) {
      seat.state = State::waiting;
      seat.share.waiting.push_back(&seat);
      return false;
    }
    ++seat.share.threads;
  }
  seat.state = State::served;
  return true;
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
    if (!seat.connection.has_input()) return Next::read;
  }
  seat.asked = true;
  if (serve_(seat.connection, stopping_) == After::close) return Next::close;
  return seat.connection.has_input() ? Next::again : Next::read;
}

void Listener::hand_back(Seat& seat, Next next, Gone& gone) {
  --seat.share.threads;
  if (!seat.share.waiting.empty()) {
    Seat& other = *seat.share.waiting.front();
    seat.share.waiting.pop_front();
    ++seat.share.threads;
    wake_thread(other, State::promised, gone);
  }
  switch (next) {
    case Next::again: wake_thread(seat, State::parked, gone); break;
    case Next::read: park(seat, EPOLLIN, gone); break;
    case Next::write: park(seat, EPOLLOUT, gone); break;
    case Next::close: drop(seat, gone); break;
  }
}

void Listener::tidy() {
  const auto now = Time::now();
  if (!accepting_ && now >= accept_again_) {
    accepting_ = true;
    watch(door_, EPOLL_CTL_MOD, socket_, EPOLLIN, kSocket);
  }
  if (now - tidied_ < kTick) return;
  tidied_ = now;
  Gone gone;
  std::list<std::thread> ended;
  {
    const std::lock_guard lock(mutex_);
    drop_all(gone, [&](const Seat& seat) {
      if (seat.state != State::parked) return false;  // a thread has it, or soon will
      return now >= (seat.asked ? seat.parked + limits_.idle : seat.opened + limits_.first);
    });
    if (idle_threads_ == 0 && threads_.size() < limits_.threads) add_thread();
    ended.swap(ended_threads_);
  }
  for (std::thread& each : ended) each.join();
}

void Listener::drain() {
  ::close(socket_);
  socket_ = -1;
  const auto until = Time::now() + limits_.drain;
  Gone gone;
  std::unique_lock lock(mutex_);
  drop_all(gone, [](const Seat& seat) { return seat.state == State::parked; });
  lock.unlock();
  gone.clear();
  lock.lock();
  changed_.wait_until(lock, until, [this] { return seats_.empty(); });
  // What still waits is not begun; what is being served ends as soon as it reads or writes.
  for (auto& [network, share] : shares_) share.waiting.clear();
  drop_all(gone, [](const Seat& seat) { return seat.state != State::served; });
  for (const auto& [number, seat] : seats_) seat.connection.shut_down();
  changed_.wait(lock, [this] { return seats_.empty(); });
  ending_ = true;
  call(end_);
  changed_.wait(lock, [this] { return threads_.empty(); });
  lock.unlock();
  for (std::thread& each : ended_threads_) each.join();
}

}  // namespace care::server
