// server/store/sqlite/store.h — the embedded store: two SQLCipher files per workspace, log.db and shares.db.
//
// Tests    tests/unit/server/store/sqlite/*_test.cpp
#pragma once

#include "server/store/registry_store.h"
#include "server/store/store.h"

namespace care::server::sqlite {

inline constexpr const char* kLogFile = "log.db";
inline constexpr const char* kSharesFile = "shares.db";

struct StoreOptions {
  std::size_t readers_max = 16;       // at once; more wait
  std::size_t readers_idle = 4;       // kept open between requests
  std::uint64_t tidy_pages = 1000;    // of the write-ahead log before tidy() moves them home
};

std::unique_ptr<StoreMaker> make_store_maker(const StoreOptions& options = {});

}  // namespace care::server::sqlite
