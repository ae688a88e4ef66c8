// shared/client/sign_up.h — what founding a home, accepting an invitation and redeeming a recovery kit have in common: a
// password becomes a record for the server, a seed is wrapped under it; the first two make that seed and a first device.
//
// Secrets  seed and export key are wiped; nothing here is kept by the server in a form that opens anything
#pragma once

#include "shared/client/author.h"
#include "shared/signin/opaque.h"

namespace care::client {

// A seed under one way to sign in; travels as {"bytes","id","kind"}.
struct SeedWrap {
  std::uint64_t kind = 0;  // crypto::WrapKind, or one that a newer server knows
  crypto::WrapBytes16 id{};
  Bytes bytes;

  static Result<SeedWrap> read(const Json& json);
  Json to_json() const;
};
crypto::WrapBytes16 make_wrap_id(Random& random);
Result<SeedWrap> wrap_seed(const crypto::WrapKey& kek, crypto::WrapKind kind, const crypto::WrapBytes16& id,
                           const WorkspaceId& workspace, const AccountId& account, const crypto::UserSeed& seed,
                           Random& random);
Result<crypto::UserSeed> unwrap_seed(const crypto::WrapKey& kek, crypto::WrapKind kind, const SeedWrap& wrap,
                                     const WorkspaceId& workspace, const AccountId& account);

// A chosen password: what the server keeps of it, and the key that it leads to.
struct NewPassword {
  Bytes record;
  crypto::WrapKey kek;

  static Result<NewPassword> finish(signin::ClientRegistration state, BytesView response, const WorkspaceId& workspace,
                                    const AccountId& account, Random& random);
};

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
  SignUp(const WorkspaceId& workspace, const AccountId& account, crypto::UserSeed seed, NewPassword password)
      : workspace_(workspace), account_(account), seed_(std::move(seed)), password_(std::move(password)) {}

  WorkspaceId workspace_;
  AccountId account_;
  crypto::UserSeed seed_;
  NewPassword password_;
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

}  // namespace care::client
