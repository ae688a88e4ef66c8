// shared/crypto/key_wrap.h — seeds and other small things under a symmetric key.
//
// Shapes   the envelope's construction and padding, with its own associated data
// Binds    suite, kind, workspace, owner, generation, wrap id
// Errors   record_too_large; unwrap_failed, for every cause alike
// Secrets  wipes seeds it has copied
// Source   shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/key_wrap_test.cpp, tests/vectors/wrap_v1.json
#pragma once

#include "shared/crypto/keys.h"
#include "shared/crypto/nonce_source.h"

namespace care::crypto {

enum class WrapKind : std::uint8_t {
  password = 1,                   // user seed under a key from OPAQUE's export key
  recovery_kit = 2,               // user seed
  device_pin = 3,                 // user seed
  previous_seed = 4,              // older user seed under the newer
  previous_compartment_seed = 5,  // older compartment seed under the newer
  draft = 6,                      // under the self key
  invite_hello = 7,               // under a key from the invite code
  device_state = 8,               // under the self key
  keyring = 9,                    // compartment seeds, under the self key
};

using WrapBytes16 = ByteArray<16>;

struct WrapPlace {
  WorkspaceId workspace;
  WrapBytes16 owner{};  // raw id of the account or unit
  std::uint32_t generation = 0;
  WrapBytes16 wrap_id{};
};

// The three routes to a user seed: password, recovery_kit, device_pin.
Result<Bytes> wrap_user_seed(const WrapKey& key, WrapKind kind, const WrapPlace& place, const UserSeed& seed,
                             NonceSource& nonces);
Result<UserSeed> unwrap_user_seed(const WrapKey& key, WrapKind kind, const WrapPlace& place, BytesView wrapped);

// History stays readable: `place.generation` is the older one's.
Result<Bytes> wrap_previous_seed(const UserSeed& newer, const WrapPlace& place, const UserSeed& older,
                                 NonceSource& nonces);
Result<UserSeed> unwrap_previous_seed(const UserSeed& newer, const WrapPlace& place, BytesView wrapped);
Result<Bytes> wrap_previous_compartment_seed(const CompartmentSeed& newer, const WrapPlace& place,
                                             const CompartmentSeed& older, NonceSource& nonces);
Result<CompartmentSeed> unwrap_previous_compartment_seed(const CompartmentSeed& newer, const WrapPlace& place,
                                                         BytesView wrapped);

// Own things under the self key: draft, device_state, keyring.
Result<Bytes> wrap_own(const SelfKey& key, WrapKind kind, const WrapPlace& place, BytesView plaintext,
                       NonceSource& nonces);
Result<Bytes> unwrap_own(const SelfKey& key, WrapKind kind, const WrapPlace& place, BytesView wrapped);

Result<Bytes> wrap_invite_hello(const WrapKey& key, const WrapPlace& place, BytesView plaintext, NonceSource& nonces);
Result<Bytes> unwrap_invite_hello(const WrapKey& key, const WrapPlace& place, BytesView wrapped);

}  // namespace care::crypto
