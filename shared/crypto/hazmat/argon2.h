// shared/crypto/hazmat/argon2.h — the one key-stretching setting: suite 1.
//
// Shapes   salt 16 B, output 16 … 64 B; 64 MiB, 3 passes, 1 lane, Argon2id version 0x13
// Errors   out_of_memory
// Source   RFC 9106; numbers compiled in, none is ever read from the network (Req: C13)
// Tests    tests/unit/signin/argon2_test.cpp, tests/vectors/argon2id_v1.json
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::crypto {

inline constexpr std::size_t kArgon2SaltBytes = 16;
inline constexpr std::size_t kArgon2MemoryBytes = 64U * 1024U * 1024U;
inline constexpr unsigned kArgon2Passes = 3;

Result<void> argon2id_suite_1(BytesView secret, std::span<const std::uint8_t, kArgon2SaltBytes> salt,
                              std::span<std::uint8_t> out);

}  // namespace care::crypto
