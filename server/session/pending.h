// server/session/pending.h — sign-ins, redeemed recovery kits and new homes between their first and last request. In memory only, short-lived.
//
// Errors   login_unknown (never started, run out, or used)
// Tests    tests/unit/server/session/pending_test.cpp
#pragma once

#include <algorithm>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "server/session/sign_in_tries.h"
#include "server/workspace/registry.h"
#include "shared/signin/opaque.h"
#include "shared/signin/totp.h"

namespace care::server {

// Holds values by key for a while; take() removes. What ends first goes first when it is full.
template <typename Key, typename Value>
class PendingTable {
 public:
  PendingTable(const Clock& clock, std::chrono::minutes life, std::size_t most)
      : clock_(clock), life_(life), most_(most) {}

  void put(const Key& key, Value value) {
    const std::lock_guard lock(mutex_);
    const Instant now = clock_.now();
    if (held_.size() >= most_) std::erase_if(held_, [&](const auto& each) { return each.second.until <= now; });
    if (held_.size() >= most_) {
      held_.erase(std::min_element(held_.begin(), held_.end(),
                                   [](const auto& a, const auto& b) { return a.second.until < b.second.until; }));
    }
    held_.insert_or_assign(key, Held{std::move(value), now + life_});
  }

  Result<Value> take(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto at = held_.find(key);
    if (at == held_.end()) return ErrorCode::login_unknown;
    const bool late = at->second.until <= clock_.now();
    Value value = std::move(at->second.value);
    held_.erase(at);
    if (late) return ErrorCode::login_unknown;
    return value;
  }

 private:
  struct Held {
    Value value;
    Instant until{};
  };
  const Clock& clock_;
  std::chrono::minutes life_;
  std::size_t most_;
  std::mutex mutex_;
  std::unordered_map<Key, Held> held_;
};

struct PendingLogin {
  WorkspaceId workspace;
  std::optional<AccountRow> account;  // absent: nobody has that handle, and nobody may notice
  std::optional<signin::ServerLogin> opaque;       // before KE3
  std::optional<crypto::SessionKey> session_key;   // after KE3, waiting for the second factor
  std::vector<CountedTry> counted;                 // forgiven when KE3 holds
  unsigned tries = 0;
};
using PendingLogins = PendingTable<LoginId, PendingLogin>;

struct PendingRecovery {
  WorkspaceId workspace;
  AccountId account;
  ActorId actor;
  ByteArray<16> kit{};  // must still be the stored one when it ends
};
using PendingRecoveries = PendingTable<RecoveryId, PendingRecovery>;

struct PendingHome {
  PreparedHome prepared;
  std::string label;
  std::string handle;
  AccountId account;
  signin::TotpSecret totp;
};
using PendingHomes = PendingTable<WorkspaceId, PendingHome>;

}  // namespace care::server
