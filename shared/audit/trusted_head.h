// shared/audit/trusted_head.h — what a device does with a new head, given the largest one it ever saw. Pure.
//
// Errors   log_inconsistent (another history, or none proved), log_rolled_back (smaller than what was seen)
// Tests    tests/unit/audit/trusted_head_test.cpp
#pragma once

#include "shared/audit/checkpoint.h"

namespace care::audit {

enum class HeadStep { advance, same };

// `offered` was opened with open_checkpoint already; `proof` leads from remembered to offered; it is looked at only
// where two different trees, neither of them empty, have to be connected. On advance the device remembers `offered`; on an error it keeps what it has and warns.
Result<HeadStep> decide_head(const std::optional<Checkpoint>& remembered, const Checkpoint& offered,
                             std::span<const Hash32> proof);

}  // namespace care::audit
