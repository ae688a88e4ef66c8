// server/workspace/rebuild.h — every table that the log implies, made anew from the log, and compared with the live one.
//
// Errors   whatever reading and writing report; leaf_malformed, json_… where an entry cannot be read; ciphertext_mismatch where an
//          envelope is not the one that was signed: no log can make it again
// Tests    tests/unit/server/workspace/rebuild_test.cpp
#pragma once

#include "server/workspace/verify.h"

namespace care::server {

struct RebuildReport {
  std::uint64_t leaves = 0;
  std::uint64_t versions = 0;
  VerifyReport verified;               // of what was made
  std::vector<std::string> different;  // names of tables that were not what the log says
  // False: the log itself is damaged or was changed, so what was made of it may not take its place.
  bool sound() const;
};

// Reads `from`, makes log.db in `to`, an empty folder. The home is closed meanwhile. Neither folder is changed otherwise.
Result<RebuildReport> rebuild_workspace(StoreMaker& stores, const std::filesystem::path& from, const std::filesystem::path& to,
                                        const StoreKeys& keys, const WorkspaceId& workspace, const HighWaterMark& mark);

// The rebuilt log.db takes the place of the live one in one step, so that there always is one. Answer: the path under which the old
// one is kept beside it. Nobody has the home open: store_busy.
Result<std::filesystem::path> replace_with_rebuilt(const std::filesystem::path& folder, const std::filesystem::path& rebuilt);

}  // namespace care::server
