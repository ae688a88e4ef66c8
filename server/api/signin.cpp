// Signing in: OPAQUE in two requests, then the second factor. Handles that nobody has take the same path and cost the same time:
// each try waits for the same commits, and a failed one is an entry of the log either way.
#include "server/api/sessions.h"
#include "server/api/shapes.h"
#include "server/session/known_device.h"
#include "shared/base/encoding.h"
#include "shared/signin/totp.h"

namespace care::server {
namespace {

constexpr unsigned kSecondFactorTries = 5;

// What was typed is not kept: without an account the entry says that somebody failed, and from where.
void record_failure(const OpenCall& call, const PendingLogin& login) {
  const auto who = login.account ? std::optional(login.account->actor) : std::nullopt;
  const auto done = call.home->change([&](Change& change) -> Result<void> {
    CARE_TRY(change.append_event(who, audit::SessionFailed{}, origin_of(call.request)));
    return {};
  });
  if (!done) call.services.log.warn({.event = "signin_failure_not_logged", .code = done.error().code()});
}

// An unlock: the page still has the cookie of a session of this account that passed its second factor.
std::shared_ptr<LiveSession> session_being_unlocked(const OpenCall& call, const AccountRow& account) {
  if (call.request.session_cookie.empty()) return nullptr;
  auto session = call.services.sessions.find(*call.home, call.request.session_cookie);
  if (!session || !((*session)->row().account == account.account)) return nullptr;
  return *session;
}

Answer finish_without_or_ask_factor(const OpenCall& call, const LoginId& id, PendingLogin login) {
  bool enrolled = false;
  {
    auto reader = CARE_TRY(call.home->read());
    const auto factor = CARE_TRY(reader.accounts().find_second_factor(login.account->account));
    enrolled = factor && factor->confirmed;
  }
  const auto unlocked = session_being_unlocked(call, *login.account);
  if (enrolled && !(unlocked && unlocked->second_factor_passed())) {
    call.services.logins.put(id, std::move(login));
    return problem_response(ErrorCode::second_factor_needed, "login", Json(id.text()));
  }
  FinishedSignin finished{std::move(*login.account), std::move(*login.session_key), false, {}, {}};
  if (unlocked) {
    finished.second_factor = unlocked->second_factor_passed();
    finished.expires = unlocked->row().expires;
    finished.replaces = unlocked->row().id_hash;
  }
  return answer_signed_in(call, std::move(finished));
}

}  // namespace

Answer start_signin(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const std::string handle = CARE_TRY(normalise_handle(CARE_TRY(reader.text("handle"))));
  const auto ke1 = CARE_TRY(signin::Ke1::decode(CARE_TRY(reader.base64url("ke1"))));
  CARE_TRY(reader.finish());
  PendingLogin login;
  login.workspace = call.home->id();
  {
    auto lease = CARE_TRY(call.home->read());
    login.account = CARE_TRY(lease.accounts().find_account_by_handle(handle));
  }
  const auto& keys = call.home->opaque_keys();
  const AccountId stranger = signin::derive_fake_account_id(keys, handle);  // always, so that it takes the same time
  const AccountId account = login.account ? login.account->account : stranger;
  const Hash32 cookie_key = CARE_TRY(load_device_cookie_key(*call.home, call.services.random));
  const auto device = read_device_cookie(cookie_key, account, call.request.device_cookie);
  login.counted.push_back(try_at_account(account, device.value_or(KnownDevice{})));
  if (!device) login.counted.push_back(try_from_address(call.request.remote_ip));
  CARE_TRY(count_tries(*call.home, login.counted));
  std::optional<BytesView> record;
  if (login.account) record = login.account->opaque_record;
  auto answer = CARE_TRY(signin::answer_login(ke1, record, keys, signin::OpaqueSetting::of(call.home->id(), account),
                                              call.services.random));
  login.opaque = std::move(answer.state);
  const auto id = make_id<LoginId>(call.services.random);
  Json out = Json::object(
      {{"account", account.text()}, {"ke2", encode_base64url(answer.ke2.encode())}, {"login", id.text()}});
  call.services.logins.put(id, std::move(login));
  return json_response(out);
}

Answer finish_signin(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const auto id = CARE_TRY(reader.id<LoginId>("login"));
  const auto ke3 = CARE_TRY(signin::Ke3::decode(CARE_TRY(reader.base64url("ke3"))));
  CARE_TRY(reader.finish());
  PendingLogin login = CARE_TRY(call.services.logins.take(id));
  if (!(login.workspace == call.home->id()) || !login.opaque) return ErrorCode::login_unknown;
  auto key = signin::accept_login(std::move(*login.opaque), ke3);
  login.opaque.reset();
  if (!key || !login.account) {
    record_failure(call, login);
    return ErrorCode::signin_failed;
  }
  login.session_key = std::move(key).value();
  CARE_TRY(call.home->change([&](Change& change) { return forgive_tries(change, login.counted); }));
  return finish_without_or_ask_factor(call, id, std::move(login));
}

Answer second_factor_signin(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const auto id = CARE_TRY(reader.id<LoginId>("login"));
  const std::string code = CARE_TRY(reader.text("code"));
  CARE_TRY(reader.finish());
  PendingLogin login = CARE_TRY(call.services.logins.take(id));
  if (!(login.workspace == call.home->id()) || !login.session_key || !login.account) return ErrorCode::login_unknown;
  // Codes have a counter of their own: a million guesses need many sign-ins, and each of those is counted too.
  const std::vector<CountedTry> counted = {try_at_codes(login.account->account)};
  CARE_TRY(count_tries(*call.home, counted));
  const auto checked = call.home->change([&](Change& change) -> Result<void> {
    CARE_TRY(use_second_factor(change, login.account->account, code));
    return forgive_tries(change, counted);
  });
  if (!checked) {
    record_failure(call, login);
    if (++login.tries < kSecondFactorTries) call.services.logins.put(id, std::move(login));
    return checked.error();
  }
  FinishedSignin finished{std::move(*login.account), std::move(*login.session_key), true, {}, {}};
  return answer_signed_in(call, std::move(finished));
}

}  // namespace care::server
