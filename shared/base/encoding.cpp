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

constexpr std::size_t letters_for(std::size_t bytes, unsigned bits) { return (bytes * 8 + bits - 1) / bits; }

// The alphabet is a template argument so that its shifts are constants: envelopes in JSON are most of what a server sends.
// Writes letters_for(bytes) letters.
template <const Alphabet& alphabet>
void write_letters(BytesView bytes, char* letter) {
  constexpr std::uint32_t kMask = (1U << alphabet.bits) - 1U;
  if constexpr (alphabet.bits == 6) {
    for (; bytes.size() >= 3; bytes = bytes.subspan(3)) {
      const std::uint32_t three = (std::uint32_t{bytes[0]} << 16U) | (std::uint32_t{bytes[1]} << 8U) | bytes[2];
      *letter++ = alphabet.letters[three >> 18U];
      *letter++ = alphabet.letters[(three >> 12U) & kMask];
      *letter++ = alphabet.letters[(three >> 6U) & kMask];
      *letter++ = alphabet.letters[three & kMask];
    }
  }
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
  if (held > 0) *letter = alphabet.letters[(buffer << (alphabet.bits - held)) & kMask];
}

template <const Alphabet& alphabet>
std::string encode(BytesView bytes) {
  std::string out(letters_for(bytes.size(), alphabet.bits), '=');
  write_letters<alphabet>(bytes, out.data());
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
  Bytes out(text.size() * alphabet.bits / 8);
  std::uint8_t* byte = out.data();
  const auto value_of = [](char letter) { return std::int32_t{table[static_cast<std::uint8_t>(letter)]}; };
  if constexpr (alphabet.bits == 6) {
    for (; text.size() >= 4; text.remove_prefix(4)) {
      const std::int32_t three = (value_of(text[0]) << 18) | (value_of(text[1]) << 12) | (value_of(text[2]) << 6) | value_of(text[3]);
      if (three < 0) return ErrorCode::encoding_invalid;
      *byte++ = static_cast<std::uint8_t>(three >> 16);
      *byte++ = static_cast<std::uint8_t>((three >> 8) & 0xFF);
      *byte++ = static_cast<std::uint8_t>(three & 0xFF);
    }
  }
  std::uint32_t buffer = 0;
  unsigned held = 0;
  for (const char letter : text) {
    const std::int32_t value = value_of(letter);
    if (value < 0) return ErrorCode::encoding_invalid;
    buffer = (buffer << alphabet.bits) | static_cast<std::uint32_t>(value);
    held += alphabet.bits;
    if (held >= 8) {
      held -= 8;
      *byte++ = static_cast<std::uint8_t>((buffer >> held) & 0xFFU);
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
void append_base64url(std::string& text, BytesView bytes) {
  const std::size_t had = text.size();
  text.resize(had + letters_for(bytes.size(), kBase64url.bits));
  write_letters<kBase64url>(bytes, text.data() + had);
}
Result<Bytes> decode_base64url(std::string_view text) { return decode<kBase64url>(text); }
std::string encode_base32hex(BytesView bytes) { return encode<kBase32hex>(bytes); }
Result<Bytes> decode_base32hex(std::string_view text) { return decode<kBase32hex>(text); }

}  // namespace care
