// server/workspace/signed_head.h — a head of the log that was released.
#pragma once

#include <string>

#include "shared/base/bytes.h"

namespace care::server {

struct SignedHead {
  std::uint64_t size = 0;
  Hash32 root{};
  std::string note;  // the checkpoint; empty while the log is empty, or where nothing may be signed
};

}  // namespace care::server
