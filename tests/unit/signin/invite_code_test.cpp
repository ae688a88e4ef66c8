#include "shared/signin/invite_code.h"

#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"
#include "tests/support/vectors.h"

namespace care::signin {
namespace {

InviteCode code_of(const nlohmann::json& hex) {
  auto bytes = test::hex_exact<10>(hex);
  return InviteCode(bytes);
}

}  // namespace

TEST_CASE("invite code: prints, reads back and derives every vector") {
  const auto vectors = test::load_vectors("invite_code_v1.json");
  for (const auto& vector : vectors["good"]) {
    const InviteCode code = code_of(vector["code"]);
    CHECK(format_invite_code(code).reveal_text() == test::text(vector["printed"]));
    CHECK(test::reveal(parse_invite_code(test::text(vector["printed"])).value()) == test::hex(vector["code"]));
    const InviteId invite = InviteId::from_array(test::hex_exact<16>(vector["invite"]));
    const auto keys = derive_invite_keys(code, invite);
    REQUIRE(keys.ok());
    CHECK(to_bytes(keys->signing_key.public_key()) == test::hex(vector["public_key"]));
    CHECK(test::reveal(keys->hello_key) == test::hex(vector["hello_key"]));
  }
}

TEST_CASE("parse_invite_code: forgives case, separators and look-alikes") {
  const auto vectors = test::load_vectors("invite_code_v1.json");
  for (const auto& typed : vectors["tolerated"]["typed"]) {
    CAPTURE(test::text(typed));
    const auto code = parse_invite_code(test::text(typed));
    REQUIRE(code.ok());
    CHECK(test::reveal(code.value()) == test::hex(vectors["tolerated"]["code"]));
  }
}

TEST_CASE("parse_invite_code: refuses what is not sixteen letters") {
  const auto vectors = test::load_vectors("invite_code_v1.json");
  for (const auto& vector : vectors["refused"]) {
    CAPTURE(test::text(vector["typed"]));
    const auto parsed = parse_invite_code(test::text(vector["typed"]));
    REQUIRE_FALSE(parsed.ok());
    CHECK(info_of(parsed.error().code()).name == test::text(vector["error"]));
  }
}

TEST_CASE("derive_invite_keys: another invite, or one bit of the code, gives other keys") {
  test::TestRandom random;
  const InviteCode code = make_invite_code(random);
  Bytes flipped = test::reveal(code);
  flipped[9] ^= 1U;
  ByteArray<10> near{};
  REQUIRE(copy_exact(flipped, near));
  const InviteId invite = make_id<InviteId>(random);
  const auto keys = derive_invite_keys(code, invite);
  const auto other_invite = derive_invite_keys(code, make_id<InviteId>(random));
  const auto other_code = derive_invite_keys(InviteCode(near), invite);
  CHECK(keys->signing_key.public_key() != other_invite->signing_key.public_key());
  CHECK(keys->signing_key.public_key() != other_code->signing_key.public_key());
  CHECK(test::reveal(keys->hello_key) != test::reveal(other_invite->hello_key));
  CHECK(test::reveal(keys->hello_key) != test::reveal(other_code->hello_key));
}

}  // namespace care::signin
