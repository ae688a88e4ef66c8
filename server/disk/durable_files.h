// server/disk/durable_files.h — moves, folders and files that survive a power cut, and reading that survives a disk's error.
//
// Errors   disk_full, store_failed; store_corrupt (no such file, or a larger one than it can be)
// Tests    tests/unit/server/keyring/keyring_test.cpp, tests/soak/{faults,kills}_test.cpp
#pragma once

#include <filesystem>

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::server {

// What was made, renamed or removed in `folder` is there after a power cut.
Result<void> sync_folder(const std::filesystem::path& folder);
// Renames and syncs the folder that holds the new name. The target must not exist.
Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

// What an earlier process wrote into this file and was killed before it had synced: the system shows it to everybody, and a power cut would
// take it back. Written once more where it stands, since a sync that failed before lets the next one find nothing to do; then synced.
// Nobody else writes to the file meanwhile. No such file: nothing to do.
Result<void> settle_file(const std::filesystem::path& file);

// The whole file. (A stream of the C++ library throws where the disk gives an error.)
Result<Bytes> load_file(const std::filesystem::path& file, std::size_t max_bytes);

}  // namespace care::server
