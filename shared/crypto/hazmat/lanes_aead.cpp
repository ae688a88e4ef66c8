#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/crypto/hazmat/lanes.h"
#include "shared/crypto/hazmat/lanes_vectors.h"

#include <algorithm>

#include <sodium.h>

namespace care::crypto::lanes {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr int kSideBySide = 4;  // as many as keep the registers busy without spilling
constexpr std::size_t kStretchBytes = kSideBySide * kBlockBytes;

alignas(16) constexpr std::uint32_t kSigma[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

// The rows of so many blocks' states.
template <int Blocks>
struct Rows {
  Quad a[Blocks], b[Blocks], c[Blocks], d[Blocks];
};

template <unsigned Bits>
[[gnu::always_inline]] inline Quad turn_left(Quad x) {
  if constexpr (Bits % 8 == 0) return turn_right<4, 4 - static_cast<int>(Bits) / 8>(x);
  return (x << Bits) | (x >> (32U - Bits));
}

template <unsigned TurnD, unsigned TurnB, int Blocks>
[[gnu::always_inline]] inline void half_quarter_rounds(Rows<Blocks>& s) {
  for (int i = 0; i < Blocks; ++i) s.a[i] += s.b[i];
  for (int i = 0; i < Blocks; ++i) s.d[i] = turn_left<TurnD>(s.d[i] ^ s.a[i]);
  for (int i = 0; i < Blocks; ++i) s.c[i] += s.d[i];
  for (int i = 0; i < Blocks; ++i) s.b[i] = turn_left<TurnB>(s.b[i] ^ s.c[i]);
}

[[gnu::always_inline]] inline Quad from_1(Quad x) { return __builtin_shufflevector(x, x, 1, 2, 3, 0); }
[[gnu::always_inline]] inline Quad from_2(Quad x) { return __builtin_shufflevector(x, x, 2, 3, 0, 1); }
[[gnu::always_inline]] inline Quad from_3(Quad x) { return __builtin_shufflevector(x, x, 3, 0, 1, 2); }

template <int Blocks>
[[gnu::always_inline]] inline void twenty_rounds(Rows<Blocks>& s) {
  for (int twice = 0; twice < 10; ++twice) {
    half_quarter_rounds<16, 12>(s);
    half_quarter_rounds<8, 7>(s);
    for (int i = 0; i < Blocks; ++i) {
      s.b[i] = from_1(s.b[i]);
      s.c[i] = from_2(s.c[i]);
      s.d[i] = from_3(s.d[i]);
    }
    half_quarter_rounds<16, 12>(s);
    half_quarter_rounds<8, 7>(s);
    for (int i = 0; i < Blocks; ++i) {
      s.b[i] = from_3(s.b[i]);
      s.c[i] = from_2(s.c[i]);
      s.d[i] = from_1(s.d[i]);
    }
  }
}

// The stream of one key and nonce, a stretch of four blocks at a time.
class Stream {
 public:
  Stream(AeadKeyView key, AeadNonceView nonce) {
    Rows<1> s{
        {load<Quad>(kSigma)}, {load<Quad>(key.data())}, {load<Quad>(key.data() + 16)}, {load<Quad>(nonce.data())}};
    twenty_rounds(s);  // HChaCha20
    key_low_ = s.a[0];
    key_high_ = s.d[0];
    std::memcpy(&nonce_low_, nonce.data() + 16, sizeof nonce_low_);
    std::memcpy(&nonce_high_, nonce.data() + 20, sizeof nonce_high_);
    advance();
    std::memcpy(poly1305_key_, stretch_, sizeof poly1305_key_);
  }
  ~Stream() {
    wipe(poly1305_key_, sizeof poly1305_key_);
    wipe(&key_low_, sizeof key_low_);
    wipe(&key_high_, sizeof key_high_);
    wipe(stretch_, sizeof stretch_);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  const std::uint8_t* poly1305_key() const { return poly1305_key_; }

  // Once: the first block gave Poly1305 its key, the text begins with the second. `to` may be where it comes from.
  void add_to(BytesView from, std::uint8_t* to) {
    std::size_t used = kBlockBytes;
    while (!from.empty()) {
      if (used == kStretchBytes) {
        advance();
        used = 0;
      }
      const std::size_t size = std::min(from.size(), kStretchBytes - used);
      add(from.first(size), stretch_ + used, to);
      used += size;
      to += size;
      from = from.subspan(size);
    }
  }

 private:
  static void add(BytesView from, const std::uint8_t* stream, std::uint8_t* to) {
    std::size_t at = 0;
    for (; at + 16 <= from.size(); at += 16) {
      const Quad sum = load<Quad>(from.data() + at) ^ load<Quad>(stream + at);
      std::memcpy(to + at, &sum, sizeof sum);
    }
    for (; at < from.size(); ++at) to[at] = static_cast<std::uint8_t>(from[at] ^ stream[at]);
  }

  void advance() {
    const Quad sigma = load<Quad>(kSigma);
    Rows<kSideBySide> s;
    for (int i = 0; i < kSideBySide; ++i) {
      s.a[i] = sigma;
      s.b[i] = key_low_;
      s.c[i] = key_high_;
      s.d[i] = last_row(i);
    }
    twenty_rounds(s);
    for (int i = 0; i < kSideBySide; ++i) {
      const Quad block[4] = {s.a[i] + sigma, s.b[i] + key_low_, s.c[i] + key_high_, s.d[i] + last_row(i)};
      std::memcpy(stretch_ + i * static_cast<int>(kBlockBytes), block, sizeof block);
    }
    counter_ += kSideBySide;
  }
  Quad last_row(int i) const { return Quad{counter_ + static_cast<std::uint32_t>(i), 0, nonce_low_, nonce_high_}; }

  Quad key_low_, key_high_;
  std::uint32_t nonce_low_ = 0, nonce_high_ = 0;
  std::uint32_t counter_ = 0;
  std::uint8_t poly1305_key_[32];
  alignas(16) std::uint8_t stretch_[kStretchBytes];
};

// Over associated data and ciphertext, each filled up to 16 bytes, and both sizes.
void authenticate(const Stream& stream, BytesView aad, BytesView ciphertext, std::uint8_t* tag) {
  static constexpr std::uint8_t kZeros[16] = {};
  const std::uint64_t sizes[2] = {aad.size(), ciphertext.size()};
  crypto_onetimeauth_poly1305_state state;
  crypto_onetimeauth_poly1305_init(&state, stream.poly1305_key());
  for (const BytesView part : {aad, ciphertext}) {
    crypto_onetimeauth_poly1305_update(&state, part.data(), part.size());
    crypto_onetimeauth_poly1305_update(&state, kZeros, (16 - part.size() % 16) % 16);
  }
  std::uint8_t little_endian[sizeof sizes];
  std::memcpy(little_endian, sizes, sizeof sizes);
  crypto_onetimeauth_poly1305_update(&state, little_endian, sizeof little_endian);
  crypto_onetimeauth_poly1305_final(&state, tag);
  wipe(&state, sizeof state);
}

}  // namespace

void aead_encrypt_in_place(AeadKeyView key, AeadNonceView nonce, BytesView aad, std::span<std::uint8_t> text,
                           std::span<std::uint8_t, 16> tag) {
  Stream stream(key, nonce);
  stream.add_to(text, text.data());
  authenticate(stream, aad, text, tag.data());
}

bool aead_decrypt(AeadKeyView key, AeadNonceView nonce, BytesView aad, BytesView ciphertext,
                  std::span<const std::uint8_t, 16> tag, std::span<std::uint8_t> out) {
  CARE_CHECK(out.size() == ciphertext.size());
  Stream stream(key, nonce);
  ByteArray<16> expected;
  authenticate(stream, aad, ciphertext, expected.data());
  const bool right = sodium_memcmp(expected.data(), tag.data(), tag.size()) == 0;
  wipe(expected.data(), expected.size());
  if (right) {
    stream.add_to(ciphertext, out.data());
  } else if (!out.empty()) {
    std::memset(out.data(), 0, out.size());
  }
  return right;
}

}  // namespace care::crypto::lanes
