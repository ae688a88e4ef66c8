// shared/client/hello.h — what an inviter leaves for the newcomer, sealed under the invitation's code.
//
// It names the home by the hash of its genesis, so a server can't pass off another home; for roles that need no
// second look by a person it also carries the compartment seeds, so a starter works at once.
// Shapes   plaintext = length u16 ‖ canonical JSON {"actor","name","role","ws"} ‖ keyring
// Errors   unwrap_failed
// Source   shared/docs/formats/keyring.md
// Tests    tests/unit/client/joining_test.cpp
#pragma once

#include "shared/client/keyring.h"
#include "shared/schema/access_tables.gen.h"

namespace care::client {

struct Hello {
  WorkspaceId workspace;
  ActorId actor;
  Role role = Role::carer;
  std::string home_name;
  Keyring keyring;

  static Result<Bytes> wrap(const crypto::WrapKey& key, const InviteId& invite, const WorkspaceId& workspace,
                            const ActorId& actor, Role role, std::string_view home_name, const Keyring& keyring,
                            std::uint32_t class_mask, crypto::NonceSource& nonces);
  static Result<Hello> unwrap(const crypto::WrapKey& key, const WorkspaceId& workspace, const InviteId& invite,
                              BytesView wrapped);
};

}  // namespace care::client
