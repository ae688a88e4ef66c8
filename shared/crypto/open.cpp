#include "shared/crypto/open.h"

#include "shared/crypto/committing_seal.h"

namespace care::crypto {

Result<Bytes> open_facet(const FacetKey& key, const FacetPlace& place, BytesView envelope) {
  return open_envelope(key.secret(), encode_facet_aad(place), place.generation, envelope);
}

}  // namespace care::crypto
