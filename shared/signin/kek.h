// shared/signin/kek.h — the keys that wrap the user seed, one for each way to sign in.
//
// Binds    suite, account
// Secrets  in and out as typed keys
// Source   e2ee design 1.2: the export key is used only after the sign-in succeeded; shared/docs/formats/opaque.md
// Tests    tests/unit/signin/kek_test.cpp, tests/vectors/opaque_v1.json
#pragma once

#include "shared/base/id.h"
#include "shared/crypto/keys.h"
#include "shared/signin/opaque.h"
#include "shared/signin/recovery_kit.h"

namespace care::signin {

crypto::WrapKey derive_password_kek(const ExportKey& export_key, const AccountId& account);
crypto::WrapKey derive_kit_kek(const KitSecret& kit, const AccountId& account);

}  // namespace care::signin
