// shared/crypto/statement_signature.h — the author's signature over the body of a statement.
//
// Shapes   Ed25519 over careseal/audit/v1/statement ‖ 0x00 ‖ body
// Errors   signature_invalid
// Source   shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/signature_test.cpp, tests/vectors/statement_signature_v1.json
#pragma once

#include "shared/base/result.h"
#include "shared/crypto/keys.h"

namespace care::crypto {

Signature sign_statement(const SigningKey& key, BytesView body);
Result<void> verify_statement(const SigningPublicKey& key, BytesView body, const Signature& signature);

}  // namespace care::crypto
