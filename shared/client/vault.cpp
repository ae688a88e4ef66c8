#include "shared/client/vault.h"

#include "shared/crypto/gate_share.h"

namespace care::client {

HeldSubject::HeldSubject(const UnitId& where, crypto::GateShare given)
    : unit(where), share(std::move(given)), share_hash(crypto::derive_gate_share_hash(share)) {}

Vault Vault::open(const WorkspaceId& workspace, const AccountId& account, const ActorId& actor, Role role,
                  crypto::UserSeed seed, Keyring keyring, const DeviceId& device) {
  auto identity = crypto::derive_identity_signing_key(seed);
  auto xwing = crypto::derive_identity_xwing_key(seed);
  auto self = crypto::derive_self_key(seed);
  auto device_key = crypto::derive_device_signing_key(seed, device);
  DeviceState state;
  state.device = device;
  return Vault{.workspace = workspace,
               .account = account,
               .actor = actor,
               .role = role,
               .seed = std::move(seed),
               .identity = std::move(identity),
               .xwing = std::move(xwing),
               .self = std::move(self),
               .keyring = std::move(keyring),
               .device_key = std::move(device_key),
               .device = std::move(state),
               .identity_chain = {},
               .directory = std::nullopt,
               .membership_next = 0,
               .heads = {},
               .subjects = {},
               .proved_subjects = {},
               .kit = std::nullopt,
               .kit_groups = std::nullopt};
}

Result<Bytes> Vault::wrap_device_state(Random& random) const {
  crypto::NonceSource nonces(random);
  return device.wrap(self, workspace, account, nonces);
}

}  // namespace care::client
