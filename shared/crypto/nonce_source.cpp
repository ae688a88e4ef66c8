#include "shared/crypto/nonce_source.h"

#include <algorithm>

namespace care::crypto {

NonceSource::NonceSource(Random& random, std::size_t expected) : random_(random), expected_(expected) {}

Nonce NonceSource::next() {
  if (left_ == 0) {
    const std::size_t count = std::clamp<std::size_t>(expected_, 1, kDrawMax);
    random_.fill({drawn_.front().data(), count * kNonceBytes});
    expected_ -= std::min(expected_, count);
    left_ = count;
  }
  return drawn_[--left_];
}

}  // namespace care::crypto
