// server/keyring/workspace_keys.h — the secrets of one workspace that the server holds. None of them opens a record.
//
// Shapes   database and gate-share file key 32 B each; OPRF seed 64 B and key-exchange private key 32 B (OPAQUE); Ed25519 seed
//          of the log's signing key
// Secrets  every member wipes itself
#pragma once

#include "shared/crypto/keys.h"
#include "shared/signin/opaque.h"

namespace care::server {

struct WorkspaceKeys {
  Secret32 database;
  Secret32 shares;
  signin::OpaqueServerKeys opaque;
  crypto::SigningKey log;
};

}  // namespace care::server
