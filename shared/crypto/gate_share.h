// shared/crypto/gate_share.h — a gate share as it travels: made on the device, kept and handed out by the server.
//
// Shapes   32 B; hash = SHA-256(label ‖ 0x00 ‖ share), named in the first statement about its subject
// Source   shared/docs/formats/statement.md, member `gs`
// Tests    tests/unit/crypto/gate_share_test.cpp
#pragma once

#include "shared/base/result.h"
#include "shared/crypto/keys.h"

namespace care::crypto {

Hash32 derive_gate_share_hash(const GateShare& share);

// A share is handed to the server, and by the server to whoever may see the subject: the one key meant to travel.
Bytes reveal_gate_share(const GateShare& share);
Result<GateShare> parse_gate_share(BytesView bytes);  // key_invalid

}  // namespace care::crypto
