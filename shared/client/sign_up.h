// shared/client/sign_up.h — what founding a home and accepting an invitation have in common: a password becomes a
// record for the server, a seed is made and wrapped, the first device gets its key.
//
// Secrets  seed and export key are wiped; nothing here is kept by the server in a form that opens anything
#pragma once

#include "shared/client/author.h"
#include "shared/signin/opaque.h"

namespace care::client {

class SignUp {
 public:
  static Result<SignUp> finish(signin::ClientRegistration state, BytesView response, const WorkspaceId& workspace,
                               const AccountId& account, Random& random);

  const crypto::UserSeed& seed() const { return seed_; }
  const WorkspaceId& workspace() const { return workspace_; }
  const AccountId& account() const { return account_; }

  // {"account","device","device_state","keyring","record","wraps"}: what the server and this device keep.
  Result<Json> to_json(const Keyring& keyring, const DeviceState& device, Random& random) const;

 private:
  SignUp(const WorkspaceId& workspace, const AccountId& account, crypto::UserSeed seed, crypto::WrapKey kek, Bytes record)
      : workspace_(workspace), account_(account), seed_(std::move(seed)), kek_(std::move(kek)), record_(std::move(record)) {}

  WorkspaceId workspace_;
  AccountId account_;
  crypto::UserSeed seed_;
  crypto::WrapKey kek_;
  Bytes record_;
};

struct FirstDevice {
  WorkspaceId workspace;
  ActorId actor;
  const crypto::SigningKey& identity;
  const crypto::SigningKey& device_key;
  Hash32 previous_membership;
  std::uint64_t now_ms;
};
Result<SignedBody> sign_first_device(const FirstDevice& device, ChainState& identity_chain);

// add_device for this key: with the proof that whoever names it holds it.
membership::AddDevice make_add_device(const crypto::SigningKey& device_key, const WorkspaceId& workspace,
                                      const ActorId& actor);

// {"bytes","id","kind"}: a seed under one way to sign in.
Result<Json> wrap_seed(const crypto::WrapKey& kek, crypto::WrapKind kind, const WorkspaceId& workspace,
                       const AccountId& account, const crypto::UserSeed& seed, Random& random);

}  // namespace care::client
