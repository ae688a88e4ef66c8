// shared/signin/kek.h — the keys that wrap the user seed, one for each way to sign in.
//
// Binds    suite, account
// Source   e2ee design 1.2: the export key is used only after the sign-in succeeded
// Tests    tests/unit/signin/kek_test.cpp
#pragma once

#include "shared/base/id.h"
#include "shared/base/secret_bytes.h"
#include "shared/signin/opaque.h"
#include "shared/signin/recovery_kit.h"

namespace care::signin {

Secret32 derive_password_kek(const ExportKey& export_key, const AccountId& account);
Secret32 derive_kit_kek(const KitSecret& kit, const AccountId& account);

}  // namespace care::signin
