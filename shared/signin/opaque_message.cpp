#include "shared/signin/opaque_message.h"

#include "shared/signin/secret_token.h"

#include <algorithm>

namespace care::signin {

namespace {

// Cuts a message of known length into its parts, in order.
class Cutter {
 public:
  explicit Cutter(BytesView bytes) : rest_(bytes) {}
  template <std::size_t N>
  ByteArray<N> take() {
    ByteArray<N> out{};
    std::copy_n(rest_.begin(), N, out.begin());
    rest_ = rest_.subspan(N);
    return out;
  }
  Result<Element> take_element() { return Element::decode(take<crypto::kElementBytes>()); }

 private:
  BytesView rest_;
};

template <std::size_t N>
ByteArray<N> join(std::initializer_list<BytesView> parts) {
  ByteArray<N> out{};
  auto next = out.begin();
  for (const BytesView part : parts) next = std::copy(part.begin(), part.end(), next);
  CARE_CHECK(next == out.end());
  return out;
}

}  // namespace

Result<RegistrationRequest> RegistrationRequest::decode(BytesView bytes) {
  if (bytes.size() != kBytes) return ErrorCode::encoding_invalid;
  const auto blinded = Element::decode(bytes);
  if (!blinded) return ErrorCode::encoding_invalid;
  return RegistrationRequest{blinded.value()};
}

ByteArray<RegistrationRequest::kBytes> RegistrationRequest::encode() const { return blinded.bytes(); }

Result<RegistrationResponse> RegistrationResponse::decode(BytesView bytes) {
  if (bytes.size() != kBytes) return ErrorCode::encoding_invalid;
  Cutter cut(bytes);
  const auto evaluated = cut.take_element();
  const auto server_public_key = cut.take_element();
  if (!evaluated || !server_public_key) return ErrorCode::encoding_invalid;
  return RegistrationResponse{evaluated.value(), server_public_key.value()};
}

ByteArray<RegistrationResponse::kBytes> RegistrationResponse::encode() const {
  return join<kBytes>({evaluated.bytes(), server_public_key.bytes()});
}

Result<RegistrationRecord> RegistrationRecord::decode(BytesView bytes) {
  if (bytes.size() != kBytes) return ErrorCode::encoding_invalid;
  Cutter cut(bytes);
  const auto client_public_key = cut.take_element();
  if (!client_public_key) return ErrorCode::encoding_invalid;
  ByteArray<64> masking_key = cut.take<64>();
  RegistrationRecord record{client_public_key.value(), Secret64(masking_key), {}};
  record.envelope.nonce = cut.take<kOpaqueNonceBytes>();
  record.envelope.tag = cut.take<kOpaqueMacBytes>();
  return record;
}

ByteArray<RegistrationRecord::kBytes> RegistrationRecord::encode() const {
  return join<kBytes>(
      {client_public_key.bytes(), masking_key.read(PasswordSecrets::access()), envelope.nonce, envelope.tag});
}

Result<Ke1> Ke1::decode(BytesView bytes) {
  if (bytes.size() != kBytes) return ErrorCode::encoding_invalid;
  Cutter cut(bytes);
  const auto blinded = cut.take_element();
  const auto client_nonce = cut.take<kOpaqueNonceBytes>();
  const auto client_keyshare = cut.take_element();
  if (!blinded || !client_keyshare) return ErrorCode::encoding_invalid;
  return Ke1{blinded.value(), client_nonce, client_keyshare.value()};
}

ByteArray<Ke1::kBytes> Ke1::encode() const {
  return join<kBytes>({blinded.bytes(), client_nonce, client_keyshare.bytes()});
}

Result<Ke2> Ke2::decode(BytesView bytes) {
  if (bytes.size() != kBytes) return ErrorCode::encoding_invalid;
  Cutter cut(bytes);
  const auto evaluated = cut.take_element();
  const auto masking_nonce = cut.take<kOpaqueNonceBytes>();
  const auto masked_response = cut.take<kMaskedResponseBytes>();
  const auto server_nonce = cut.take<kOpaqueNonceBytes>();
  const auto server_keyshare = cut.take_element();
  const auto server_mac = cut.take<kOpaqueMacBytes>();
  if (!evaluated || !server_keyshare) return ErrorCode::signin_failed;
  return Ke2{evaluated.value(), masking_nonce, masked_response, server_nonce, server_keyshare.value(), server_mac};
}

ByteArray<Ke2::kBytes> Ke2::encode() const {
  return join<kBytes>(
      {evaluated.bytes(), masking_nonce, masked_response, server_nonce, server_keyshare.bytes(), server_mac});
}

Result<Ke3> Ke3::decode(BytesView bytes) {
  Ke3 ke3;
  if (!copy_exact(bytes, ke3.client_mac)) return ErrorCode::encoding_invalid;
  return ke3;
}

}  // namespace care::signin
