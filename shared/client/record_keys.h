// shared/client/record_keys.h — the keys of one record, derived once and used for each of its facets.
#pragma once

#include "shared/audit/statement.h"
#include "shared/client/keyring.h"
#include "shared/crypto/envelope.h"

namespace care::client {

// Where a facet of this version lies, which its seal is bound to. Facet, class and generation come from elsewhere: sealing names the
// facet in the statement only when it has its ciphertext.
struct FacetAt {
  std::uint16_t facet = 0;
  std::uint16_t data_class = 0;
  std::uint32_t generation = 0;
};
crypto::FacetPlace place_of(const WorkspaceId& workspace, const audit::RecordStatement& statement, const FacetAt& at);

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
