// shared/crypto/envelope.h — the outside of a sealed facet: header, place, sizes. No key is needed here, so the
// server may check what it stores.
//
// Shapes   ver=1 ‖ suite=1 ‖ generation u32 ‖ nonce 24 ‖ commitment 32 ‖ ciphertext ‖ tag 16; overhead 78 B
//          plaintext padded to 64, 128, 256, 512, 1K, 2K, 4K, then steps of 4K, at most 64 KiB
// Errors   encoding_invalid (length), suite_unsupported (version or suite byte)
// Source   shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/envelope_test.cpp, tests/vectors/envelope_v1.json
#pragma once

#include "shared/base/id.h"
#include "shared/base/result.h"

namespace care::crypto {

inline constexpr std::uint8_t kEnvelopeVersion = 1;
inline constexpr std::uint8_t kSuite = 1;
inline constexpr std::size_t kNonceBytes = 24;
inline constexpr std::size_t kCommitmentBytes = 32;
inline constexpr std::size_t kTagBytes = 16;
inline constexpr std::size_t kEnvelopeHeaderBytes = 2 + 4 + kNonceBytes + kCommitmentBytes;
inline constexpr std::size_t kEnvelopeOverheadBytes = kEnvelopeHeaderBytes + kTagBytes;
inline constexpr std::size_t kPaddedMaxBytes = std::size_t{64} * 1024;
inline constexpr std::size_t kPlaintextMaxBytes = kPaddedMaxBytes - 1;  // the padding is at least one byte
inline constexpr std::size_t kEnvelopeMaxBytes = kEnvelopeOverheadBytes + kPaddedMaxBytes;

using Nonce = ByteArray<kNonceBytes>;
using KeyCommitment = ByteArray<kCommitmentBytes>;

// Where a facet belongs: all of it is bound, none of it can be swapped.
struct FacetPlace {
  WorkspaceId workspace;
  std::uint16_t data_class = 0;
  UnitId unit;
  SubjectId subject;
  std::uint16_t collection = 0;
  RecordId record;
  std::uint16_t facet = 0;
  std::uint16_t schema = 0;
  std::uint64_t version = 0;
  std::uint32_t generation = 0;
};

inline constexpr std::size_t kFacetAadBytes = 15 + 1 + 1 + 16 + 2 + 16 + 16 + 2 + 16 + 2 + 2 + 8 + 4;
ByteArray<kFacetAadBytes> encode_facet_aad(const FacetPlace& place);

struct EnvelopeHeader {
  std::uint32_t generation = 0;
  Nonce nonce{};
  KeyCommitment commitment{};
};

// The header of well-formed bytes: known version and suite, a length that padding can produce.
Result<EnvelopeHeader> parse_envelope_header(BytesView envelope);
ByteArray<kEnvelopeHeaderBytes> encode_envelope_header(const EnvelopeHeader& header);

// The padded size, or 0 if the plaintext is too large.
std::size_t padded_size(std::size_t plaintext_bytes);

}  // namespace care::crypto
