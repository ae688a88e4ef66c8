#include "shared/crypto/system_random.h"

namespace care::crypto {

Result<void> initialise(RandomRefill refill) { return start_library(refill); }

void SystemRandom::fill(std::span<std::uint8_t> out) { draw_random(out); }

}  // namespace care::crypto
