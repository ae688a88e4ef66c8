// server/clock/system_clock.h — the machine's clock. main.cpp makes the one there is. (Randomness: shared/crypto/system_random.h.)
#pragma once

#include "shared/base/clock.h"

namespace care::server {

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

}  // namespace care::server
