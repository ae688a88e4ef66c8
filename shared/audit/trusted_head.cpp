#include "shared/audit/trusted_head.h"

#include "shared/audit/consistency.h"

namespace care::audit {

Result<HeadStep> decide_head(const std::optional<Checkpoint>& remembered, const Checkpoint& offered,
                             std::span<const Hash32> proof) {
  if (!remembered) return HeadStep::advance;
  if (offered.origin != remembered->origin) return ErrorCode::log_inconsistent;
  if (offered.size < remembered->size) return ErrorCode::log_rolled_back;
  if (offered.size == remembered->size) {
    if (offered.root != remembered->root) return ErrorCode::log_inconsistent;
    return HeadStep::same;
  }
  if (remembered->size == 0) return HeadStep::advance;  // whatever grows out of the empty tree continues it
  if (!verify_consistency(remembered->size, remembered->root, offered.size, offered.root, proof)) {
    return ErrorCode::log_inconsistent;
  }
  return HeadStep::advance;
}

}  // namespace care::audit
