#include "shared/signin/oprf.h"

#include "shared/crypto/hazmat/sha2.h"
#include "shared/signin/secret_token.h"

namespace care::signin {

namespace {

using namespace std::string_view_literals;

// The context string of RFC 9497: version, mode 0, suite. The zero byte is part of both.
constexpr auto kHashToGroupTag = "HashToGroup-OPRFV1-\0-ristretto255-SHA512"sv;
constexpr auto kDeriveKeyPairTag = "DeriveKeyPairOPRFV1-\0-ristretto255-SHA512"sv;

Bytes length_prefix(std::size_t length) {
  Bytes out;
  append_big_endian(out, static_cast<std::uint16_t>(length));
  return out;
}

// expand_message_xmd of RFC 9380 section 5.3.1 for 64 bytes: with SHA-512 that is one block.
Secret64 expand_message(std::initializer_list<BytesView> message, std::string_view tag) {
  constexpr ByteArray<128> kZeroBlock{};
  const Bytes tag_length = {static_cast<std::uint8_t>(tag.size())};
  constexpr ByteArray<3> kOutputLengthAndZero = {0, 64, 0};

  crypto::Sha512 first;
  first.update(kZeroBlock);
  for (const BytesView part : message) first.update(part);
  ByteArray<64> b0 = first.update(kOutputLengthAndZero).update(as_bytes(tag)).update(tag_length).finish();

  constexpr ByteArray<1> kBlockNumber = {1};
  ByteArray<64> b1 = crypto::Sha512().update(b0).update(kBlockNumber).update(as_bytes(tag)).update(tag_length).finish();
  wipe(b0.data(), b0.size());
  return Secret64(b1);
}

Result<Scalar> reduced(const Secret64& uniform) {
  Scalar scalar;
  CARE_TRY(
      crypto::scalar_from_uniform(uniform.read(PasswordSecrets::access()), scalar.write(PasswordSecrets::access())));
  return scalar;
}

}  // namespace

Result<OprfBlinded> oprf_blind(BytesView input, crypto::UniformView uniform) {
  Scalar blind;
  CARE_TRY(crypto::scalar_from_uniform(uniform, blind.write(PasswordSecrets::access())));
  const Secret64 hashed = expand_message({input}, kHashToGroupTag);
  const Element point = CARE_TRY(crypto::element_from_uniform(hashed.read(PasswordSecrets::access())));
  const Element blinded = CARE_TRY(crypto::multiply(blind.read(PasswordSecrets::access()), point));
  return OprfBlinded{std::move(blind), blinded};
}

Result<Element> oprf_evaluate(const Scalar& key, const Element& blinded) {
  return crypto::multiply(key.read(PasswordSecrets::access()), blinded);
}

Result<Secret64> oprf_finalize(BytesView input, const Scalar& blind, const Element& evaluated) {
  const SecretAccess access = PasswordSecrets::access();
  Scalar inverse;
  CARE_TRY(crypto::invert_scalar(blind.read(access), inverse.write(access)));
  const Element unblinded = CARE_TRY(crypto::multiply(inverse.read(access), evaluated));
  ByteArray<64> output = crypto::Sha512()
                             .update(length_prefix(input.size()))
                             .update(input)
                             .update(length_prefix(crypto::kElementBytes))
                             .update(unblinded.bytes())
                             .update(as_bytes("Finalize"))
                             .finish();
  return Secret64(output);
}

Result<OprfKeyPair> derive_oprf_key_pair(std::span<const std::uint8_t, 32> seed, BytesView info) {
  // RFC 9497 tries 256 counters; a zero scalar has probability 2^-252, so the loop never turns twice in practice.
  for (unsigned counter = 0; counter < 256; ++counter) {
    const Bytes last = {static_cast<std::uint8_t>(counter)};
    auto secret_key = reduced(expand_message({seed, length_prefix(info.size()), info, last}, kDeriveKeyPairTag));
    if (!secret_key) continue;
    const Element public_key = CARE_TRY(crypto::multiply_generator(secret_key->read(PasswordSecrets::access())));
    return OprfKeyPair{std::move(secret_key).value(), public_key};
  }
  return ErrorCode::key_invalid;
}

}  // namespace care::signin
