// shared/crypto/hazmat/constant_time.h — what is done to secrets in a time that tells nothing but their length.
//
// Tests    tests/unit/crypto/hazmat_test.cpp, tests/secrets
#pragma once

#include <optional>

#include "shared/base/bytes.h"

namespace care::crypto {

[[nodiscard]] bool equal_constant_time(BytesView a, BytesView b);

// Where 0x80 stands with nothing but zeros behind it, if that is in the last `window` bytes.
std::optional<std::size_t> find_padding_mark(BytesView padded, std::size_t window);

}  // namespace care::crypto
