// server/keyring/keyring.h — the server's own keys at rest, each sealed under the master key.
//
// Shapes   file `keys`: "CSKEYS" ‖ version 1 ‖ count, then count × { purpose u8, generation u32, length u16, sealed };
//          written beside and renamed, synced before and after
// Binds    workspace, purpose, generation
// Errors   master_key_unreadable (the master key is another one, or the file was changed), store_corrupt (form), store_failed
// Secrets  plaintext keys are wiped; the file is 0600
// Source   shared/docs/formats/server-keys.md
// Tests    tests/unit/server/keyring/keyring_test.cpp
#pragma once

#include <filesystem>

#include "server/keyring/workspace_keys.h"
#include "shared/base/clock.h"
#include "shared/base/id.h"

namespace care::server {

class Keyring {
 public:
  explicit Keyring(Secret32 master) : master_(std::move(master)) {}

  static Result<WorkspaceKeys> make_workspace_keys(Random& random);
  // `folder` exists. An existing file is not replaced: home_exists.
  Result<void> store_workspace_keys(const std::filesystem::path& folder, const WorkspaceId& workspace,
                                    const WorkspaceKeys& keys, Random& random) const;
  Result<WorkspaceKeys> load_workspace_keys(const std::filesystem::path& folder, const WorkspaceId& workspace) const;

  // One key for the server's own registry, made at first use.
  Result<Secret32> load_or_make_registry_key(const std::filesystem::path& folder, Random& random) const;

 private:
  Secret32 master_;
};

}  // namespace care::server
