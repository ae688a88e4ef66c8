#include "shared/crypto/envelope.h"

#include "shared/crypto/labelled_input.h"
#include "shared/crypto/labels.h"

#include <algorithm>

namespace care::crypto {
namespace {

constexpr std::size_t kSmallest = 64;
constexpr std::size_t kStep = 4096;  // beyond it steps, up to it powers of two

}  // namespace

std::size_t padded_size(std::size_t plaintext_bytes) {
  if (plaintext_bytes > kPlaintextMaxBytes) return 0;
  const std::size_t needed = plaintext_bytes + 1;
  if (needed > kStep) return (needed + kStep - 1) / kStep * kStep;
  std::size_t size = kSmallest;
  while (size < needed) size *= 2;
  return size;
}

ByteArray<kFacetAadBytes> encode_facet_aad(const FacetPlace& place) {
  LabelledInput<kFacetAadBytes> input(labels::kFacetAad);
  input.put_u8(kSuite)
      .put(place.workspace.bytes())
      .put_u16(place.data_class)
      .put(place.unit.bytes())
      .put(place.subject.bytes())
      .put_u16(place.collection)
      .put(place.record.bytes())
      .put_u16(place.facet)
      .put_u16(place.schema)
      .put_u64(place.version)
      .put_u32(place.generation);
  ByteArray<kFacetAadBytes> out;
  CARE_CHECK(copy_exact(input.view(), out));
  return out;
}

Result<EnvelopeHeader> parse_envelope_header(BytesView envelope) {
  if (envelope.size() < kEnvelopeOverheadBytes || envelope.size() > kEnvelopeMaxBytes) {
    return ErrorCode::encoding_invalid;
  }
  if (envelope[0] != kEnvelopeVersion || envelope[1] != kSuite) return ErrorCode::suite_unsupported;
  const std::size_t padded = envelope.size() - kEnvelopeOverheadBytes;
  if (padded == 0 || padded_size(padded - 1) != padded) return ErrorCode::encoding_invalid;
  EnvelopeHeader header;
  header.generation = read_big_endian<std::uint32_t>(envelope.subspan(2, 4));
  std::copy_n(envelope.data() + 6, kNonceBytes, header.nonce.data());
  std::copy_n(envelope.data() + 6 + kNonceBytes, kCommitmentBytes, header.commitment.data());
  return header;
}

ByteArray<kEnvelopeHeaderBytes> encode_envelope_header(const EnvelopeHeader& header) {
  ByteArray<kEnvelopeHeaderBytes> out;
  out[0] = kEnvelopeVersion;
  out[1] = kSuite;
  for (std::size_t i = 0; i < 4; ++i) {
    out[2 + i] = static_cast<std::uint8_t>((header.generation >> (8U * (3 - i))) & 0xFFU);
  }
  std::copy_n(header.nonce.data(), kNonceBytes, out.data() + 6);
  std::copy_n(header.commitment.data(), kCommitmentBytes, out.data() + 6 + kNonceBytes);
  return out;
}

}  // namespace care::crypto
