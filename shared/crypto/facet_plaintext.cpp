#include "shared/crypto/facet_plaintext.h"

#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/labels.h"

namespace care::crypto {

FacetSalt make_facet_salt(Random& random) {
  FacetSalt salt;
  random.fill(salt);
  return salt;
}

Bytes encode_facet_plaintext(const FacetSalt& salt, BytesView json) {
  Bytes out;
  out.reserve(salt.size() + json.size());
  append(out, salt);
  append(out, json);
  return out;
}

Result<FacetPlaintext> decode_facet_plaintext(BytesView opened) {
  FacetPlaintext out;
  if (opened.size() < kSaltBytes || !copy_exact(opened.first(kSaltBytes), out.salt)) return ErrorCode::open_failed;
  out.json = opened.subspan(kSaltBytes);
  return out;
}

Hash32 derive_plaintext_commitment(const FacetSalt& salt, BytesView json) {
  static constexpr ByteArray<1> kZero{};
  return sha256({as_bytes(labels::kPlaintextCommitment), kZero, salt, json});
}

Hash32 derive_ciphertext_hash(BytesView envelope) { return sha256(envelope); }

Result<void> check_plaintext_commitment(const FacetPlaintext& plaintext, const Hash32& signed_commitment) {
  if (!equal_constant_time(derive_plaintext_commitment(plaintext.salt, plaintext.json), signed_commitment)) {
    return ErrorCode::commitment_mismatch;
  }
  return {};
}

}  // namespace care::crypto
