// Does the time of our own code on secrets tell what they are? Each case hides its secrets from memcheck and runs what the product runs
// on them; a branch or an address that depends on one is an error. Run by scripts/fuzz secrets, under valgrind.
//
// Two cases leak on purpose and must be reported at each run: a check that can't fail says nothing.
// Not here, because they can't be: reading what a person types (kit, codes, passwords: letter by letter, with what they skip), printing it
// for the screen it stands on anyway, and base64 in messages (a gate share, which the server holds).
#include <cstdio>
#include <functional>

#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/gate_share.h"
#include "shared/crypto/grant.h"
#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/key_id.h"
#include "shared/crypto/open.h"
#include "shared/crypto/request_proof.h"
#include "shared/crypto/seal.h"
#include "shared/crypto/signature.h"
#include "shared/crypto/statement_signature.h"
#include "shared/crypto/system_random.h"
#include "shared/signin/invite_code.h"
#include "shared/signin/kek.h"
#include "shared/signin/sign_in_code.h"
#include "shared/signin/totp.h"
#include "tests/secrets/memory.h"
#include "tests/unit/crypto/builders.h"
#include "tests/unit/signin/opaque_builder.h"

namespace care::secrets {
namespace {

using namespace care::crypto;

// The compiler must not see through the deliberate leaks.
volatile unsigned seen = 0;

bool equal_with_leak(BytesView a, BytesView b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

void leaky_comparison() {
  const auto key = hidden_key<UserSeed>(1);
  const Bytes other(32, 1);
  if (equal_with_leak(key.secret().read(test::TestSecrets::token()), other)) seen = seen + 1;
}

void leaky_table() {
  static const ByteArray<256> table{1, 2, 3};
  const auto key = hidden_key<UserSeed>(1);
  unsigned looked_up = table[key.secret().read(test::TestSecrets::token())[5]];
  tell(&looked_up, sizeof looked_up);
  seen = looked_up;
}

void comparison() {
  const auto key = hidden_key<UserSeed>(1);
  const auto same = hidden_key<UserSeed>(1);
  const auto other = hidden_key<UserSeed>(2);
  const auto view = [](const UserSeed& each) { return BytesView(each.secret().read(test::TestSecrets::token())); };
  CARE_CHECK(equal_constant_time(view(key), view(same)));
  CARE_CHECK(!equal_constant_time(view(key), view(other)));
}

void key_tree() {
  const auto seed = hidden_key<UserSeed>(1);
  const auto identity = derive_identity_signing_key(seed);
  const auto device = derive_device_signing_key(seed, DeviceId::from_array(counting_16(1)));
  tell(identity.public_key());
  const Signature signature = sign_statement(identity, as_bytes("{}"));
  tell(signature);
  CARE_CHECK(verify_statement(identity.public_key(), as_bytes("{}"), signature).ok());
  tell(device.public_key());
  static_cast<void>(derive_key_id(device.public_key()));
  static_cast<void>(derive_self_key(seed));
  const auto compartment = hidden_key<CompartmentSeed>(2);
  static_cast<void>(derive_compartment_commitment(compartment, grant_place().compartment));
  const auto subject = derive_subject_key(derive_subject_branch(compartment, facet_place().subject), hidden_key<GateShare>(3));
  static_cast<void>(derive_facet_key(derive_record_key(subject, 2, facet_place().record), 1));
  static_cast<void>(derive_gate_share_hash(hidden_key<GateShare>(3)));
}

// Sealed with a hidden key and a hidden text; what goes over the wire is told.
Bytes sealed_by(const FacetKey& key, std::size_t size) {
  test::TestRandom random(4);
  NonceSource nonces(random);
  Bytes text = text_of_size(size);
  hide(text);
  Bytes envelope = seal_facet(key, facet_place(), text, nonces).value();
  tell(envelope);
  return envelope;
}

void seal_and_open() {
  const auto key = hidden_key<FacetKey>(5);
  for (const std::size_t size : {0U, 40U, 63U, 64U, 3000U, 5000U}) {
    Bytes envelope = sealed_by(key, size);
    CARE_CHECK(open_facet(key, facet_place(), envelope)->size() == size);
    CARE_CHECK(!open_facet(hidden_key<FacetKey>(6), facet_place(), envelope).ok());
    envelope.back() = static_cast<std::uint8_t>(envelope.back() ^ 1U);
    CARE_CHECK(!open_facet(key, facet_place(), envelope).ok());
  }
}

void plaintext_commitment() {
  const auto key = hidden_key<FacetKey>(5);
  const Bytes envelope = sealed_by(key, 100);
  const Bytes opened = open_facet(key, facet_place(), envelope).value();
  const auto plaintext = decode_facet_plaintext(opened).value();
  Hash32 right = derive_plaintext_commitment(plaintext.salt, plaintext.json);
  tell(right);
  CARE_CHECK(check_plaintext_commitment(plaintext, right).ok());
  CARE_CHECK(!check_plaintext_commitment(plaintext, Hash32{}).ok());
}

void wraps() {
  test::TestRandom random(7);
  NonceSource nonces(random);
  const auto key = hidden_key<WrapKey>(8);
  Bytes wrapped = wrap_user_seed(key, WrapKind::password, wrap_place(), hidden_key<UserSeed>(9), nonces).value();
  tell(wrapped);
  CARE_CHECK(unwrap_user_seed(key, WrapKind::password, wrap_place(), wrapped).ok());
  CARE_CHECK(!unwrap_user_seed(hidden_key<WrapKey>(1), WrapKind::password, wrap_place(), wrapped).ok());
  const auto newer = hidden_key<CompartmentSeed>(10);
  Bytes previous = wrap_previous_compartment_seed(newer, wrap_place(), hidden_key<CompartmentSeed>(11), nonces).value();
  tell(previous);
  CARE_CHECK(unwrap_previous_compartment_seed(newer, wrap_place(), previous).ok());
  const auto self = hidden_key<SelfKey>(12);
  Bytes draft = wrap_own(self, WrapKind::draft, wrap_place(), text_of_size(50), nonces).value();
  tell(draft);
  CARE_CHECK(unwrap_own(self, WrapKind::draft, wrap_place(), draft)->size() == 50);
}

void grants() {
  const auto seed = hidden_key<UserSeed>(1);
  const XWingKey key = derive_identity_xwing_key(seed);
  tell(key.public_key());
  HiddenRandom random(13);
  auto grant = make_grant(hidden_key<CompartmentSeed>(14), grant_place(), key.public_key(), random).value();
  tell(grant.bytes);
  tell(grant.compartment_commitment);
  CARE_CHECK(open_grant(key, grant_place(), grant.bytes, grant.compartment_commitment).ok());
  CARE_CHECK(!open_grant(key, grant_place(), grant.bytes, Hash32{}).ok());
  grant.bytes[100] = static_cast<std::uint8_t>(grant.bytes[100] ^ 1U);
  CARE_CHECK(!open_grant(key, grant_place(), grant.bytes, grant.compartment_commitment).ok());
}

void request_proofs() {
  const auto key = derive_proof_key(hidden_key<SessionKey>(15), Hash32{});
  const ProvenRequest request{.method = "POST", .path = "/api/v1/records", .body = {}, .counter = 1};
  RequestMac mac = make_request_proof(key, request).value();
  tell(mac);
  CARE_CHECK(verify_request_proof(key, request, mac).ok());
  mac[31] = static_cast<std::uint8_t>(mac[31] ^ 1U);
  CARE_CHECK(!verify_request_proof(key, request, mac).ok());
}

// The password is hidden once it has been read; the key stretching is the identity, since Argon2id's second half looks up by its data
// as it must.
void password_sign_in() {
  using namespace care::signin;
  HiddenRandom random(16);
  const auto hidden_password = [] {
    Password password = password_of(kRightPassword);
    hide(password.reveal());
    return password;
  };
  const OpaqueServerKeys keys = OpaqueServerKeys::make(random).value();
  const OpaqueSetting setting = quick_setting(workspace_id(), account_id());
  auto registration = begin_registration(hidden_password(), random).value();
  tell(registration.request.blinded.bytes());
  auto response = answer_registration(registration.request, keys, setting).value();
  tell(response.evaluated.bytes());
  tell(response.server_public_key.bytes());
  const auto end = finish_registration(std::move(registration.state), response, setting, random).value();
  Bytes record = to_bytes(end.record.encode());
  tell(BytesView(record).first(32));  // the client's public key
  auto login = begin_login(hidden_password(), random).value();
  tell(login.ke1.encode());
  ByteArray<Ke1::kBytes> first = login.ke1.encode();
  tell(first);
  const Ke1 ke1 = Ke1::decode(first).value();
  auto answer = answer_login(ke1, BytesView(record), keys, setting, random).value();
  auto second = answer.ke2.encode();
  tell(second);
  auto last = finish_login(std::move(login.state), Ke2::decode(second).value(), setting).value();
  auto third = last.ke3.encode();
  tell(third);
  CARE_CHECK(accept_login(std::move(answer.state), Ke3::decode(third).value()).ok());
  static_cast<void>(derive_password_kek(last.export_key, account_id()));
}

void authenticator_codes() {
  using namespace care::signin;
  HiddenRandom random(17);
  const TotpSecret secret = make_totp_secret(random);
  const Instant now = instant_from_ms(1'790'000'000'000);
  TotpCode code = derive_totp_code(secret, totp_step_at(now));
  tell(code);
  CARE_CHECK(verify_totp(secret, as_text(code), now, std::nullopt).ok());
  CARE_CHECK(!verify_totp(secret, "000000", now, std::nullopt).ok());
  const auto codes = make_sign_in_codes(random);
  Hash32 hash = hash_sign_in_code(codes[3], account_id());
  tell(hash);
}

void kit_and_invitation() {
  using namespace care::signin;
  HiddenRandom random(18);
  const KitSecret kit = make_kit_secret(random);
  static_cast<void>(derive_kit_kek(kit, account_id()));
  static_cast<void>(derive_kit_id(kit, workspace_id()));
}

struct Case {
  const char* name;
  void (*run)();
  bool leaks = false;
};
constexpr Case kCases[] = {{"a comparison that leaks on purpose", &leaky_comparison, true},
                           {"a table that leaks on purpose", &leaky_table, true},
                           {"comparing", &comparison},
                           {"the key tree", &key_tree},
                           {"sealing, opening, unpadding", &seal_and_open},
                           {"commitments of plaintexts", &plaintext_commitment},
                           {"wrapped keys", &wraps},
                           {"grants", &grants},
                           {"proofs of requests", &request_proofs},
                           {"signing in with a password", &password_sign_in},
                           {"authenticator and sign-in codes", &authenticator_codes},
                           {"recovery kit", &kit_and_invitation}};

int run_all() {
  if (!RUNNING_ON_VALGRIND) {
    std::fprintf(stderr, "this says something only under valgrind: scripts/fuzz secrets\n");
    return 2;
  }
  bool fine = true;
  for (const Case& each : kCases) {
    const unsigned before = VALGRIND_COUNT_ERRORS;
    each.run();
    const unsigned found = VALGRIND_COUNT_ERRORS - before;
    const bool right = (found > 0) == each.leaks;
    fine = fine && right;
    std::printf("%-36s %s%s\n", each.name, found == 0 ? "no report" : "reported", right ? (each.leaks ? ", as it must be" : "") : "   WRONG");
  }
  return fine ? 0 : 1;
}

}  // namespace
}  // namespace care::secrets

int main() {
  if (!care::crypto::initialise()) return 2;
  return care::secrets::run_all();
}
