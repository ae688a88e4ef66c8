// server/workspace/upkeep.h — what the sub-commands verify and rebuild do with one home while no server runs on the data.
//
// Errors   store_busy (a server is running), not_found (no such home), whatever reading and writing report
// Tests    tests/unit/server/workspace/upkeep_test.cpp
#pragma once

#include "server/keyring/keyring.h"
#include "server/workspace/rebuild.h"
#include "server/workspace/verify.h"

namespace care::server {

struct UpkeepPlace {
  std::filesystem::path data;
  StoreMaker& stores;
  const Keyring& keyring;
};

Result<VerifyReport> verify_home(const UpkeepPlace& place, const WorkspaceId& workspace);

// With `replace`, a rebuilt file that differs takes the place of the live one, which is kept beside it as log.db.before.
Result<RebuildReport> rebuild_home(const UpkeepPlace& place, const WorkspaceId& workspace, bool replace);

}  // namespace care::server
