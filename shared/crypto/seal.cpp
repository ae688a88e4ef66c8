#include "shared/crypto/seal.h"

#include "shared/crypto/committing_seal.h"

namespace care::crypto {

Result<Bytes> seal_facet(const FacetKey& key, const FacetPlace& place, BytesView plaintext, NonceSource& nonces) {
  return seal_facet(key, place, {}, plaintext, nonces);
}

Result<Bytes> seal_facet(const FacetKey& key, const FacetPlace& place, BytesView head, BytesView body,
                         NonceSource& nonces) {
  return seal_envelope(key.secret(), encode_facet_aad(place), place.generation, head, body, nonces);
}

}  // namespace care::crypto
