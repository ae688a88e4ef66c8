// server/http/socket.h — the socket that is listened on, and who comes through it.
//
// Tests    tests/unit/server/http/listener_test.cpp
#pragma once

#include <sys/socket.h>

#include "server/http/connection.h"

namespace care::server {

// Does not block and is not shared; below 0: the address can't be used. Port 0: any free one.
int open_listening_socket(const std::string& address, std::uint16_t port);
std::uint16_t listening_port(int socket);
Peer peer_of(const sockaddr_storage& address, socklen_t length);

}  // namespace care::server
