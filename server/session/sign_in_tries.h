// server/session/sign_in_tries.h — counting tries to sign in, before each is answered. The rules are signin::LockoutCounter's.
//
// Counted  per account and client kind or known device; per account for the codes of the second factor; and, for browsers that never
//          signed in here, per address whatever the handle: each failed try is an entry of the log, and strangers may not fill it
// Errors   locked_out
// Tests    tests/unit/server/session/sign_in_tries_test.cpp, tests/integration/{signin,clock}_test.cpp
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/workspace.h"
#include "shared/signin/lockout.h"

namespace care::server {

// Who stands behind an address: the address itself, of IPv6 its first 64 bits, of which a customer has all the rest.
std::string network_of(std::string_view address);

struct CountedTry {
  LockoutKey key;
  signin::LockoutRule rule{};
};

CountedTry try_at_account(const AccountId& account, const ByteArray<16>& client);
CountedTry try_at_codes(const AccountId& account);
// The address as the request names it; whoever has its network counts as one.
CountedTry try_from_address(std::string_view address);

// One more of each, or none if one is locked. Counted before it is answered: whoever hangs up after KE2 has had a try.
Result<void> count_tries(Workspace& home, const std::vector<CountedTry>& tries);

// The try held. Inside the change that says so.
Result<void> forgive_tries(Change& change, const std::vector<CountedTry>& tries);

}  // namespace care::server
