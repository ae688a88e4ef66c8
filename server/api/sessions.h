// server/api/sessions.h — what the handlers of sign-in share: codes, cookies, the answer of a finished sign-in.
#pragma once

#include "server/api/handlers.h"
#include "shared/signin/sign_in_code.h"

namespace care::server {

struct PrintedCodes {
  Json printed = Json::array();
  std::vector<Hash32> hashes;
};
PrintedCodes make_printed_codes(Random& random, const AccountId& account);

// The code of an authenticator, or one of the ten printed ones; used up in the same commit.
Result<void> use_second_factor(Change& change, const AccountId& account, std::string_view typed);

struct FinishedSignin {
  AccountRow account;
  crypto::SessionKey session_key;
  bool second_factor = false;
  std::optional<Instant> expires;  // an unlock keeps the absolute end of the session it replaces
  std::optional<Hash32> replaces;
};
// Creates the session, logs it, sets the cookies, and gives the wrapped seed out.
Answer answer_signed_in(const OpenCall& call, FinishedSignin finished);

// A browser that signed in here before has its own counter of wrong tries; the cookie proves it, per account.
inline constexpr std::string_view kDeviceCookie = "__Host-careseal-device";

}  // namespace care::server
