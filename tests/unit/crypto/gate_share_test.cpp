#include "shared/crypto/gate_share.h"

#include "shared/crypto/hazmat/sha2.h"
#include "tests/unit/crypto/builders.h"

namespace care::crypto {

TEST_CASE("gate share: travels as its 32 bytes and comes back the same") {
  const auto share = key_from<GateShare>(1);
  const Bytes travelling = reveal_gate_share(share);
  CHECK(travelling == test::reveal(share));
  const auto parsed = parse_gate_share(travelling);
  REQUIRE(parsed.ok());
  CHECK(test::reveal(*parsed) == travelling);
}

TEST_CASE("gate share: any other size is refused") {
  const auto size = GENERATE(0U, 31U, 33U, 64U);
  const auto parsed = parse_gate_share(Bytes(size));
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.error().code() == ErrorCode::key_invalid);
}

TEST_CASE("gate share: its hash covers label, zero byte and share, so a thrown-away share can't take its place") {
  const auto share = key_from<GateShare>(1);
  Bytes by_hand = to_bytes(as_bytes("careseal/v1/gate-share"));
  by_hand.push_back(0);
  append(by_hand, test::reveal(share));
  CHECK(derive_gate_share_hash(share) == sha256(by_hand));
  CHECK(derive_gate_share_hash(share) != derive_gate_share_hash(key_from<GateShare>(2)));
}

}  // namespace care::crypto
