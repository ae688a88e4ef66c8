// shared/crypto/key_tree.h — every key below the two roots, the user seed and the compartment seed.
//
// Binds    H(k, label, …) = BLAKE2b-256 keyed with k over label ‖ 0x00 ‖ fixed-width inputs, big-endian
// Secrets  wipes every intermediate
// Source   shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/key_tree_test.cpp, tests/vectors/key_tree_v1.json
#pragma once

#include "shared/base/id.h"
#include "shared/crypto/keys.h"

namespace care::crypto {

SigningKey derive_identity_signing_key(const UserSeed& seed);
XWingKey derive_identity_xwing_key(const UserSeed& seed);
SigningKey derive_device_signing_key(const UserSeed& seed, const DeviceId& device);
SelfKey derive_self_key(const UserSeed& seed);

struct CompartmentPlace {
  WorkspaceId workspace;
  std::uint16_t data_class = 0;
  UnitId unit;
  std::uint32_t generation = 0;
};

// Published when a generation begins: two holders can tell that they hold the same seed.
Hash32 derive_compartment_commitment(const CompartmentSeed& seed, const CompartmentPlace& place);

SubjectBranch derive_subject_branch(const CompartmentSeed& seed, const SubjectId& subject);
SubjectKey derive_subject_key(const SubjectBranch& branch, const GateShare& share);
RecordKey derive_record_key(const SubjectKey& key, std::uint16_t collection, const RecordId& record);
FacetKey derive_facet_key(const RecordKey& key, std::uint16_t facet);

}  // namespace care::crypto
