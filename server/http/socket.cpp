#include "server/http/socket.h"

#include <array>
#include <memory>

#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

namespace care::server {
namespace {

constexpr int kBacklog = 1024;

struct AddressesFree {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

// SO_REUSEPORT is not set: a second server would start, and each would get some of the visitors.
int open_socket(const addrinfo& at) {
  const int socket = ::socket(at.ai_family, at.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, at.ai_protocol);
  if (socket < 0) return -1;
  const int yes = 1;
  const int no = 0;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (at.ai_family == AF_INET6) ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
  if (::bind(socket, at.ai_addr, at.ai_addrlen) == 0 && ::listen(socket, kBacklog) == 0) return socket;
  ::close(socket);
  return -1;
}

std::uint16_t port_of(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
  return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

}  // namespace

int open_listening_socket(const std::string& address, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return -1;
  const std::unique_ptr<addrinfo, AddressesFree> list(found);
  for (const addrinfo* each = list.get(); each != nullptr; each = each->ai_next) {
    if (const int socket = open_socket(*each); socket >= 0) return socket;
  }
  return -1;
}

std::uint16_t listening_port(int socket) {
  sockaddr_storage own{};
  socklen_t length = sizeof own;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &length);
  return port_of(own);
}

Peer peer_of(const sockaddr_storage& address, socklen_t length) {
  std::array<char, NI_MAXHOST> text{};
  ::getnameinfo(reinterpret_cast<const sockaddr*>(&address), length, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
  Peer out{.ip = text.data(), .port = port_of(address), .network = text.data()};
  if (address.ss_family != AF_INET6) return out;
  const in6_addr& ip = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  if (!IN6_IS_ADDR_V4MAPPED(&ip)) out.network.assign(reinterpret_cast<const char*>(ip.s6_addr), 8);
  return out;
}

}  // namespace care::server
