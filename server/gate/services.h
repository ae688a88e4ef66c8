// server/gate/services.h — what lives as long as the server and is lent to every request.
#pragma once

#include "server/assist/assist.h"
#include "server/gate/rate_limit.h"
#include "server/log/log.h"
#include "server/session/pending.h"
#include "server/session/session.h"
#include "server/session/setup_tokens.h"
#include "server/workspace/registry.h"

namespace care::server {

struct Services {
  WorkspaceRegistry& registry;
  SessionTable& sessions;
  PendingLogins& logins;
  PendingRecoveries& recoveries;
  PendingHomes& homes;
  SetupTokens& setup_tokens;
  RateLimiter& limiter;
  const Clock& clock;
  Random& random;
  Log& log;
  std::string base_host;
  std::string build;
  Assist* assist = nullptr;  // absent: the operator offers none
};

}  // namespace care::server
