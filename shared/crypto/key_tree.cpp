#include "shared/crypto/key_tree.h"

#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/labelled_input.h"
#include "shared/crypto/labels.h"
#include "shared/crypto/secret_access.h"

namespace care::crypto {

class KeyTreeSecrets {
 public:
  static SecretAccess token() { return SecretAccessMaker::make(); }
};

namespace {

using Input = LabelledInput<96>;

Secret32 derive_32(const Secret32& key, const Input& input) {
  Secret32 out;
  blake2b_keyed(out.write(KeyTreeSecrets::token()), key.read(KeyTreeSecrets::token()), input.view());
  return out;
}

}  // namespace

SigningKey derive_identity_signing_key(const UserSeed& seed) {
  return SigningKey::from_seed(derive_32(seed.secret(), Input(labels::kIdentitySign)));
}

XWingKey derive_identity_xwing_key(const UserSeed& seed) {
  return XWingKey::from_seed(derive_32(seed.secret(), Input(labels::kIdentityXWing)));
}

SigningKey derive_device_signing_key(const UserSeed& seed, const DeviceId& device) {
  return SigningKey::from_seed(derive_32(seed.secret(), Input(labels::kDeviceSign).put(device.bytes())));
}

SelfKey derive_self_key(const UserSeed& seed) { return SelfKey(derive_32(seed.secret(), Input(labels::kSelf))); }

Hash32 derive_compartment_commitment(const CompartmentSeed& seed, const CompartmentPlace& place) {
  Input input(labels::kCompartmentCommit);
  input.put(place.workspace.bytes()).put_u16(place.data_class).put(place.unit.bytes()).put_u32(place.generation);
  Hash32 out;
  blake2b_keyed(out, seed.secret().read(KeyTreeSecrets::token()), input.view());
  return out;
}

SubjectBranch derive_subject_branch(const CompartmentSeed& seed, const SubjectId& subject) {
  return SubjectBranch(derive_32(seed.secret(), Input(labels::kSubjectBranch).put(subject.bytes())));
}

SubjectKey derive_subject_key(const SubjectBranch& branch, const GateShare& share) {
  const auto share_bytes = share.secret().read(KeyTreeSecrets::token());
  return SubjectKey(derive_32(branch.secret(), Input(labels::kSubjectKey).put(share_bytes)));
}

RecordKey derive_record_key(const SubjectKey& key, std::uint16_t collection, const RecordId& record) {
  return RecordKey(derive_32(key.secret(), Input(labels::kRecordKey).put_u16(collection).put(record.bytes())));
}

FacetKey derive_facet_key(const RecordKey& key, std::uint16_t facet) {
  return FacetKey(derive_32(key.secret(), Input(labels::kFacetKey).put_u16(facet)));
}

}  // namespace care::crypto
