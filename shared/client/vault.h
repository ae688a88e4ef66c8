// shared/client/vault.h — everything a signed-in person's device holds while it is unlocked.
//
// Secrets  every key; wiped when the vault is destroyed (lock)
#pragma once

#include <map>
#include <optional>

#include "shared/client/device_state.h"
#include "shared/client/head_book.h"
#include "shared/client/keyring.h"
#include "shared/membership/directory.h"
#include "shared/schema/access_tables.gen.h"
#include "shared/signin/recovery_kit.h"

namespace care::client {

struct HeldSubject {
  HeldSubject(const UnitId& where, crypto::GateShare given);
  UnitId unit;
  crypto::GateShare share;
  Hash32 share_hash{};
};

// What signed statements say of a subject: the server may not say otherwise.
struct ProvedSubject {
  UnitId unit;
  Hash32 share_hash{};
};

struct Vault {
  WorkspaceId workspace;
  AccountId account;
  ActorId actor;
  Role role = Role::carer;

  crypto::UserSeed seed;
  crypto::SigningKey identity;
  crypto::XWingKey xwing;
  crypto::SelfKey self;
  Keyring keyring;

  crypto::SigningKey device_key;
  DeviceState device;
  ChainState identity_chain;  // the identity key's own counter, told at sign-in

  std::optional<membership::Directory> directory;  // absent until the first sync
  std::uint64_t membership_next = 0;               // first log index not yet replayed
  HeadBook heads;
  std::map<SubjectId, HeldSubject> subjects;
  std::map<SubjectId, ProvedSubject> proved_subjects;
  std::optional<signin::KitSecret> kit;            // between printing and re-entry
  std::optional<signin::KitGroups> kit_groups;

  static Vault open(const WorkspaceId& workspace, const AccountId& account, const ActorId& actor, Role role,
                    crypto::UserSeed seed, Keyring keyring, const DeviceId& device);

  Result<Bytes> wrap_device_state(Random& random) const;
};

}  // namespace care::client
