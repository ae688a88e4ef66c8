// server/store/registry_store.h — which address belongs to which workspace.
//
// Errors   home_exists, store_failed, store_key_wrong, store_corrupt
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/clock.h"
#include "shared/base/id.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"

namespace care::server {

struct RegistryEntry {
  std::string label;
  WorkspaceId workspace;
  Instant created{};
};

class RegistryStore {
 public:
  virtual ~RegistryStore() = default;
  virtual Result<std::vector<RegistryEntry>> load() = 0;
  virtual Result<void> add(const RegistryEntry& entry) = 0;  // durable on return
};

}  // namespace care::server
