// server/workspace/registry.h — all homes of this server: which address is which, which are open.
//
// Shapes   <data>/registry.db (address -> workspace; SQLCipher, key in <data>/registry.keys under the master key),
//          <data>/<ws_…>/{keys,log.db,shares.db,highwater}, <data>/reserve (server/disk/reserve.h)
// Opens lazily, keeps at most `open_max` open and closes the least recently used one that nobody holds.
// Holds the lock of the data directory: a second server on it gets store_busy.
// Errors   host_unknown, home_exists, home_label_invalid, store_busy, store_corrupt with the field "registry" (its files were lost while
//          homes lie beside them: nothing is made in their place), whatever opening a store reports
// Tests    tests/unit/server/workspace/registry_test.cpp
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/keyring/keyring.h"
#include "server/workspace/workspace.h"

namespace care::server {

// 3 to 40 small letters, digits or hyphens, no hyphen at either end, and no name that the server needs itself.
bool is_home_label(std::string_view label);

struct RegistryOptions {
  std::filesystem::path data;
  std::string base_host;                 // careseal.example
  std::size_t open_max = 64;
  std::chrono::seconds idle_close{300};
  WorkspaceLimits limits{};
};

// Keys of a home that is being set up; nothing is on disk yet. Dropping it forgets them.
class PreparedHome {
 public:
  const WorkspaceId& workspace() const { return workspace_; }
  const audit::VerifierKey& log_key() const { return log_key_; }
  const signin::OpaqueServerKeys& opaque_keys() const { return keys_.opaque; }

 private:
  friend class WorkspaceRegistry;
  PreparedHome(const WorkspaceId& workspace, audit::VerifierKey log_key, WorkspaceKeys keys)
      : workspace_(workspace), log_key_(std::move(log_key)), keys_(std::move(keys)) {}
  WorkspaceId workspace_;
  audit::VerifierKey log_key_;
  WorkspaceKeys keys_;
};

// Keeps a workspace open while it lives. Move-only; give it back soon.
class WorkspaceLease {
 public:
  class Holder {
   public:
    virtual ~Holder() = default;
    virtual void release(const WorkspaceId& workspace) = 0;
  };
  WorkspaceLease(Holder& holder, Workspace& workspace) : holder_(&holder), workspace_(&workspace) {}
  WorkspaceLease(WorkspaceLease&& other) noexcept : holder_(other.holder_), workspace_(std::exchange(other.workspace_, nullptr)) {}
  WorkspaceLease& operator=(WorkspaceLease&&) = delete;
  ~WorkspaceLease() {
    if (workspace_ != nullptr) holder_->release(workspace_->id());
  }
  Workspace& operator*() const { return *workspace_; }
  Workspace* operator->() const { return workspace_; }

 private:
  Holder* holder_;
  Workspace* workspace_;
};

class WorkspaceRegistry {
 public:
  // True when a server has made its registry in this data directory.
  static bool is_in(const std::filesystem::path& data);
  // Makes a registry where there is nothing yet, and removes what a crash left of a home that was being made. Everything borrowed outlives it.
  static Result<std::unique_ptr<WorkspaceRegistry>> open(const RegistryOptions& options, StoreMaker& stores,
                                                         const Keyring& keyring, const Clock& clock, Random& random);
  ~WorkspaceRegistry();  // finishes every queue

  Result<WorkspaceLease> open_by_label(std::string_view label);   // host_unknown
  Result<WorkspaceLease> open_by_id(const WorkspaceId& workspace);
  Result<std::vector<RegistryEntry>> list() const;
  // Folders of homes that the registry does not name: it is older than they are, or a crash came before their entry.
  std::vector<WorkspaceId> find_strays() const;

  // First step of creating a home: keys exist, so that sign-in messages and the log key can be sent.
  Result<PreparedHome> prepare_home(std::string_view label, const WorkspaceId& workspace);  // home_exists, home_label_invalid
  // Second step: files in a temporary folder, `first` (genesis, account …) runs, then the folder gets its name and the label
  // its entry. An error leaves nothing behind; only where nobody can say whether the entry was written, the folder stays.
  Result<std::vector<Receipt>> create_home(PreparedHome prepared, std::string_view label,
                                           const std::function<Result<void>(Change&)>& first);

  // Closes idle homes and moves WAL pages home; called every second or so by a thread of main's.
  void maintain();
  std::size_t open_count() const;

 private:
  class State;
  explicit WorkspaceRegistry(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace care::server
