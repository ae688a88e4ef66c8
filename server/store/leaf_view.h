// server/store/leaf_view.h — the parts of a stored leaf, borrowed: lists are encoded from them without a copy.
//
// Errors   store_corrupt
// Source   shared/audit/leaf.h, whose decode_leaf is the full and strict reader
// Tests    tests/unit/server/store/sqlite/connection_test.cpp (agrees with decode_leaf)
#pragma once

#include "shared/audit/leaf.h"

namespace care::server {

struct LeafView {
  audit::LeafKind kind = audit::LeafKind::server_event;
  std::uint64_t index = 0;
  std::uint64_t time_ms = 0;
  BytesView body;
  BytesView signature;
};

Result<LeafView> view_leaf(BytesView leaf);

}  // namespace care::server
