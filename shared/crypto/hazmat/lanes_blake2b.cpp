#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/crypto/hazmat/lanes.h"
#include "shared/crypto/hazmat/lanes_vectors.h"

namespace care::crypto::lanes {
namespace {

constexpr std::size_t kBlockBytes = 128;

alignas(16) constexpr std::uint64_t kStart[8] = {0x6a09e667f3bcc908U, 0xbb67ae8584caa73bU, 0x3c6ef372fe94f82bU,
                                                 0xa54ff53a5f1d36f1U, 0x510e527fade682d1U, 0x9b05688c2b3e6c1fU,
                                                 0x1f83d9abfb41bd6bU, 0x5be0cd19137e2179U};

constexpr std::uint8_t kSchedule[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

// A row of the 4 × 4 words: columns 0 and 1, columns 2 and 3.
struct Row {
  Pair low, high;
};

// The first half of G in four columns at once, or the second.
template <bool Second>
[[gnu::always_inline]] inline void half_mix(Row& a, Row& b, Row& c, Row& d, Pair m_low, Pair m_high) {
  constexpr int kTurnD = Second ? 2 : 4;
  a = {a.low + b.low + m_low, a.high + b.high + m_high};
  d = {turn_right<8, kTurnD>(d.low ^ a.low), turn_right<8, kTurnD>(d.high ^ a.high)};
  c = {c.low + d.low, c.high + d.high};
  b = {b.low ^ c.low, b.high ^ c.high};
  if constexpr (Second) {
    b = {(b.low >> 63U) ^ (b.low + b.low), (b.high >> 63U) ^ (b.high + b.high)};
  } else {
    b = {turn_right<8, 3>(b.low), turn_right<8, 3>(b.high)};
  }
}

// Two words of the message side by side: those that columns I / 2 and I / 2 + 1 take.
template <int Round, int I>
[[gnu::always_inline]] inline Pair pick(const Pair (&m)[8]) {
  constexpr int kFirst = kSchedule[Round % 10][I];
  constexpr int kSecond = kSchedule[Round % 10][I + 2];
  return __builtin_shufflevector(m[kFirst / 2], m[kSecond / 2], kFirst % 2, 2 + kSecond % 2);
}

[[gnu::always_inline]] inline Pair joined(Pair x, Pair y) { return __builtin_shufflevector(x, y, 1, 2); }

template <int Round>
[[gnu::always_inline]] inline void mix(Row& a, Row& b, Row& c, Row& d, const Pair (&m)[8]) {
  half_mix<false>(a, b, c, d, pick<Round, 0>(m), pick<Round, 4>(m));
  half_mix<true>(a, b, c, d, pick<Round, 1>(m), pick<Round, 5>(m));
  // The diagonals become columns, and columns again.
  b = {joined(b.low, b.high), joined(b.high, b.low)};
  c = {c.high, c.low};
  d = {joined(d.high, d.low), joined(d.low, d.high)};
  half_mix<false>(a, b, c, d, pick<Round, 8>(m), pick<Round, 12>(m));
  half_mix<true>(a, b, c, d, pick<Round, 9>(m), pick<Round, 13>(m));
  b = {joined(b.high, b.low), joined(b.low, b.high)};
  c = {c.high, c.low};
  d = {joined(d.low, d.high), joined(d.high, d.low)};
}

struct State {
  std::uint64_t h[8];
  std::uint64_t count = 0;  // bytes so far
};

// One block, of which `used` bytes count.
[[gnu::noinline]] void compress(State& state, const std::uint8_t* block, std::size_t used, bool last) {
  Pair m[8];
  for (int i = 0; i < 8; ++i) m[i] = load<Pair>(block + 16 * i);
  state.count += used;
  const std::uint64_t end = last ? ~std::uint64_t{0} : 0;
  Row a{load<Pair>(&state.h[0]), load<Pair>(&state.h[2])};
  Row b{load<Pair>(&state.h[4]), load<Pair>(&state.h[6])};
  Row c{load<Pair>(&kStart[0]), load<Pair>(&kStart[2])};
  Row d{load<Pair>(&kStart[4]) ^ Pair{state.count, 0}, load<Pair>(&kStart[6]) ^ Pair{end, 0}};
  mix<0>(a, b, c, d, m);
  mix<1>(a, b, c, d, m);
  mix<2>(a, b, c, d, m);
  mix<3>(a, b, c, d, m);
  mix<4>(a, b, c, d, m);
  mix<5>(a, b, c, d, m);
  mix<6>(a, b, c, d, m);
  mix<7>(a, b, c, d, m);
  mix<8>(a, b, c, d, m);
  mix<9>(a, b, c, d, m);
  mix<10>(a, b, c, d, m);
  mix<11>(a, b, c, d, m);
  const Pair out[4] = {load<Pair>(&state.h[0]) ^ a.low ^ c.low, load<Pair>(&state.h[2]) ^ a.high ^ c.high,
                       load<Pair>(&state.h[4]) ^ b.low ^ d.low, load<Pair>(&state.h[6]) ^ b.high ^ d.high};
  std::memcpy(state.h, out, sizeof out);
}

}  // namespace

void blake2b(std::span<std::uint8_t> out, BytesView key, BytesView input) {
  CARE_CHECK(!out.empty() && out.size() <= 64 && key.size() <= 64);
  State state;
  std::memcpy(state.h, kStart, sizeof kStart);
  state.h[0] ^= 0x01010000U ^ (std::uint64_t{key.size()} << 8U) ^ out.size();
  alignas(16) std::uint8_t block[kBlockBytes] = {};
  if (!key.empty()) {
    std::memcpy(block, key.data(), key.size());
    compress(state, block, kBlockBytes, input.empty());
  }
  if (key.empty() || !input.empty()) {
    for (; input.size() > kBlockBytes; input = input.subspan(kBlockBytes))
      compress(state, input.data(), kBlockBytes, false);
    std::memset(block, 0, kBlockBytes);
    if (!input.empty()) std::memcpy(block, input.data(), input.size());
    compress(state, block, input.size(), true);
  }
  std::memcpy(out.data(), state.h, out.size());
  wipe(block, sizeof block);
  wipe(&state, sizeof state);
}

}  // namespace care::crypto::lanes
