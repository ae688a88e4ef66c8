#include "shared/crypto/committing_seal.h"

#include "shared/crypto/hazmat/aead.h"
#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/labelled_input.h"
#include "shared/crypto/labels.h"
#include "shared/crypto/secret_access.h"

#include <cstring>
#include <optional>

namespace care::crypto {

class CommittingSealSecrets {
 public:
  static SecretAccess token() { return SecretAccessMaker::make(); }
};

namespace {

constexpr std::uint8_t kPaddingMark = 0x80;  // find_padding_mark() looks for it

// Message key and commitment side by side, as the hash gives them.
class MessageKeys {
 public:
  MessageKeys(const Secret32& key, BytesView aad, const Nonce& nonce) {
    LabelledInput<96> input(labels::kMessage);
    input.put(nonce).put(blake2b_256(aad));
    blake2b_keyed(okm_.write(CommittingSealSecrets::token()), key.read(CommittingSealSecrets::token()), input.view());
  }
  std::span<const std::uint8_t, 32> key() const { return okm_.read(CommittingSealSecrets::token()).first<32>(); }
  std::span<const std::uint8_t, 32> commitment() const { return okm_.read(CommittingSealSecrets::token()).last<32>(); }

 private:
  Secret64 okm_;
};

// Size without padding, or nothing if it is not padding that padded_size() makes. How long the text is shows in how long it takes to
// use it, but not here: wherever the mark can be is looked at.
std::optional<std::size_t> unpadded_size(BytesView padded) {
  constexpr std::size_t kStep = 4096;
  const std::size_t window = padded.size() <= kStep ? padded.size() : kStep;
  const auto size = find_padding_mark(padded, window);
  if (!size || padded_size(*size) != padded.size()) return std::nullopt;
  return size;
}

}  // namespace

void seal_in_place(const Secret32& key, BytesView aad, const Nonce& nonce, std::span<std::uint8_t> text,
                   std::span<std::uint8_t, kCommitmentBytes> commitment, std::span<std::uint8_t, kTagBytes> tag) {
  const MessageKeys keys(key, aad, nonce);
  std::memcpy(commitment.data(), keys.commitment().data(), commitment.size());
  aead_encrypt_in_place(keys.key(), nonce, aad, text, tag);
}

bool open_sealed(const Secret32& key, BytesView aad, const Nonce& nonce, const KeyCommitment& commitment,
                 BytesView sealed, std::span<std::uint8_t> out) {
  CARE_CHECK(sealed.size() >= kTagBytes);
  const MessageKeys keys(key, aad, nonce);
  if (!equal_constant_time(keys.commitment(), commitment)) return false;
  const BytesView ciphertext = sealed.first(sealed.size() - kTagBytes);
  return aead_decrypt(keys.key(), nonce, aad, ciphertext, sealed.last<kTagBytes>(), out);
}

Result<Bytes> seal_envelope(const Secret32& key, BytesView aad, std::uint32_t generation, BytesView head,
                            BytesView body, NonceSource& nonces) {
  if (head.size() > kPlaintextMaxBytes || body.size() > kPlaintextMaxBytes - head.size()) {
    return ErrorCode::record_too_large;
  }
  const std::size_t plain = head.size() + body.size();
  const std::size_t padded = padded_size(plain);
  Bytes out(kEnvelopeOverheadBytes + padded);  // zeros, so the padding is there but for its mark
  const std::span<std::uint8_t> text(out.data() + kEnvelopeHeaderBytes, padded);
  if (!head.empty()) std::memcpy(text.data(), head.data(), head.size());
  if (!body.empty()) std::memcpy(text.data() + head.size(), body.data(), body.size());
  text[plain] = kPaddingMark;

  EnvelopeHeader header{generation, nonces.next(), {}};
  const std::span<std::uint8_t, kTagBytes> tag(out.data() + kEnvelopeHeaderBytes + padded, kTagBytes);
  seal_in_place(key, aad, header.nonce, text, header.commitment, tag);
  const auto encoded = encode_envelope_header(header);
  std::memcpy(out.data(), encoded.data(), encoded.size());
  return out;
}

Result<Bytes> open_envelope(const Secret32& key, BytesView aad, std::uint32_t generation, BytesView envelope) {
  const auto header = parse_envelope_header(envelope);
  if (!header || header->generation != generation) return ErrorCode::open_failed;
  const BytesView sealed = envelope.subspan(kEnvelopeHeaderBytes);
  Bytes out(sealed.size() - kTagBytes);
  if (!open_sealed(key, aad, header->nonce, header->commitment, sealed, out)) {
    wipe(out);
    return ErrorCode::open_failed;
  }
  const auto size = unpadded_size(out);
  if (!size) {
    wipe(out);
    return ErrorCode::open_failed;
  }
  out.resize(*size);
  return out;
}

}  // namespace care::crypto
