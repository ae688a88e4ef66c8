#include "shared/audit/leaf.h"

#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/labels.h"

namespace care::audit {
namespace {

constexpr std::size_t kFixedHeadBytes = 1 + 1 + 8 + 8 + 2;
constexpr std::size_t kMaxCommitments = 255;
constexpr std::size_t kPaddingStepBytes = 64;

bool is_known_kind(std::uint8_t kind) {
  return kind >= static_cast<std::uint8_t>(LeafKind::client_statement) &&
         kind <= static_cast<std::uint8_t>(LeafKind::recovery);
}

// The rules that both directions keep.
bool is_well_formed(const Leaf& leaf) {
  if (!is_known_kind(static_cast<std::uint8_t>(leaf.kind))) return false;
  if (leaf.body.empty() || leaf.body.size() > kLeafMaxBodyBytes) return false;
  if (leaf.signature.has_value() != is_signed_kind(leaf.kind)) return false;
  if (leaf.commitments.size() > kMaxCommitments) return false;
  std::uint8_t last_field = 0;
  for (const FieldCommitment& commitment : leaf.commitments) {
    if (commitment.field <= last_field) return false;
    last_field = commitment.field;
  }
  return true;
}

// Hands out the bytes front to back; after the first shortage everything is empty and ok() is false.
class Cursor {
 public:
  explicit Cursor(BytesView bytes) : rest_(bytes) {}
  BytesView take(std::size_t count) {
    if (count > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const BytesView taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  template <typename Unsigned>
  Unsigned number() {
    return read_big_endian<Unsigned>(take(sizeof(Unsigned)));
  }
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }

 private:
  BytesView rest_;
  bool ok_ = true;
};

bool take_signature(Cursor& cursor, Leaf& leaf) {
  const std::size_t size = cursor.number<std::uint8_t>();
  if (!cursor.ok() || (size != 0 && size != kLeafSignatureBytes)) return false;
  if (size == 0) return true;
  return copy_exact(cursor.take(size), leaf.signature.emplace());
}

bool take_commitments(Cursor& cursor, Leaf& leaf) {
  const std::size_t count = cursor.number<std::uint8_t>();
  for (std::size_t i = 0; i < count && cursor.ok(); ++i) {
    FieldCommitment& commitment = leaf.commitments.emplace_back();
    commitment.field = cursor.number<std::uint8_t>();
    if (!copy_exact(cursor.take(sizeof(Hash32)), commitment.commitment)) return false;
  }
  return cursor.at_end();
}

}  // namespace

Result<Bytes> encode_leaf(const Leaf& leaf) {
  if (!is_well_formed(leaf)) return ErrorCode::leaf_malformed;
  Bytes out;
  out.reserve(kFixedHeadBytes + leaf.body.size() + kLeafSignatureBytes + 2 +
              leaf.commitments.size() * (1 + sizeof(Hash32)));
  out.push_back(kLeafVersion);
  out.push_back(static_cast<std::uint8_t>(leaf.kind));
  append_big_endian(out, leaf.index);
  append_big_endian(out, leaf.time_ms);
  append_big_endian(out, static_cast<std::uint16_t>(leaf.body.size()));
  append(out, leaf.body);
  out.push_back(leaf.signature ? static_cast<std::uint8_t>(kLeafSignatureBytes) : std::uint8_t{0});
  if (leaf.signature) append(out, *leaf.signature);
  out.push_back(static_cast<std::uint8_t>(leaf.commitments.size()));
  for (const FieldCommitment& commitment : leaf.commitments) {
    out.push_back(commitment.field);
    append(out, commitment.commitment);
  }
  return out;
}

Result<Leaf> decode_leaf(BytesView bytes) {
  Cursor cursor(bytes);
  if (cursor.number<std::uint8_t>() != kLeafVersion) return ErrorCode::leaf_malformed;
  const auto kind = cursor.number<std::uint8_t>();
  if (!is_known_kind(kind)) return ErrorCode::leaf_malformed;
  Leaf leaf;
  leaf.kind = static_cast<LeafKind>(kind);
  leaf.index = cursor.number<std::uint64_t>();
  leaf.time_ms = cursor.number<std::uint64_t>();
  leaf.body = to_bytes(cursor.take(cursor.number<std::uint16_t>()));
  if (!take_signature(cursor, leaf) || !take_commitments(cursor, leaf)) return ErrorCode::leaf_malformed;
  if (!is_well_formed(leaf)) return ErrorCode::leaf_malformed;
  return leaf;
}

Result<Leaf> decode_leaf_at(BytesView bytes, std::uint64_t index) {
  Leaf leaf = CARE_TRY(decode_leaf(bytes));
  if (leaf.index != index) return ErrorCode::leaf_malformed;
  return leaf;
}

Hash32 field_commitment(std::uint64_t index, std::uint8_t field, const Hash32& salt, BytesView value) {
  Bytes input = to_bytes(as_bytes(crypto::labels::kFieldCommitment));
  input.push_back(0);
  append_big_endian(input, index);
  input.push_back(field);
  append(input, salt);
  append(input, value);
  // As everywhere: one byte 0x80, then zeros up to the step, so that no two values pad to the same bytes.
  input.push_back(0x80);
  const std::size_t padded = (value.size() / kPaddingStepBytes + 1) * kPaddingStepBytes;
  input.resize(input.size() + padded - value.size() - 1, 0);
  return crypto::sha256(input);
}

}  // namespace care::audit
