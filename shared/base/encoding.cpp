#include "shared/base/encoding.h"

namespace care {
namespace {

// A power-of-two alphabet, with the bits taken from the most significant end.
struct Alphabet {
  std::string_view letters;
  unsigned bits;
  bool padded;
};

constexpr Alphabet kHex{"0123456789abcdef", 4, false};
constexpr Alphabet kBase64{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6, true};
constexpr Alphabet kBase64url{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 6, false};
constexpr Alphabet kBase32hex{"0123456789abcdefghijklmnopqrstuv", 5, false};

// The alphabet is a template argument so that its shifts are constants: envelopes in JSON are most of what a server sends.
template <const Alphabet& alphabet>
std::string encode(BytesView bytes) {
  constexpr std::uint32_t kMask = (1U << alphabet.bits) - 1U;
  std::string out((bytes.size() * 8 + alphabet.bits - 1) / alphabet.bits, '=');
  char* letter = out.data();
  std::uint32_t buffer = 0;
  unsigned held = 0;
  for (const std::uint8_t byte : bytes) {
    buffer = (buffer << 8U) | byte;
    held += 8;
    while (held >= alphabet.bits) {
      held -= alphabet.bits;
      *letter++ = alphabet.letters[(buffer >> held) & kMask];
    }
  }
  if (held > 0) *letter++ = alphabet.letters[(buffer << (alphabet.bits - held)) & kMask];
  if (alphabet.padded) out.resize((out.size() + 3) / 4 * 4, '=');
  return out;
}

constexpr std::array<std::int8_t, 256> reverse_table(const Alphabet& alphabet) {
  std::array<std::int8_t, 256> table{};
  for (std::int8_t& each : table) each = -1;
  for (std::size_t i = 0; i < alphabet.letters.size(); ++i) {
    table[static_cast<std::uint8_t>(alphabet.letters[i])] = static_cast<std::int8_t>(i);
  }
  return table;
}

template <const Alphabet& alphabet>
Result<Bytes> decode(std::string_view text) {
  static constexpr std::array<std::int8_t, 256> table = reverse_table(alphabet);
  if (alphabet.padded) {
    if (text.size() % 4 != 0) return ErrorCode::encoding_invalid;
    std::size_t padding = 0;
    while (padding < 2 && !text.empty() && text.back() == '=') {
      text.remove_suffix(1);
      ++padding;
    }
  }
  Bytes out;
  out.reserve(text.size() * alphabet.bits / 8);
  std::uint32_t buffer = 0;
  unsigned held = 0;
  for (const char letter : text) {
    const std::int8_t value = table[static_cast<std::uint8_t>(letter)];
    if (value < 0) return ErrorCode::encoding_invalid;
    buffer = (buffer << alphabet.bits) | static_cast<std::uint32_t>(value);
    held += alphabet.bits;
    if (held >= 8) {
      held -= 8;
      out.push_back(static_cast<std::uint8_t>((buffer >> held) & 0xFFU));
    }
  }
  // What is left must be fewer bits than a letter, and zero: otherwise two texts would mean the same bytes.
  if (held >= alphabet.bits) return ErrorCode::encoding_invalid;
  if ((buffer & ((1U << held) - 1U)) != 0) return ErrorCode::encoding_invalid;
  return out;
}

}  // namespace

std::string encode_hex(BytesView bytes) { return encode<kHex>(bytes); }
Result<Bytes> decode_hex(std::string_view text) { return decode<kHex>(text); }
std::string encode_base64(BytesView bytes) { return encode<kBase64>(bytes); }
Result<Bytes> decode_base64(std::string_view text) { return decode<kBase64>(text); }
std::string encode_base64url(BytesView bytes) { return encode<kBase64url>(bytes); }
Result<Bytes> decode_base64url(std::string_view text) { return decode<kBase64url>(text); }
std::string encode_base32hex(BytesView bytes) { return encode<kBase32hex>(bytes); }
Result<Bytes> decode_base32hex(std::string_view text) { return decode<kBase32hex>(text); }

}  // namespace care
