#include "tests/thief/search.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "shared/base/encoding.h"

namespace care::test {
namespace {

constexpr std::size_t kSlots = 1U << 16U;
constexpr std::size_t kMostUnpacked = 1024 * 1024;
constexpr std::size_t kFewestBytes = 4;
constexpr int kDeepest = 2;

std::string utf16(std::string_view text, bool big_endian) {
  std::string out;
  for (const char letter : text) {
    if (big_endian) out += '\0';
    out += letter;
    if (!big_endian) out += '\0';
  }
  return out;
}

std::string in_capitals(std::string text) {
  for (char& letter : text) letter = static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
  return text;
}

std::string with_plain_alphabet(std::string text) {
  for (char& letter : text) letter = letter == '-' ? '+' : letter == '_' ? '/' : letter;
  return text;
}

// Base64 of the word when `shift` bytes stand before it in its group of three; letters that depend on neighbours are cut off.
std::string base64url_at(std::string_view word, std::size_t shift) {
  const std::string shifted = std::string(shift, 'x') + std::string(word);
  const std::string text = encode_base64url(as_bytes(shifted));
  const std::size_t first = (shift * 8 + 5) / 6;
  return text.substr(first, shifted.size() * 8 / 6 - first);
}

bool begins_zlib(std::string_view bytes) {
  if (bytes.size() < 8) return false;
  const auto a = static_cast<std::uint8_t>(bytes[0]);
  const auto b = static_cast<std::uint8_t>(bytes[1]);
  return (a == 0x1F && b == 0x8B && bytes[2] == 8) || ((a & 0x0FU) == 8 && (a >> 4U) <= 7 && (a * 256U + b) % 31 == 0 && (b & 0x20U) == 0);
}

// Pages of a database, frames of its write-ahead log, what follows a line: values of a dump, the body of an HTTP answer.
bool begins_something(std::string_view bytes, std::size_t at) {
  constexpr std::size_t kPage = 4096, kFrame = kPage + 24;
  return at % kPage == 0 || (at >= 56 && (at - 56) % kFrame == 0) || (at >= 1 && bytes[at - 1] == '\n');
}

struct BrotliFree {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

}  // namespace

std::vector<std::string> spellings_of(std::string_view word) {
  const std::string hex = encode_hex(as_bytes(word));
  std::vector<std::string> out = {std::string(word), utf16(word, false), utf16(word, true), hex, in_capitals(hex)};
  for (std::size_t shift = 0; shift < 3; ++shift) {
    out.push_back(base64url_at(word, shift));
    out.push_back(with_plain_alphabet(out.back()));
  }
  std::erase_if(out, [](const std::string& each) { return each.size() < kFewestBytes; });
  return out;
}

std::string unpack_zlib(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 32) != Z_OK) return {};  // zlib and gzip
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));  // zlib reads it only
  stream.avail_in = static_cast<unsigned>(std::min(bytes.size(), kMostUnpacked));
  std::string out;
  std::array<Bytef, 4096> part{};
  int result = Z_OK;
  while (result == Z_OK && out.size() < kMostUnpacked) {
    stream.next_out = part.data();
    stream.avail_out = part.size();
    result = inflate(&stream, Z_NO_FLUSH);
    // What came before an error counts too.
    out.append(reinterpret_cast<const char*>(part.data()), part.size() - stream.avail_out);
    if (stream.avail_out == part.size()) break;
  }
  inflateEnd(&stream);
  return out;
}

std::string unpack_brotli(std::string_view bytes) {
  const std::unique_ptr<BrotliDecoderState, BrotliFree> state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  std::string out;
  std::array<std::uint8_t, 4096> part{};
  while (out.size() < kMostUnpacked) {
    std::uint8_t* to = part.data();
    std::size_t room = part.size();
    const auto result = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &to, nullptr);
    out.append(reinterpret_cast<const char*>(part.data()), part.size() - room);
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) break;
  }
  return out;
}

Search::Search(std::vector<Planted> words) : words_(std::move(words)), by_beginning_(kSlots) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    for (std::string& spelling : spellings_of(words_[i].value)) add(std::move(spelling), i);
  }
}

std::size_t Search::slot_of(const char* at) {
  std::uint32_t number = 0;
  std::memcpy(&number, at, sizeof number);
  return (number * 2654435761U) >> 16U;
}

void Search::add(std::string bytes, std::size_t word) {
  by_beginning_[slot_of(bytes.data())].push_back(static_cast<std::uint32_t>(spellings_.size()));
  spellings_.push_back({std::move(bytes), word});
}

void Search::find_plain(std::string_view bytes, std::set<std::string>& found) const {
  for (std::size_t at = 0; at + kFewestBytes <= bytes.size(); ++at) {
    const auto& candidates = by_beginning_[slot_of(bytes.data() + at)];
    if (candidates.empty()) continue;
    for (const std::uint32_t each : candidates) {
      if (bytes.substr(at).starts_with(spellings_[each].bytes)) found.insert(words_[spellings_[each].word].what);
    }
  }
}

void Search::find_packed(std::string_view bytes, Brotli brotli, int depth, std::set<std::string>& found) const {
  const auto look_into = [&](const std::string& unpacked) {
    if (unpacked.size() < kFewestBytes) return;
    find_plain(unpacked, found);
    if (depth < kDeepest) find_packed(unpacked, Brotli::likely, depth + 1, found);
  };
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const std::string_view rest = bytes.substr(at);
    if (begins_zlib(rest)) look_into(unpack_zlib(rest));
    if (brotli == Brotli::everywhere || begins_something(bytes, at)) look_into(unpack_brotli(rest));
  }
}

std::set<std::string> Search::find_in(std::string_view bytes, Brotli brotli) const {
  std::set<std::string> found;
  find_plain(bytes, found);
  find_packed(bytes, brotli, 1, found);
  return found;
}

}  // namespace care::test
