#include "shared/crypto/signature.h"

#include "shared/crypto/hazmat/ed25519.h"
#include "shared/crypto/statement_signature.h"
#include "tests/unit/crypto/builders.h"

namespace care::crypto {
namespace {

SigningKey signing_key(std::uint64_t seed) { return derive_identity_signing_key(key_from<UserSeed>(seed)); }

bool refused(const Result<void>& result) {
  return !result.ok() && result.error() == Error(ErrorCode::signature_invalid);
}

Possession possession() {
  Possession claim;
  claim.workspace = WorkspaceId::from_array(counting_16(0x10));
  claim.actor = ActorId::from_array(counting_16(0xB0));
  claim.xwing_key_hash.fill(0x33);
  return claim;
}

InviteAcceptance acceptance() {
  InviteAcceptance out;
  out.workspace = WorkspaceId::from_array(counting_16(0x10));
  out.invite = InviteId::from_array(counting_16(0xE0));
  out.actor = ActorId::from_array(counting_16(0xB0));
  out.signing_key.fill(0x44);
  out.xwing_key_hash.fill(0x33);
  return out;
}

}  // namespace

TEST_CASE("statement signature: covers the label, a zero byte and the body") {
  const auto key = signing_key(1);
  const auto body = as_bytes("{\"act\":\"record\"}");
  const Signature signature = sign_statement(key, body);
  CHECK(verify_statement(key.public_key(), body, signature).ok());
  Bytes labelled = to_bytes(as_bytes("careseal/audit/v1/statement"));
  labelled.push_back(0);
  append(labelled, body);
  CHECK(ed25519_verify(key.public_key(), labelled, signature));
  CHECK_FALSE(ed25519_verify(key.public_key(), body, signature));
}

TEST_CASE("statement signature: any changed bit of body, signature or key is refused") {
  const auto key = signing_key(1);
  const Bytes body = to_bytes(as_bytes("{\"act\":\"record\"}"));
  const Signature signature = sign_statement(key, body);
  for (std::size_t bit = 0; bit < body.size() * 8; ++bit) {
    Bytes other = body;
    other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ (1U << (bit % 8)));
    if (!refused(verify_statement(key.public_key(), other, signature))) FAIL_CHECK("body bit " << bit);
  }
  for (std::size_t bit = 0; bit < 512; ++bit) {
    Signature other = signature;
    other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ (1U << (bit % 8)));
    if (!refused(verify_statement(key.public_key(), body, other))) FAIL_CHECK("signature bit " << bit);
  }
  for (std::size_t bit = 0; bit < 256; ++bit) {
    SigningPublicKey other = key.public_key();
    other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ (1U << (bit % 8)));
    if (!refused(verify_statement(other, body, signature))) FAIL_CHECK("key bit " << bit);
  }
  CHECK(refused(verify_statement(signing_key(2).public_key(), body, signature)));
}

TEST_CASE("signatures: one kind never passes for another") {
  const auto key = signing_key(1);
  const auto claim = possession();
  // The bytes a statement would have to hold for its signature to look like a possession's, and the reverse.
  Bytes as_body;
  append(as_body, claim.workspace.bytes());
  append(as_body, claim.actor.bytes());
  append(as_body, key.public_key());
  append(as_body, claim.xwing_key_hash);
  CHECK(refused(verify_possession(key.public_key(), claim, sign_statement(key, as_body))));
  CHECK(refused(verify_statement(key.public_key(), as_body, sign_possession(key, claim))));
  CHECK(refused(verify_note(key.public_key(), as_text(as_body), sign_statement(key, as_body))));
}

TEST_CASE("possession: names workspace, actor, the key itself and the X-Wing key") {
  const auto key = signing_key(1);
  const auto claim = possession();
  const Signature signature = sign_possession(key, claim);
  CHECK(verify_possession(key.public_key(), claim, signature).ok());
  CHECK(refused(verify_possession(signing_key(2).public_key(), claim, signature)));
  Possession other = claim;
  SECTION("workspace") { other.workspace = WorkspaceId::from_array(counting_16(0x11)); }
  SECTION("actor") { other.actor = ActorId::from_array(counting_16(0xB1)); }
  SECTION("X-Wing key") { other.xwing_key_hash[0] ^= 1; }
  SECTION("X-Wing key left out") { other.xwing_key_hash = {}; }
  CHECK(refused(verify_possession(key.public_key(), other, signature)));
}

TEST_CASE("invite acceptance: names workspace, invite, actor and both keys") {
  const auto invite_key = signing_key(1);
  const Signature signature = sign_invite_acceptance(invite_key, acceptance());
  CHECK(verify_invite_acceptance(invite_key.public_key(), acceptance(), signature).ok());
  CHECK(refused(verify_invite_acceptance(signing_key(2).public_key(), acceptance(), signature)));
  InviteAcceptance other = acceptance();
  SECTION("workspace") { other.workspace = WorkspaceId::from_array(counting_16(0x11)); }
  SECTION("invite") { other.invite = InviteId::from_array(counting_16(0xE1)); }
  SECTION("actor") { other.actor = ActorId::from_array(counting_16(0xB1)); }
  SECTION("signing key") { other.signing_key[31] ^= 1; }
  SECTION("X-Wing key") { other.xwing_key_hash[31] ^= 1; }
  CHECK(refused(verify_invite_acceptance(invite_key.public_key(), other, signature)));
}

TEST_CASE("recovery: names workspace, account, the redeeming, the new record and the new wrap") {
  const auto key = signing_key(1);
  const Bytes record(192, 0x41);
  const Bytes wrap(142, 0x42);
  const RecoveryClaim claim{WorkspaceId::from_array(counting_16(0x10)), AccountId::from_array(counting_16(0x50)),
                            RecoveryId::from_array(counting_16(0xC0)), record, counting_16(0xD0), wrap};
  const Signature signature = sign_recovery(key, claim);
  CHECK(verify_recovery(key.public_key(), claim, signature).ok());
  CHECK(refused(verify_recovery(signing_key(2).public_key(), claim, signature)));
  RecoveryClaim other = claim;
  const Bytes other_record(192, 0x43);
  const Bytes other_wrap(142, 0x43);
  SECTION("workspace") { other.workspace = WorkspaceId::from_array(counting_16(0x11)); }
  SECTION("account") { other.account = AccountId::from_array(counting_16(0x51)); }
  SECTION("recovery") { other.recovery = RecoveryId::from_array(counting_16(0xC1)); }
  SECTION("record") { other.record = other_record; }
  SECTION("wrap id") { other.wrap_id[15] ^= 1; }
  SECTION("wrap") { other.wrap = other_wrap; }
  CHECK(refused(verify_recovery(key.public_key(), other, signature)));
}

TEST_CASE("note: is signed as it stands") {
  const auto key = signing_key(1);
  const std::string text = "home.example/log\n12\nabc\n";
  const Signature signature = sign_note(key, text);
  CHECK(ed25519_verify(key.public_key(), as_bytes(text), signature));
  CHECK(verify_note(key.public_key(), text, signature).ok());
  CHECK(refused(verify_note(key.public_key(), text + "\n", signature)));
}

}  // namespace care::crypto
