#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/hazmat/hkdf.h"
#include "shared/crypto/labels.h"
#include "shared/signin/opaque_schedule.h"
#include "shared/signin/secret_token.h"

#include <algorithm>

namespace care::signin {

namespace {

// One made-up record for the whole workspace: each answer masks it afresh, so it never shows twice the same.
Result<Bytes> derive_fake_record(const Secret64& oprf_seed) {
  const SecretAccess access = PasswordSecrets::access();
  SecretBytes<96> material;
  Bytes info = to_bytes(as_bytes(crypto::labels::kOpaqueFakeRecord));
  info.push_back(0);
  crypto::hkdf_expand(oprf_seed.read(access), info, material.write(access));
  const OprfKeyPair client = CARE_TRY(derive_diffie_hellman_key_pair(material.read(access).first<32>()));
  RegistrationRecord record{client.public_key, {}, {}};
  const auto masking = material.read(access).last<64>();
  std::copy(masking.begin(), masking.end(), record.masking_key.write(access).begin());
  return to_bytes(record.encode());
}

}  // namespace

OpaqueSetting OpaqueSetting::of(const WorkspaceId& workspace, const AccountId& account) {
  Bytes context = to_bytes(as_bytes(crypto::labels::kOpaque));
  context.push_back(kSigninSuite);
  append(context, workspace.bytes());
  return {std::move(context), to_bytes(account.bytes()), to_bytes(workspace.bytes()), to_bytes(account.bytes()),
          &key_stretch_suite_1()};
}

OpaqueServerKeys::OpaqueServerKeys(Secret64 oprf_seed, Scalar private_key, const Element& public_key, Bytes fake_record)
    : oprf_seed_(std::move(oprf_seed)),
      private_key_(std::move(private_key)),
      public_key_(public_key),
      fake_record_(std::move(fake_record)) {}

Result<OpaqueServerKeys> OpaqueServerKeys::make(Random& random) {
  const SecretAccess access = PasswordSecrets::access();
  SecretBytes<kBytes> material;
  random.fill(material.write(access));
  const OprfKeyPair pair = CARE_TRY(derive_diffie_hellman_key_pair(material.read(access).last<32>()));
  const auto private_key = pair.secret_key.read(access);
  std::copy(private_key.begin(), private_key.end(), material.write(access).last<32>().begin());
  return decode(material);
}

Result<OpaqueServerKeys> OpaqueServerKeys::decode(const SecretBytes<kBytes>& bytes) {
  const SecretAccess access = PasswordSecrets::access();
  Secret64 oprf_seed;
  Scalar private_key;
  const auto source = bytes.read(access);
  std::copy_n(source.begin(), 64, oprf_seed.write(access).begin());
  std::copy_n(source.begin() + 64, 32, private_key.write(access).begin());
  CARE_TRY(crypto::check_scalar(private_key.read(access)));
  const Element public_key = CARE_TRY(crypto::multiply_generator(private_key.read(access)));
  Bytes fake_record = CARE_TRY(derive_fake_record(oprf_seed));
  return OpaqueServerKeys(std::move(oprf_seed), std::move(private_key), public_key, std::move(fake_record));
}

SecretBytes<OpaqueServerKeys::kBytes> OpaqueServerKeys::encode() const {
  const SecretAccess access = PasswordSecrets::access();
  SecretBytes<kBytes> out;
  const auto seed = oprf_seed_.read(access);
  const auto key = private_key_.read(access);
  std::copy(key.begin(), key.end(), std::copy(seed.begin(), seed.end(), out.write(access).begin()));
  return out;
}

AccountId derive_fake_account_id(const OpaqueServerKeys& keys, std::string_view handle) {
  constexpr ByteArray<1> kLabelEnd = {0};
  crypto::KeyedBlake2b hash(keys.oprf_seed().read(PasswordSecrets::access()));
  hash.update(as_bytes(crypto::labels::kOpaqueFakeAccount));
  hash.update(kLabelEnd);
  hash.update(as_bytes(handle));
  const Hash32 digest = hash.finish();
  ByteArray<kIdBytes> id{};
  std::copy_n(digest.begin(), kIdBytes, id.begin());
  return AccountId::from_array(id);
}

ServerLogin ServerLogin::decode(const SecretBytes<kBytes>& bytes) {
  const SecretAccess access = PasswordSecrets::access();
  Secret64 mac;
  Secret64 key;
  const auto source = bytes.read(access);
  std::copy_n(source.begin(), 64, mac.write(access).begin());
  std::copy_n(source.begin() + 64, 64, key.write(access).begin());
  return {std::move(mac), crypto::SessionKey(std::move(key))};
}

SecretBytes<ServerLogin::kBytes> ServerLogin::encode() const {
  const SecretAccess access = PasswordSecrets::access();
  SecretBytes<kBytes> out;
  const auto mac = expected_client_mac.read(access);
  const auto key = session_key.secret().read(access);
  std::copy(key.begin(), key.end(), std::copy(mac.begin(), mac.end(), out.write(access).begin()));
  return out;
}

}  // namespace care::signin
