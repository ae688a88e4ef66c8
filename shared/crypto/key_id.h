// shared/crypto/key_id.h — the name of an Ed25519 public key.
//
// Shapes   first 16 bytes of SHA-256(label ‖ 0x00 ‖ public key), text key_…
// Tests    tests/unit/crypto/key_tree_test.cpp, tests/vectors/key_tree_v1.json
#pragma once

#include "shared/base/id.h"
#include "shared/crypto/keys.h"

namespace care::crypto {

KeyId derive_key_id(const SigningPublicKey& key);

}  // namespace care::crypto
