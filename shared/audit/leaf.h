// shared/audit/leaf.h — one entry of the log: a fixed binary frame around the stored body.
//
// Shapes   version 1, kind 1, index 8, time_ms 8, body length 2 + body ≤ 4096, signature length 1 + 0 or 64,
//          count 1 + count × (field 1, commitment 32), fields ascending; leaf hash = SHA-256(0x00 ‖ leaf)
// Errors   leaf_malformed
// Source   shared/docs/formats/leaf.md
// Tests    tests/unit/audit/leaf_test.cpp, tests/vectors/leaf_v1.json
#pragma once

#include <optional>

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::audit {

inline constexpr std::uint8_t kLeafVersion = 1;
inline constexpr std::size_t kLeafMaxBodyBytes = 4096;
inline constexpr std::size_t kLeafSignatureBytes = 64;

enum class LeafKind : std::uint8_t {
  client_statement = 1,
  server_event = 2,
  membership = 3,
  erasure = 4,
  anchor = 5,
  recovery = 6,
};

// What the server or the clock says carries no signature of a person; everything else must.
constexpr bool is_signed_kind(LeafKind kind) {
  return kind != LeafKind::server_event && kind != LeafKind::anchor;
}

// Known fields; the frame takes any from 1 on, so that a field may be added without a new version.
inline constexpr std::uint8_t kFieldIp = 1;
inline constexpr std::uint8_t kFieldUserAgent = 2;

struct FieldCommitment {
  std::uint8_t field = 0;
  Hash32 commitment{};
  friend bool operator==(const FieldCommitment&, const FieldCommitment&) = default;
};

struct Leaf {
  LeafKind kind = LeafKind::server_event;
  std::uint64_t index = 0;
  std::uint64_t time_ms = 0;
  Bytes body;
  std::optional<ByteArray<kLeafSignatureBytes>> signature;
  std::vector<FieldCommitment> commitments;  // fields strictly ascending
  friend bool operator==(const Leaf&, const Leaf&) = default;
};

// Refuses a leaf that decode_leaf would refuse: nothing unreadable is ever stored.
Result<Bytes> encode_leaf(const Leaf& leaf);
Result<Leaf> decode_leaf(BytesView bytes);
// For whoever knows where the leaf stands: one that claims another place is malformed too.
Result<Leaf> decode_leaf_at(BytesView bytes, std::uint64_t index);

// The promise that stands in the leaf for a value kept outside it (an address, a browser's name). Erasing salt and
// value leaves a commitment that means nothing. The salt is 32 random bytes, made for this one field.
Hash32 field_commitment(std::uint64_t index, std::uint8_t field, const Hash32& salt, BytesView value);

}  // namespace care::audit
