#include "shared/crypto/key_wrap.h"

#include "shared/crypto/committing_seal.h"
#include "shared/crypto/labelled_input.h"
#include "shared/crypto/labels.h"
#include "shared/crypto/secret_access.h"

#include <algorithm>

namespace care::crypto {

class WrapSecrets {
 public:
  static SecretAccess token() { return SecretAccessMaker::make(); }
};

namespace {

constexpr std::size_t kWrapAadBytes = 16 + 1 + 1 + 1 + 16 + 16 + 4 + 16;
using WrapAad = LabelledInput<kWrapAadBytes>;

// Fills an input rather than returning bytes: it isn't copyable, and needn't be.
BytesView put_place(WrapAad& aad, WrapKind kind, const WrapPlace& place) {
  return aad.put_u8(kSuite)
      .put_u8(static_cast<std::uint8_t>(kind))
      .put(place.workspace.bytes())
      .put(place.owner)
      .put_u32(place.generation)
      .put(place.wrap_id)
      .view();
}

Result<Bytes> wrap(const Secret32& key, WrapKind kind, const WrapPlace& place, BytesView plaintext,
                   NonceSource& nonces) {
  WrapAad aad(labels::kWrapAad);
  return seal_envelope(key, put_place(aad, kind, place), place.generation, {}, plaintext, nonces);
}

Result<Bytes> unwrap(const Secret32& key, WrapKind kind, const WrapPlace& place, BytesView wrapped) {
  WrapAad aad(labels::kWrapAad);
  auto opened = open_envelope(key, put_place(aad, kind, place), place.generation, wrapped);
  if (!opened) return ErrorCode::unwrap_failed;
  return opened;
}

template <typename Seed>
Result<Seed> unwrap_seed(const Secret32& key, WrapKind kind, const WrapPlace& place, BytesView wrapped) {
  Bytes opened = CARE_TRY(unwrap(key, kind, place, wrapped));
  ByteArray<Seed::kSize> seed{};
  const bool right_size = copy_exact(opened, seed);
  wipe(opened);
  if (!right_size) return ErrorCode::unwrap_failed;
  return Seed::take(seed);
}

bool is_route_to_seed(WrapKind kind) {
  return kind == WrapKind::password || kind == WrapKind::recovery_kit || kind == WrapKind::device_pin;
}

bool is_own(WrapKind kind) {
  return kind == WrapKind::draft || kind == WrapKind::device_state || kind == WrapKind::keyring;
}

}  // namespace

Result<Bytes> wrap_user_seed(const WrapKey& key, WrapKind kind, const WrapPlace& place, const UserSeed& seed,
                             NonceSource& nonces) {
  CARE_CHECK(is_route_to_seed(kind));
  return wrap(key.secret(), kind, place, seed.secret().read(WrapSecrets::token()), nonces);
}

Result<UserSeed> unwrap_user_seed(const WrapKey& key, WrapKind kind, const WrapPlace& place, BytesView wrapped) {
  CARE_CHECK(is_route_to_seed(kind));
  return unwrap_seed<UserSeed>(key.secret(), kind, place, wrapped);
}

Result<Bytes> wrap_previous_seed(const UserSeed& newer, const WrapPlace& place, const UserSeed& older,
                                 NonceSource& nonces) {
  return wrap(newer.secret(), WrapKind::previous_seed, place, older.secret().read(WrapSecrets::token()), nonces);
}

Result<UserSeed> unwrap_previous_seed(const UserSeed& newer, const WrapPlace& place, BytesView wrapped) {
  return unwrap_seed<UserSeed>(newer.secret(), WrapKind::previous_seed, place, wrapped);
}

Result<Bytes> wrap_previous_compartment_seed(const CompartmentSeed& newer, const WrapPlace& place,
                                             const CompartmentSeed& older, NonceSource& nonces) {
  return wrap(newer.secret(), WrapKind::previous_compartment_seed, place, older.secret().read(WrapSecrets::token()),
              nonces);
}

Result<CompartmentSeed> unwrap_previous_compartment_seed(const CompartmentSeed& newer, const WrapPlace& place,
                                                         BytesView wrapped) {
  return unwrap_seed<CompartmentSeed>(newer.secret(), WrapKind::previous_compartment_seed, place, wrapped);
}

Result<Bytes> wrap_own(const SelfKey& key, WrapKind kind, const WrapPlace& place, BytesView plaintext,
                       NonceSource& nonces) {
  CARE_CHECK(is_own(kind));
  return wrap(key.secret(), kind, place, plaintext, nonces);
}

Result<Bytes> unwrap_own(const SelfKey& key, WrapKind kind, const WrapPlace& place, BytesView wrapped) {
  CARE_CHECK(is_own(kind));
  return unwrap(key.secret(), kind, place, wrapped);
}

Result<Bytes> wrap_invite_hello(const WrapKey& key, const WrapPlace& place, BytesView plaintext, NonceSource& nonces) {
  return wrap(key.secret(), WrapKind::invite_hello, place, plaintext, nonces);
}

Result<Bytes> unwrap_invite_hello(const WrapKey& key, const WrapPlace& place, BytesView wrapped) {
  return unwrap(key.secret(), WrapKind::invite_hello, place, wrapped);
}

}  // namespace care::crypto
