// shared/base/bytes.h — the byte types every layer speaks.
//
// Shapes   Bytes owns, BytesView borrows and is never stored
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace care {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;

using Hash32 = ByteArray<32>;

inline BytesView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes to_bytes(BytesView view) { return {view.begin(), view.end()}; }

inline void append(Bytes& out, BytesView more) { out.insert(out.end(), more.begin(), more.end()); }

// Big-endian, as in every binary format of ours.
template <typename Unsigned>
void append_big_endian(Bytes& out, Unsigned value) {
  for (std::size_t i = sizeof(Unsigned); i-- > 0;) {
    out.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xFFU));
  }
}

template <typename Unsigned>
Unsigned read_big_endian(BytesView bytes) {
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned) && i < bytes.size(); ++i) {
    value = static_cast<Unsigned>((value << 8U) | bytes[i]);
  }
  return value;
}

template <std::size_t N>
bool copy_exact(BytesView from, ByteArray<N>& to) {
  if (from.size() != N) return false;
  for (std::size_t i = 0; i < N; ++i) to[i] = from[i];
  return true;
}

}  // namespace care
