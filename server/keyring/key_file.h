// server/keyring/key_file.h — sealed keys as bytes and as a file that is whole or not there.
//
// Shapes   "CSKEYS" ‖ version 1 u8 ‖ count u8, then count × { purpose u8, generation u32, length u16, sealed }
// Errors   store_corrupt (form), home_exists (the file is there), disk_full, store_failed
// Tests    tests/unit/server/keyring/keyring_test.cpp
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::server {

struct SealedKey {
  std::uint8_t purpose = 0;
  std::uint32_t generation = 0;
  Bytes sealed;
};

Bytes encode_key_file(std::span<const SealedKey> keys);
Result<std::vector<SealedKey>> decode_key_file(BytesView bytes);

// Written beside, synced, renamed, and the folder synced; mode 0600. Never replaces a file.
Result<void> create_key_file(const std::filesystem::path& path, BytesView bytes);
Result<Bytes> load_key_file(const std::filesystem::path& path);

}  // namespace care::server
