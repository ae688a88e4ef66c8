// tests/load/peer.h — the same work on PocketBase, an embedded-SQLite backend: one plain record a request, over plain HTTP.
//
// Everything the comparison leaves open goes in the peer's favour: no TLS, no sign-in, no rules, no log, no signature, no
// count of the whole list.
#pragma once

#include "tests/load/line.h"

namespace care::load {

class Peer {
 public:
  explicit Peer(std::uint16_t port) : line_({port, false, "127.0.0.1"}) {}
  bool create();
  bool list();
  // How many records a list brings.
  std::size_t count_list();

 private:
  Line line_;
};

}  // namespace care::load
