#include "shared/crypto/hazmat/constant_time.h"

#include <sodium.h>

namespace care::crypto {

bool equal_constant_time(BytesView a, BytesView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::optional<std::size_t> find_padding_mark(BytesView padded, std::size_t window) {
  std::size_t size = 0;
  if (sodium_unpad(&size, padded.data(), padded.size(), window) != 0) return std::nullopt;
  return size;
}

}  // namespace care::crypto
