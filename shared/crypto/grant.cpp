#include "shared/crypto/grant.h"

#include "shared/crypto/committing_seal.h"
#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/hazmat/xwing.h"
#include "shared/crypto/labelled_input.h"
#include "shared/crypto/labels.h"
#include "shared/crypto/secret_access.h"

#include <algorithm>

namespace care::crypto {

class GrantSecrets {
 public:
  static SecretAccess token() { return SecretAccessMaker::make(); }
};

namespace {

constexpr std::size_t kNonceAt = 2 + kXWingCiphertextBytes;
constexpr std::size_t kCommitmentAt = kNonceAt + kNonceBytes;
constexpr std::size_t kSealedAt = kCommitmentAt + kCommitmentBytes;

constexpr std::size_t kGrantAadBytes = 17 + 1 + 1 + 16 + 2 + 16 + 4 + 16 + 32;
using GrantAad = LabelledInput<kGrantAadBytes>;

BytesView put_place(GrantAad& aad, const GrantPlace& place, const Hash32& recipient_key_hash) {
  return aad.put_u8(kSuite)
      .put(place.compartment.workspace.bytes())
      .put_u16(place.compartment.data_class)
      .put(place.compartment.unit.bytes())
      .put_u32(place.compartment.generation)
      .put(place.recipient.bytes())
      .put(recipient_key_hash)
      .view();
}

Secret32 derive_kek(const Secret32& shared_secret, BytesView ciphertext, const Hash32& recipient_key_hash) {
  LabelledInput<96> input(labels::kGrant);
  input.put(sha256(ciphertext)).put(recipient_key_hash);
  Secret32 kek;
  blake2b_keyed(kek.write(GrantSecrets::token()), shared_secret.read(GrantSecrets::token()), input.view());
  return kek;
}

}  // namespace

Result<Grant> make_grant(const CompartmentSeed& seed, const GrantPlace& place, const XWingPublicKey& recipient_key,
                         Random& random) {
  Grant grant;
  grant.recipient_key_hash = derive_xwing_key_hash(recipient_key);
  grant.compartment_commitment = derive_compartment_commitment(seed, place.compartment);
  const XWingEncapsulation encapsulation = CARE_TRY(xwing_encapsulate(recipient_key, random));
  const Secret32 kek = derive_kek(encapsulation.shared_secret, encapsulation.ciphertext, grant.recipient_key_hash);

  grant.bytes.resize(kGrantBytes);
  std::uint8_t* const out = grant.bytes.data();
  out[0] = kEnvelopeVersion;
  out[1] = kSuite;
  std::copy_n(encapsulation.ciphertext.data(), kXWingCiphertextBytes, out + 2);
  const Nonce nonce = NonceSource(random).next();
  std::copy_n(nonce.data(), kNonceBytes, out + kNonceAt);
  const auto plain = seed.secret().read(GrantSecrets::token());
  std::copy_n(plain.data(), plain.size(), out + kSealedAt);

  GrantAad aad(labels::kGrant);
  seal_in_place(kek, put_place(aad, place, grant.recipient_key_hash), nonce, {out + kSealedAt, plain.size()},
                std::span<std::uint8_t, kCommitmentBytes>(out + kCommitmentAt, kCommitmentBytes),
                std::span<std::uint8_t, kTagBytes>(out + kSealedAt + plain.size(), kTagBytes));
  grant.hash = sha256(grant.bytes);
  return grant;
}

Result<CompartmentSeed> open_grant(const XWingKey& key, const GrantPlace& place, BytesView grant,
                                   const Hash32& signed_commitment) {
  if (grant.size() != kGrantBytes || grant[0] != kEnvelopeVersion || grant[1] != kSuite) {
    return ErrorCode::grant_invalid;
  }
  const auto ciphertext = grant.subspan<2, kXWingCiphertextBytes>();
  const Hash32 key_hash = derive_xwing_key_hash(key.public_key());
  const Secret32 kek = derive_kek(xwing_decapsulate(key.read(GrantSecrets::token()), ciphertext), ciphertext, key_hash);

  Nonce nonce;
  std::copy_n(grant.data() + kNonceAt, kNonceBytes, nonce.data());
  KeyCommitment commitment;
  std::copy_n(grant.data() + kCommitmentAt, kCommitmentBytes, commitment.data());
  GrantAad aad(labels::kGrant);
  ByteArray<CompartmentSeed::kSize> opened{};
  const bool right =
      open_sealed(kek, put_place(aad, place, key_hash), nonce, commitment, grant.subspan(kSealedAt), opened);
  CompartmentSeed seed = CompartmentSeed::take(opened);
  if (!right || !equal_constant_time(derive_compartment_commitment(seed, place.compartment), signed_commitment)) {
    return ErrorCode::grant_invalid;
  }
  return seed;
}

}  // namespace care::crypto
