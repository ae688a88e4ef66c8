#include "shared/audit/merkle.h"

#include <algorithm>

#include "shared/crypto/hazmat/sha2.h"

namespace care::audit {
namespace {

constexpr ByteArray<1> kLeafPrefix{0x00};
constexpr std::uint8_t kNodePrefix = 0x01;

std::size_t set_bits(std::uint64_t value) {
  std::size_t count = 0;
  for (; value != 0; value &= value - 1) ++count;
  return count;
}

}  // namespace

Hash32 hash_leaf(BytesView leaf) { return crypto::sha256({kLeafPrefix, leaf}); }

Hash32 hash_node(const Hash32& left, const Hash32& right) {
  ByteArray<1 + 2 * sizeof(Hash32)> input;
  input[0] = kNodePrefix;
  std::copy(left.begin(), left.end(), input.begin() + 1);
  std::copy(right.begin(), right.end(), input.begin() + 1 + sizeof(Hash32));
  return crypto::sha256(input);
}

Hash32 empty_root() { return crypto::sha256({}); }

Result<Hash32> decode_hash(BytesView bytes) {
  Hash32 hash{};
  if (!copy_exact(bytes, hash)) return ErrorCode::proof_invalid;
  return hash;
}

Result<CompactRange> CompactRange::create(std::uint64_t size, std::vector<Hash32> frontier) {
  if (size > kMaxLogSize || frontier.size() != set_bits(size)) return ErrorCode::store_corrupt;
  CompactRange range;
  range.size_ = size;
  range.frontier_ = std::move(frontier);
  return range;
}

Result<CompactRange> CompactRange::decode(BytesView bytes) {
  constexpr std::size_t kSizeBytes = sizeof(std::uint64_t);
  constexpr std::size_t kHashBytes = sizeof(Hash32);
  if (bytes.size() < kSizeBytes || (bytes.size() - kSizeBytes) % kHashBytes != 0) return ErrorCode::store_corrupt;
  std::vector<Hash32> frontier((bytes.size() - kSizeBytes) / kHashBytes);
  for (std::size_t i = 0; i < frontier.size(); ++i) {
    copy_exact(bytes.subspan(kSizeBytes + i * kHashBytes, kHashBytes), frontier[i]);
  }
  return create(read_big_endian<std::uint64_t>(bytes.first(kSizeBytes)), std::move(frontier));
}

Bytes CompactRange::encode() const {
  Bytes out;
  append_big_endian(out, size_);
  for (const Hash32& hash : frontier_) care::append(out, hash);
  return out;
}

Hash32 CompactRange::root() const {
  if (frontier_.empty()) return empty_root();
  Hash32 hash = frontier_.back();
  for (std::size_t i = frontier_.size() - 1; i-- > 0;) hash = hash_node(frontier_[i], hash);
  return hash;
}

}  // namespace care::audit
