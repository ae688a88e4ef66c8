// server/session/setup_tokens.h — one-time links with which a home may be created on this server.
//
// Shapes   token 32 random bytes, base64url; half an hour; only hashes are kept, in memory: `careseal serve` prints a fresh one
//          while the server has no home, or when asked (--setup-link)
// Errors   setup_token_wrong
// Tests    tests/unit/server/session/setup_tokens_test.cpp
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "shared/base/clock.h"
#include "shared/base/result.h"

namespace care::server {

inline constexpr std::chrono::minutes kSetupTokenLife{30};

class SetupTokens {
 public:
  explicit SetupTokens(const Clock& clock) : clock_(clock) {}
  std::string make(Random& random);
  Result<void> check(std::string_view token);
  // Once only, however many ask at the same time. The answer is its end, with which it is given back if what it was used for came
  // to nothing.
  Result<Instant> use(std::string_view token);
  void give_back(std::string_view token, Instant until);

 private:
  const Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Instant> until_;  // by hash of the token
};

}  // namespace care::server
