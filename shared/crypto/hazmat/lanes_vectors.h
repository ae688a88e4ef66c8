// shared/crypto/hazmat/lanes_vectors.h — what both halves of lanes.h need of a 128-bit register.
#pragma once

#include <cstdint>
#include <cstring>

namespace care::crypto::lanes {

using Bytes16 = std::uint8_t __attribute__((vector_size(16)));
using Quad = std::uint32_t __attribute__((vector_size(16)));
using Pair = std::uint64_t __attribute__((vector_size(16)));

template <typename Vector>
[[gnu::always_inline]] inline Vector load(const void* from) {
  Vector vector;
  std::memcpy(&vector, from, sizeof vector);
  return vector;
}

// Each word of `WordBytes` turned to the right by whole bytes. In WebAssembly as a swizzle: V8 keeps its constant in a
// register, where for a shuffle it makes the constant anew each time.
template <int WordBytes, int ByBytes, typename Vector>
[[gnu::always_inline]] inline Vector turn_right(Vector x) {
  const auto bytes = reinterpret_cast<Bytes16>(x);
  constexpr auto from = [](int i) { return i / WordBytes * WordBytes + (i + ByBytes) % WordBytes; };
#ifdef __wasm_simd128__
  using Signed16 = signed char __attribute__((vector_size(16)));
  constexpr auto at = [from](int i) { return static_cast<signed char>(from(i)); };
  const Signed16 places = {at(0), at(1), at(2),  at(3),  at(4),  at(5),  at(6),  at(7),
                           at(8), at(9), at(10), at(11), at(12), at(13), at(14), at(15)};
  return reinterpret_cast<Vector>(__builtin_wasm_swizzle_i8x16(reinterpret_cast<Signed16>(bytes), places));
#else
  return reinterpret_cast<Vector>(__builtin_shufflevector(bytes, bytes, from(0), from(1), from(2), from(3), from(4),
                                                          from(5), from(6), from(7), from(8), from(9), from(10),
                                                          from(11), from(12), from(13), from(14), from(15)));
#endif
}

}  // namespace care::crypto::lanes
