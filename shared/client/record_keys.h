// shared/client/record_keys.h — the keys of one record, derived once and used for each of its facets.
#pragma once

#include "shared/client/keyring.h"
#include "shared/crypto/envelope.h"

namespace care::client {

class RecordKeys {
 public:
  RecordKeys(const Keyring& keyring, const crypto::GateShare& share) : keyring_(keyring), share_(share) {}
  Result<crypto::FacetKey> facet_key(const crypto::FacetPlace& place);  // key_unknown

 private:
  const Keyring& keyring_;
  const crypto::GateShare& share_;
  std::optional<crypto::RecordKey> record_key_;
  std::uint16_t data_class_ = 0;
  std::uint32_t generation_ = 0;
};

}  // namespace care::client
