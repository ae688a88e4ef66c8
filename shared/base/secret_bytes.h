// shared/base/secret_bytes.h — key material: move-only, wiped, not printable, no ==.
//
// Read it with a SecretAccess, which only the few classes named below can make.
// Secrets  wiped on destruction and on move-from; compare with crypto::equal_constant_time
#pragma once

#include <cstring>
#include <utility>

#include "shared/base/bytes.h"

namespace care {

// Writes zeros in a way the compiler may not remove: for all it knows, the empty assembly reads them.
inline void wipe(void* memory, std::size_t size) {
  if (size == 0) return;
  std::memset(memory, 0, size);
  __asm__ __volatile__("" : : "r"(memory) : "memory");
}
inline void wipe(Bytes& bytes) { wipe(bytes.data(), bytes.size()); }

namespace crypto { class SecretAccessMaker; }

// Whoever holds one may read secret bytes. Made by crypto::SecretAccessMaker alone, whose friends are
// listed in shared/crypto/secret_access.h: grep that one file to know every reader of a key.
class SecretAccess {
 private:
  SecretAccess() = default;
  friend class crypto::SecretAccessMaker;
};

template <std::size_t N>
class SecretBytes {
 public:
  static constexpr std::size_t kSize = N;

  SecretBytes() = default;
  explicit SecretBytes(ByteArray<N>& moved_in) : bytes_(moved_in) { wipe(moved_in.data(), N); }
  SecretBytes(SecretBytes&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_.data(), N); }
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      wipe(other.bytes_.data(), N);
    }
    return *this;
  }
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes() { wipe(bytes_.data(), N); }

  std::span<const std::uint8_t, N> read(SecretAccess) const { return bytes_; }
  std::span<std::uint8_t, N> write(SecretAccess) { return bytes_; }

 private:
  ByteArray<N> bytes_{};
};

using Secret32 = SecretBytes<32>;
using Secret64 = SecretBytes<64>;

}  // namespace care
