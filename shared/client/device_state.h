// shared/client/device_state.h — what a device must remember between two unlocks: its key's counter and the
// largest tree head it ever saw. Sealed under the self key, kept in the browser's database.
//
// A page stores it in the same transaction as the statement it numbered, so a number is never used twice.
// Shapes   plaintext = canonical JSON {"head"?:{"origin","root","size"},"n","p"?}
// Errors   unwrap_failed
// Tests    tests/unit/client/device_state_test.cpp
#pragma once

#include <optional>

#include "shared/audit/checkpoint.h"
#include "shared/crypto/key_wrap.h"

namespace care::client {

struct ChainState {
  std::uint64_t n = 0;            // of the last statement; 0: none yet
  std::optional<Hash32> previous; // its hash
};

struct DeviceState {
  DeviceId device;
  ChainState chain;
  std::optional<audit::Checkpoint> head;

  Result<Bytes> wrap(const crypto::SelfKey& self, const WorkspaceId& workspace, const AccountId& account,
                     crypto::NonceSource& nonces) const;
  static Result<DeviceState> unwrap(const crypto::SelfKey& self, const WorkspaceId& workspace,
                                    const AccountId& account, const DeviceId& device, BytesView wrapped);
};

}  // namespace care::client
