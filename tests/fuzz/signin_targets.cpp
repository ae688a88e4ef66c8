// Signing in: codes that are typed, the messages of the password protocol from either side, and what a server keeps of them.
#include "server/session/session.h"
#include "shared/crypto/request_proof.h"
#include "shared/signin/invite_code.h"
#include "shared/signin/lockout.h"
#include "shared/signin/recovery_kit.h"
#include "shared/signin/sign_in_code.h"
#include "shared/signin/totp.h"
#include "tests/fuzz/seeds.h"
#include "tests/unit/signin/opaque_builder.h"

namespace care::fuzz {
namespace {

using namespace care::signin;

// What was read prints as a text that is read as the same secret.
template <typename Secret>
void check_printed(const Result<Secret>& read, SecretText (*format)(const Secret&), Result<Secret> (*parse)(std::string_view)) {
  if (!accepted(read)) return;
  const auto again = parse(format(*read).reveal_text());
  FUZZ_CHECK(again.ok() && test::reveal(*again) == test::reveal(*read));
}

void run_typed_code(BytesView input) {
  const std::string_view typed = as_text(input);
  check_printed<KitSecret>(parse_kit(typed), format_kit, parse_kit);
  check_printed<KitSecret>(parse_kit(typed), format_kit_qr, parse_kit);
  check_printed<InviteCode>(parse_invite_code(typed), format_invite_code, parse_invite_code);
  check_printed<SignInCode>(parse_sign_in_code(typed), format_sign_in_code, parse_sign_in_code);
  check_printed<TotpSecret>(parse_totp_secret(typed), format_totp_secret, parse_totp_secret);

  test::TestRandom random(3);
  static const KitSecret kit = make_kit_secret(random);
  static const TotpSecret totp = make_totp_secret(random);
  const Instant now = instant_from_ms(1'790'000'000'000);
  const auto step = verify_totp(totp, typed, now, std::nullopt);
  if (accepted(step)) {
    std::string digits;
    for (const char letter : typed) {
      if (letter != ' ') digits += letter;
    }
    const auto code = derive_totp_code(totp, *step);
    FUZZ_CHECK(digits == as_text(code));
    FUZZ_CHECK(!verify_totp(totp, typed, now, *step).ok());  // once
  }
  for (unsigned group = 1; group <= kKitGroups; ++group) static_cast<void>(accepted(check_kit_group(kit, group, typed)));
  const AccountId account = account_id();
  const auto printed = parse_sign_in_code(typed);
  const StoredSignInCode stored[] = {{Hash32{}, false}, {printed ? hash_sign_in_code(*printed, account) : Hash32{}, false}};
  const auto found = verify_sign_in_code(stored, typed, account);
  FUZZ_CHECK(accepted(found) == printed.ok());
  if (found) FUZZ_CHECK(*found == 1);
}

Inputs typed_code_seeds() {
  Inputs out;
  const auto kit = test::load_vectors("recovery_kit_v1.json");
  add_texts(out, kit["good"], "printed");
  add_texts(out, kit["good"], "qr");
  add_texts(out, kit["refused"], "typed");
  for (const auto& each : kit["tolerated"]["typed"]) {
    if (each.is_object() && each.contains("typed")) add_all(out, {test::text(each["typed"])});
  }
  const auto invite = test::load_vectors("invite_code_v1.json");
  add_texts(out, invite["good"], "printed");
  add_texts(out, invite["refused"], "typed");
  const auto totp = test::load_vectors("totp_v1.json");
  add_all(out, {test::text(totp["base32"]), "123 456", "ABCD-EFGH-JKMN"});
  add_texts(out, totp["steps"], "code");
  test::TestRandom random(3);
  static_cast<void>(make_kit_secret(random));
  const TotpSecret secret = make_totp_secret(random);
  out.push_back(to_bytes(derive_totp_code(secret, totp_step_at(instant_from_ms(1'790'000'000'000)))));
  return out;
}

template <typename Message>
void check_message(BytesView bytes) {
  const auto message = Message::decode(bytes);
  if (!accepted(message)) return;
  FUZZ_CHECK(same(message->encode(), bytes));
}

struct KnownAccount {
  OpaqueHome home;
  Registered enrolled = home.enrol();
  test::TestRandom client_random{11};
  test::TestRandom server_random{12};
  Bytes registration_request, registration_response, ke1, ke2, ke3;
  KnownAccount() {
    auto registration = begin();
    registration_request = to_bytes(registration.request.encode());
    registration_response = to_bytes(answer_registration(registration.request, home.keys, home.setting)->encode());
    auto login = start();
    ke1 = to_bytes(login.ke1.encode());
    ke2 = to_bytes(answer(login.ke1).ke2.encode());
    ke3 = to_bytes(finish_login(std::move(login.state), *Ke2::decode(ke2), home.setting)->ke3.encode());
  }
  // Each with the same randomness at each call, so that the same answer fits.
  RegistrationStart begin() const {
    test::TestRandom random(10);
    return begin_registration(password_of(kRightPassword), random).value();
  }
  LoginStart start() const {
    test::TestRandom random(11);
    return begin_login(password_of(kRightPassword), random).value();
  }
  LoginAnswer answer(const Ke1& from) const {
    test::TestRandom random(12);
    return answer_login(from, BytesView(enrolled.record), home.keys, home.setting, random).value();
  }
};
const KnownAccount& known_account() {
  static const KnownAccount account;
  return account;
}

// which message 1 ‖ its bytes
void run_opaque(BytesView input) {
  const KnownAccount& known = known_account();
  Cursor cursor(input);
  const std::size_t kind = cursor.below(6);
  const BytesView bytes = cursor.rest();
  check_message<RegistrationRequest>(bytes);
  check_message<RegistrationResponse>(bytes);
  check_message<RegistrationRecord>(bytes);
  check_message<Ke1>(bytes);
  check_message<Ke2>(bytes);
  check_message<Ke3>(bytes);
  if (kind == 0) {
    if (const auto request = RegistrationRequest::decode(bytes)) FUZZ_CHECK(accepted(answer_registration(*request, known.home.keys, known.home.setting)));
  } else if (kind == 1) {
    const auto response = RegistrationResponse::decode(bytes);
    if (!response) return;
    test::TestRandom random(13);
    const auto end = finish_registration(known.begin().state, *response, known.home.setting, random);
    if (accepted(end)) FUZZ_CHECK(RegistrationRecord::decode(end->record.encode()).ok());
  } else if (kind == 2) {
    test::TestRandom random(12);
    const auto from = Ke1::decode(known.ke1);
    const auto answer = answer_login(*from, bytes, known.home.keys, known.home.setting, random);  // a damaged row of the store
    if (accepted(answer)) FUZZ_CHECK(RegistrationRecord::decode(bytes).ok());
  } else if (kind == 3) {
    const auto from = Ke1::decode(bytes);
    if (!from) return;
    auto real = known.answer(*from);
    test::TestRandom random(12);
    auto made_up = answer_login(*from, std::nullopt, known.home.keys, known.home.setting, random);
    FUZZ_CHECK(accepted(made_up));
    FUZZ_CHECK(!same(real.ke2.encode(), made_up->ke2.encode()));
  } else if (kind == 4) {
    const auto answer = Ke2::decode(bytes);
    if (!answer) return;
    const auto end = finish_login(known.start().state, *answer, known.home.setting);
    FUZZ_CHECK(accepted(end) == same(bytes, known.ke2));
    if (!end) FUZZ_CHECK(end.error().code() == ErrorCode::signin_failed);
  } else {
    const auto last = Ke3::decode(bytes);
    if (!last) return;
    auto state = known.answer(*Ke1::decode(known.ke1)).state;
    FUZZ_CHECK(accepted(accept_login(std::move(state), *last)) == same(bytes, known.ke3));
  }
}

Inputs opaque_seeds() {
  const KnownAccount& known = known_account();
  Inputs out = {with_prefix({0}, known.registration_request), with_prefix({1}, known.registration_response), with_prefix({2}, known.enrolled.record),
                with_prefix({3}, known.ke1), with_prefix({4}, known.ke2), with_prefix({5}, known.ke3)};
  const auto vectors = test::load_vectors("opaque_v1.json")["product"][0];
  out.push_back(with_prefix({3}, test::hex(vectors["ke1"])));
  out.push_back(with_prefix({2}, test::hex(vectors["registration_record"])));
  return out;
}

// Which cookie and which proof: only a session's own open it. kind 1 ‖ text
void run_proof(BytesView input) {
  static const Bytes session_key = [] {
    Bytes bytes(64);
    test::TestRandom(5).fill(bytes);
    return bytes;
  }();
  constexpr std::string_view kTarget = "/api/v1/records";
  const auto key = [] {
    ByteArray<64> raw{};
    copy_exact(session_key, raw);
    return crypto::derive_proof_key(crypto::SessionKey::take(raw), Hash32{});
  };
  const std::string_view text = as_text(input);
  if (const auto hash = server::hash_of_cookie(text)) FUZZ_CHECK(decode_base64url_exact<32>(text).ok());
  server::LiveSession session({.id_hash = {}, .account = {}, .actor = {}, .created = {}, .expires = {}, .proof_key = key(), .second_factor = true, .counter = 0}, 0);
  const server::ProofInput proof{.header = text, .method = "POST", .target = kTarget, .body = {}};
  const auto checked = session.check_proof(proof);
  if (accepted(checked)) {
    const std::size_t dot = text.find('.');
    FUZZ_CHECK(dot != std::string_view::npos);
    const std::uint64_t counter = std::stoull(std::string(text.substr(0, dot)));
    const auto mac = crypto::make_request_proof(key(), {.method = "POST", .path = kTarget, .body = {}, .counter = counter});
    FUZZ_CHECK(text == std::to_string(counter) + "." + encode_base64url(*mac));
    FUZZ_CHECK(!session.check_proof(proof).ok());  // once
  }
  if (const auto counter = LockoutCounter::decode(input); accepted(counter)) FUZZ_CHECK(same(counter->encode(), input));
}

Inputs proof_seeds() {
  ByteArray<64> raw{};
  test::TestRandom(5).fill(raw);
  const auto key = crypto::derive_proof_key(crypto::SessionKey::take(raw), Hash32{});
  Inputs out;
  for (const std::uint64_t counter : {1ULL, 1'790'000'000'000ULL, 18'446'744'073'709'551'615ULL}) {
    const auto mac = crypto::make_request_proof(key, {.method = "POST", .path = "/api/v1/records", .body = {}, .counter = counter});
    add_all(out, {std::to_string(counter) + "." + encode_base64url(*mac)});
  }
  add_all(out, {encode_base64url(Hash32{1})});
  out.push_back(to_bytes(LockoutCounter{.failures = 3, .locks = 1, .window_start = instant_from_ms(5), .locked_until = instant_from_ms(9)}.encode()));
  return out;
}

}  // namespace

std::vector<Target> signin_targets() {
  return {{"typed_code", run_typed_code, typed_code_seeds, kNoJson, 50},
          {"opaque", run_opaque, opaque_seeds, kNoJson, 30},
          {"request_proof", run_proof, proof_seeds}};
}

}  // namespace care::fuzz
