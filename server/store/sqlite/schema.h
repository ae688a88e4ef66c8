// server/store/sqlite/schema.h — the tables, as numbered steps that only go forward.
//
// Steps run on a connection of their own, before any other opens; user_version names the last one done.
// Errors   store_newer, store_corrupt (a file without version), store_failed
// Tests    tests/unit/server/store/sqlite/connection_test.cpp
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "server/store/sqlite/connection.h"

namespace care::server::sqlite {

std::span<const char* const> workspace_steps();
std::span<const char* const> share_steps();
std::span<const char* const> registry_steps();
// Tells one text of all these steps from another: for whoever would rather begin anew than open tables of another text, as the
// demo does. It guards against nobody.
std::uint64_t schema_number();

// A new file gets every step, an older one those it lacks.
Result<void> create_file(const std::filesystem::path& file, const Secret32& key, std::span<const char* const> steps);
Result<void> migrate_file(const std::filesystem::path& file, const Secret32& key, std::span<const char* const> steps);

}  // namespace care::server::sqlite
