#include "shared/crypto/hazmat/constant_time.h"

#include <sodium.h>

namespace care::crypto {

bool equal_constant_time(BytesView a, BytesView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace care::crypto
