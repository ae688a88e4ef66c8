#include "shared/client/record_keys.h"

namespace care::client {

crypto::FacetPlace place_of(const WorkspaceId& workspace, const audit::RecordStatement& statement, const FacetAt& at) {
  return {.workspace = workspace,
          .data_class = at.data_class,
          .unit = statement.unit,
          .subject = statement.subject,
          .collection = statement.collection,
          .record = statement.record,
          .facet = at.facet,
          .schema = statement.schema,
          .version = statement.version,
          .generation = at.generation};
}

Result<crypto::FacetKey> RecordKeys::facet_key(const crypto::FacetPlace& place) {
  if (!record_key_ || data_class_ != place.data_class || generation_ != place.generation) {
    const crypto::CompartmentSeed* seed = keyring_.find({place.data_class, place.unit, place.generation});
    if (seed == nullptr) return ErrorCode::key_unknown;
    const auto subject_key = crypto::derive_subject_key(crypto::derive_subject_branch(*seed, place.subject), share_);
    record_key_ = crypto::derive_record_key(subject_key, place.collection, place.record);
    data_class_ = place.data_class;
    generation_ = place.generation;
  }
  return crypto::derive_facet_key(*record_key_, place.facet);
}

}  // namespace care::client
