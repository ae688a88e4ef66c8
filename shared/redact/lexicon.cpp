#include "shared/redact/lexicon.h"

#include <array>

namespace care::redact {
namespace {

constexpr std::string_view kMagic = "CAREWORD";
constexpr std::uint32_t kVersion = 2;
constexpr std::size_t kHeadBytes = 40;
constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kSlotBytes = 3;  // fingerprint and combination beside one another: one load from far away, not two
// Far above what the script writes, and low enough that no product of two of these passes 32 bits.
constexpr std::uint32_t kMostSlots = 1U << 21U;
constexpr std::uint32_t kMostWeightBytes = 1U << 24U;

std::uint32_t read_u16(BytesView bytes, std::size_t index) {
  return static_cast<std::uint32_t>(bytes[2 * index]) | static_cast<std::uint32_t>(bytes[2 * index + 1]) << 8U;
}

std::uint32_t read_u32(BytesView bytes, std::size_t index) { return read_u16(bytes, 2 * index) | read_u16(bytes, 2 * index + 1) << 16U; }

constexpr std::array<std::uint32_t, 256> make_checksum_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t value = byte;
    for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
    table[byte] = value;
  }
  return table;
}
constexpr auto kChecksumTable = make_checksum_table();

// CRC-32 (ISO 3309): against a torn or stale file, not against a hostile one; open() trusts no value for it.
std::uint32_t checksum(BytesView bytes) {
  std::uint32_t value = 0xFFFFFFFFU;
  for (const std::uint8_t byte : bytes) value = kChecksumTable[(value ^ byte) & 0xFFU] ^ (value >> 8U);
  return ~value;
}

// Below `range`, which is not 0.
constexpr std::uint32_t reduce(std::uint32_t hash, std::uint32_t range) {
  return static_cast<std::uint32_t>((static_cast<std::uint64_t>(hash) * range) >> 32U);
}

constexpr std::size_t padded(std::size_t bytes) { return (bytes + 3U) & ~std::size_t{3}; }

}  // namespace

Result<Lexicon> Lexicon::open(BytesView lists) {
  if (lists.size() < kHeadBytes + kChecksumBytes || as_text(lists.first(kMagic.size())) != kMagic) return ErrorCode::lists_invalid;
  const auto head = [&](std::size_t index) { return read_u32(lists, 2 + index); };
  Lexicon out;
  out.slots_ = head(3);
  out.buckets_ = head(4);
  const std::uint32_t sets = head(5);
  const std::uint32_t weights = head(6);
  if (head(0) != kVersion || head(1) != lists.size() || out.slots_ == 0 || out.slots_ > kMostSlots || out.buckets_ == 0 ||
      out.buckets_ > kMostSlots || sets == 0 || sets > 256 || weights > kMostWeightBytes) {
    return ErrorCode::lists_invalid;
  }
  std::size_t at = kHeadBytes;
  const auto skip = [&](std::size_t bytes) {
    const std::size_t begin = at;
    at += padded(bytes);
    return begin;
  };
  const std::size_t displacements = skip(std::size_t{2} * out.buckets_);
  const std::size_t entries = skip(kSlotBytes * out.slots_);
  const std::size_t set_table = skip(std::size_t{4} * sets);
  const std::size_t weight_bytes = skip(weights);
  if (lists.size() != at + kChecksumBytes || read_u32(lists, at / 4) != checksum(lists.first(at))) return ErrorCode::lists_invalid;
  out.displacements_ = lists.subspan(displacements, std::size_t{2} * out.buckets_);
  out.entries_ = lists.subspan(entries, kSlotBytes * out.slots_);
  out.sets_ = lists.subspan(set_table, std::size_t{4} * sets);
  out.weights_ = lists.subspan(weight_bytes, weights);
  for (std::size_t i = kSlotBytes - 1; i < out.entries_.size(); i += kSlotBytes) {
    if (out.entries_[i] >= sets) return ErrorCode::lists_invalid;
  }
  return out;
}

std::uint32_t Lexicon::slot_of(WordHash word) const {
  const std::uint32_t displacement = read_u16(displacements_, reduce(word.a, buckets_));
  return reduce(mix_hash(word.b ^ (displacement + 1) * 0x9E3779B9U), slots_);
}

WordClasses Lexicon::classes_in(std::uint32_t slot, WordHash word) const {
  const std::uint8_t* const entry = entries_.data() + kSlotBytes * slot;  // slots are below slots_, whatever the hash
  if ((entry[0] | static_cast<std::uint32_t>(entry[1]) << 8U) != (word.a & 0xFFFFU)) return 0;
  return read_u32(sets_, entry[2]);
}

WordClasses Lexicon::classes(WordHash word) const { return classes_in(slot_of(word), word); }

void Lexicon::classes_of_all(std::span<const WordHash> words, std::span<WordClasses> classes) const {
  // First where each would stand, then what stands there: no look-up needs the one before it.
  const WordHash* const word = words.data();
  WordClasses* const out = classes.data();
  for (std::size_t i = 0; i < words.size(); ++i) out[i] = slot_of(word[i]);
  for (std::size_t i = 0; i < words.size(); ++i) out[i] = classes_in(out[i], word[i]);
}

}  // namespace care::redact
