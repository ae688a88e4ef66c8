// shared/crypto/hazmat/constant_time.h — comparison whose time tells nothing but the length.
//
// Tests    tests/unit/crypto/hazmat_test.cpp
#pragma once

#include "shared/base/bytes.h"

namespace care::crypto {

[[nodiscard]] bool equal_constant_time(BytesView a, BytesView b);

}  // namespace care::crypto
