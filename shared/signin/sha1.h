// shared/signin/sha1.h — HMAC-SHA-1, for authenticator apps, which know nothing newer. For totp.cpp alone.
//
// libsodium has no SHA-1; inside HMAC its collisions don't matter (RFC 6238 section 1.2, NIST SP 800-107).
// Secrets  the padded key and the inner state are wiped
// Source   FIPS 180-4, RFC 2104
// Tests    tests/unit/signin/totp_test.cpp (RFC 2202, RFC 3174)
#pragma once

#include "shared/base/bytes.h"

namespace care::signin {

ByteArray<20> sha1(BytesView input);
// The key is at most one block (64 B); ours has 20.
ByteArray<20> hmac_sha1(BytesView key, BytesView message);

}  // namespace care::signin
