// server/workspace/rebuild.h — every table that the log implies, made anew from the log, and compared with the live one.
//
// Errors   whatever reading and writing report; leaf_malformed, json_… where an entry cannot be read
// Tests    tests/unit/server/workspace/rebuild_test.cpp
#pragma once

#include "server/store/store.h"

namespace care::server {

struct RebuildReport {
  std::uint64_t leaves = 0;
  std::uint64_t versions = 0;
  std::vector<std::string> different;  // names of tables that were not what the log says
};

// Reads `from`, makes `to`, an empty folder. The home is closed meanwhile. Neither folder is changed otherwise.
Result<RebuildReport> rebuild_workspace(StoreMaker& stores, const std::filesystem::path& from,
                                        const std::filesystem::path& to, const StoreKeys& keys);

// The rebuilt file takes the place of the live one, which is kept beside it as log.db.before. Nobody has the home open.
Result<void> replace_with_rebuilt(const std::filesystem::path& folder, const std::filesystem::path& rebuilt);

}  // namespace care::server
