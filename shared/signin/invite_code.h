// shared/signin/invite_code.h — the code a newcomer is handed in person.
//
// Shapes   80 random bits = 16 letters in four groups of four; Argon2id suite 1 with the invite id as salt, then two
//          labelled keys: the seed of the invite's Ed25519 key and the key that opens the hello
// Errors   invite_code_wrong (malformed), out_of_memory
// Secrets  code and keys are wiped
// Source   shared/docs/formats/invite-code.md; letters as in printed_letters.h
// Tests    tests/unit/signin/invite_code_test.cpp, tests/vectors/invite_code_v1.json
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/id.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/crypto/keys.h"
#include "shared/signin/secret_text.h"

#include <string_view>

namespace care::signin {

using InviteCode = SecretBytes<10>;

struct InviteKeys {
  crypto::SigningKey signing_key;  // its public half goes into the log
  crypto::WrapKey hello_key;       // wraps what the inviter leaves for the newcomer
};

InviteCode make_invite_code(Random& random);
SecretText format_invite_code(const InviteCode& code);
Result<InviteCode> parse_invite_code(std::string_view typed);
Result<InviteKeys> derive_invite_keys(const InviteCode& code, const InviteId& invite);

}  // namespace care::signin
