#include "shared/signin/sha1.h"

#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"

#include <algorithm>

namespace care::signin {

namespace {

constexpr std::size_t kBlockBytes = 64;

constexpr std::uint32_t rotate_left(std::uint32_t value, unsigned by) { return (value << by) | (value >> (32U - by)); }

struct Round {
  std::uint32_t mixed;
  std::uint32_t constant;
};

Round round_of(unsigned t, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  if (t < 20) return {(b & c) | (~b & d), 0x5A827999U};
  if (t < 40) return {b ^ c ^ d, 0x6ED9EBA1U};
  if (t < 60) return {(b & c) | (b & d) | (c & d), 0x8F1BBCDCU};
  return {b ^ c ^ d, 0xCA62C1D6U};
}

void compress(std::array<std::uint32_t, 5>& state, BytesView block) {
  std::array<std::uint32_t, 80> w{};
  for (std::size_t t = 0; t < 16; ++t) w[t] = read_big_endian<std::uint32_t>(block.subspan(t * 4, 4));
  for (std::size_t t = 16; t < 80; ++t) w[t] = rotate_left(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
  auto [a, b, c, d, e] = state;
  for (unsigned t = 0; t < 80; ++t) {
    const Round round = round_of(t, b, c, d);
    const std::uint32_t next = rotate_left(a, 5) + round.mixed + e + round.constant + w[t];
    e = d;
    d = c;
    c = rotate_left(b, 30);
    b = a;
    a = next;
  }
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
  wipe(w.data(), sizeof w);
}

}  // namespace

ByteArray<20> sha1(BytesView input) {
  Bytes padded;
  padded.reserve(input.size() + 2 * kBlockBytes);
  append(padded, input);
  padded.push_back(0x80);
  while (padded.size() % kBlockBytes != kBlockBytes - 8) padded.push_back(0);
  append_big_endian(padded, static_cast<std::uint64_t>(input.size()) * 8);

  std::array<std::uint32_t, 5> state = {0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
  for (std::size_t at = 0; at < padded.size(); at += kBlockBytes)
    compress(state, BytesView(padded).subspan(at, kBlockBytes));
  wipe(padded);

  ByteArray<20> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  return out;
}

ByteArray<20> hmac_sha1(BytesView key, BytesView message) {
  CARE_CHECK(key.size() <= kBlockBytes);
  Bytes inner(kBlockBytes, 0x36);
  Bytes outer(kBlockBytes, 0x5C);
  inner.reserve(kBlockBytes + message.size());
  outer.reserve(kBlockBytes + 20);
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner[i] = static_cast<std::uint8_t>(inner[i] ^ key[i]);
    outer[i] = static_cast<std::uint8_t>(outer[i] ^ key[i]);
  }
  append(inner, message);
  append(outer, sha1(inner));
  const ByteArray<20> tag = sha1(outer);
  wipe(inner);
  wipe(outer);
  return tag;
}

}  // namespace care::signin
