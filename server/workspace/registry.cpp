#include "server/workspace/registry.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>

#include "server/workspace/data_lock.h"
#include "server/disk/durable_files.h"
#include "server/disk/reserve.h"
#include "server/workspace/new_folder.h"
#include "shared/audit/checkpoint.h"

namespace care::server {
namespace {

constexpr const char* kRegistryFile = "registry.db";
constexpr const char* kRegistryKeysFile = "registry.keys";
constexpr const char* kHighWaterFile = "highwater";

// Addresses the server needs for itself, or that would look like its own.
constexpr std::string_view kReserved[] = {"www", "api", "admin", "status", "mail", "console", "trust", "login", "localhost"};

std::vector<WorkspaceId> home_folders_in(const std::filesystem::path& data) {
  std::vector<WorkspaceId> homes;
  std::error_code failed;
  for (std::filesystem::directory_iterator at(data, failed), end; !failed && at != end; at.increment(failed)) {
    if (const auto id = WorkspaceId::parse(at->path().filename().string())) homes.push_back(*id);
  }
  return homes;
}

// Homes without the registry that names them, or it without its key: one of the files was lost. New ones would hide every home.
bool is_registry_lost(const std::filesystem::path& data) {
  std::error_code failed;
  const bool has_keys = std::filesystem::exists(data / kRegistryKeysFile, failed);
  return WorkspaceRegistry::is_in(data) ? !has_keys : !home_folders_in(data).empty();
}

// Made beside and renamed when whole: what ends early leaves no registry that is damaged.
Result<void> make_registry(StoreMaker& stores, const std::filesystem::path& data, const Secret32& key) {
  const std::filesystem::path unfinished = data / (std::string("new-") + kRegistryFile);
  const std::filesystem::path wal = unfinished.string() + "-wal";
  std::error_code failed;
  for (const auto& left : {unfinished, wal, std::filesystem::path(unfinished.string() + "-shm")}) std::filesystem::remove(left, failed);
  CARE_TRY(stores.open_registry(unfinished, key));
  if (std::filesystem::exists(wal, failed) || failed) return ErrorCode::store_failed;  // closing did not move it home
  return rename_durably(unfinished, data / kRegistryFile);
}

// Opens, and once more if only room was missing and the reserve could give some.
template <typename Open>
auto open_in_spite_of_full_disk(Reserve& reserve, const Open& open) {
  auto opened = open();
  if (opened.ok()) return opened;
  const ErrorCode code = opened.error().code();
  if ((code != ErrorCode::disk_full && code != ErrorCode::store_failed) || !reserve.give_up()) return opened;
  return open();
}

bool is_label_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

}  // namespace

bool is_home_label(std::string_view label) {
  if (label.size() < 3 || label.size() > 40 || label.front() == '-' || label.back() == '-') return false;
  if (!std::all_of(label.begin(), label.end(), is_label_character)) return false;
  if (label.starts_with("xn--")) return false;  // an address in another script: not made by hand here
  return std::find(std::begin(kReserved), std::end(kReserved), label) == std::end(kReserved);
}

class WorkspaceRegistry::State final : public WorkspaceLease::Holder {
 public:
  State(const RegistryOptions& options, StoreMaker& stores, const Keyring& keyring, const Clock& clock, Random& random,
        DataLock lock, std::unique_ptr<Reserve> reserve, std::unique_ptr<RegistryStore> homes)
      : options_(options),
        stores_(stores),
        keyring_(keyring),
        clock_(clock),
        random_(random),
        lock_(std::move(lock)),
        reserve_(std::move(reserve)),
        homes_(std::move(homes)) {}

  Result<void> load() {
    for (RegistryEntry& entry : CARE_TRY(homes_->load())) remember(std::move(entry));
    return {};
  }

  Result<WorkspaceLease> open(const WorkspaceId& workspace) {
    std::unique_lock lock(mutex_);
    Open& slot = open_[workspace];
    ++slot.holders;
    slot.last_used = ++uses_;
    slot.last_time = clock_.now();
    // Whoever comes first opens; the others wait for the outcome, or for the last one to have closed.
    while (slot.busy) settled_.wait(lock);
    if (!slot.workspace) {
      slot.busy = true;
      lock.unlock();
      auto made = open_in_spite_of_full_disk(*reserve_, [&] { return load_workspace(workspace); });
      lock.lock();
      slot.busy = false;
      settled_.notify_all();
      if (!made.ok()) {
        if (--slot.holders == 0) open_.erase(workspace);
        return made.error();
      }
      slot.workspace = std::move(made).value();
    }
    Workspace& opened = *slot.workspace;
    while (open_.size() > options_.open_max && close_one(lock, [](const Open&) { return true; })) {
    }
    return WorkspaceLease(*this, opened);
  }

  void release(const WorkspaceId& workspace) override {
    const std::lock_guard lock(mutex_);
    const auto at = open_.find(workspace);
    if (at == open_.end()) return;
    --at->second.holders;
    at->second.last_time = clock_.now();
  }

  std::optional<WorkspaceId> find(std::string_view label) const {
    const std::lock_guard lock(mutex_);
    const auto at = by_label_.find(std::string(label));
    if (at == by_label_.end()) return std::nullopt;
    return at->second.workspace;
  }

  std::vector<WorkspaceId> find_strays() const {
    std::vector<WorkspaceId> strays = home_folders_in(options_.data);
    std::erase_if(strays, [&](const WorkspaceId& each) { return knows(each); });
    return strays;
  }

  bool knows(const WorkspaceId& workspace) const {
    const std::lock_guard lock(mutex_);
    return std::any_of(by_label_.begin(), by_label_.end(),
                       [&](const auto& each) { return each.second.workspace == workspace; });
  }

  std::vector<RegistryEntry> list() const {
    const std::lock_guard lock(mutex_);
    std::vector<RegistryEntry> entries;
    for (const auto& [label, entry] : by_label_) entries.push_back(entry);
    return entries;
  }

  Result<PreparedHome> prepare(std::string_view label, const WorkspaceId& workspace);
  Result<std::vector<Receipt>> create(PreparedHome prepared, std::string_view label,
                                      const std::function<Result<void>(Change&)>& first);
  void maintain();

  std::size_t open_count() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(open_.begin(), open_.end(), [](const auto& each) { return each.second.workspace != nullptr; }));
  }

 private:
  struct Open {
    std::unique_ptr<Workspace> workspace;
    std::size_t holders = 0;
    std::uint64_t last_used = 0;
    Instant last_time{};
    bool busy = false;  // being opened or closed
  };

  void remember(RegistryEntry entry) {
    const std::lock_guard lock(mutex_);
    const std::string label = entry.label;
    by_label_[label] = std::move(entry);
  }

  // After an entry that failed: it may have got there all the same.
  bool is_certainly_absent(const WorkspaceId& workspace) const {
    const auto stored = homes_->load();
    return stored.ok() && std::none_of(stored->begin(), stored->end(),
                                       [&](const RegistryEntry& each) { return each.workspace == workspace; });
  }

  std::filesystem::path folder_of(const WorkspaceId& workspace) const { return options_.data / workspace.text(); }

  Result<std::unique_ptr<Workspace>> load_workspace(const WorkspaceId& workspace) {
    const std::filesystem::path folder = folder_of(workspace);
    WorkspaceKeys keys = CARE_TRY(keyring_.load_workspace_keys(folder, workspace));
    auto store = CARE_TRY(stores_.open(folder, {keys.database, keys.shares}));
    auto opened_mark = open_high_water(folder / kHighWaterFile);
    if (!opened_mark.ok() && opened_mark.error().code() != ErrorCode::store_corrupt) return opened_mark.error();
    // Without its mark nobody can say that the log was not put back: reading only.
    auto high_water = opened_mark.ok() ? std::move(opened_mark).value() : make_unreachable_mark();
    return Workspace::open({workspace, options_.base_host, std::move(keys), std::move(store), std::move(high_water),
                            [folder]() -> Result<void> {
                              CARE_TRY(settle_file(folder / "shares.db-wal"));
                              return settle_file(folder / "log.db-wal");
                            },
                            [this] { return reserve_->may_write(); }},
                           clock_, random_, options_.limits);
  }

  // Closes the least recently used home that nobody holds and that `may_close`; false if there is none. Finishing a queue takes
  // time, so the lock is let go meanwhile; `busy` keeps everybody else from opening the same files.
  template <typename MayClose>
  bool close_one(std::unique_lock<std::mutex>& lock, MayClose&& may_close) {
    auto oldest = open_.end();
    for (auto at = open_.begin(); at != open_.end(); ++at) {
      const Open& slot = at->second;
      if (slot.holders != 0 || slot.busy || !slot.workspace || !may_close(slot)) continue;
      if (oldest == open_.end() || slot.last_used < oldest->second.last_used) oldest = at;
    }
    if (oldest == open_.end()) return false;
    Open& slot = oldest->second;
    std::unique_ptr<Workspace> closing = std::move(slot.workspace);
    slot.busy = true;
    lock.unlock();
    closing.reset();
    lock.lock();
    slot.busy = false;
    settled_.notify_all();
    if (slot.holders == 0) open_.erase(oldest);
    return true;
  }

  RegistryOptions options_;
  StoreMaker& stores_;
  const Keyring& keyring_;
  const Clock& clock_;
  Random& random_;
  DataLock lock_;
  std::unique_ptr<Reserve> reserve_;
  std::unique_ptr<RegistryStore> homes_;

  mutable std::mutex mutex_;
  std::condition_variable settled_;
  std::map<std::string, RegistryEntry> by_label_;
  std::map<WorkspaceId, Open> open_;
  std::uint64_t uses_ = 0;
};

Result<PreparedHome> WorkspaceRegistry::State::prepare(std::string_view label, const WorkspaceId& workspace) {
  if (!is_home_label(label)) return ErrorCode::home_label_invalid;
  if (workspace.is_none() || find(label) || knows(workspace)) return ErrorCode::home_exists;
  WorkspaceKeys keys = CARE_TRY(Keyring::make_workspace_keys(random_));
  auto log_key = CARE_TRY(audit::VerifierKey::create(audit::workspace_origin(options_.base_host, workspace),
                                                     audit::NoteKeyType::ed25519, keys.log.public_key()));
  return PreparedHome(workspace, std::move(log_key), std::move(keys));
}

Result<std::vector<Receipt>> WorkspaceRegistry::State::create(PreparedHome prepared, std::string_view label,
                                                              const std::function<Result<void>(Change&)>& first) {
  CARE_TRY(reserve_->may_write());
  const WorkspaceId workspace = prepared.workspace_;
  if (!is_home_label(label)) return ErrorCode::home_label_invalid;
  if (find(label) || knows(workspace)) return ErrorCode::home_exists;
  NewFolder folder = CARE_TRY(NewFolder::make(options_.data, workspace));
  CARE_TRY(keyring_.store_workspace_keys(folder.path(), workspace, prepared.keys_, random_));
  std::vector<Receipt> receipts;
  {
    auto store = CARE_TRY(stores_.create(folder.path(), {prepared.keys_.database, prepared.keys_.shares}));
    auto high_water = CARE_TRY(create_high_water(folder.path() / kHighWaterFile));
    auto home = CARE_TRY(Workspace::open({workspace, options_.base_host, std::move(prepared.keys_), std::move(store),
                                          std::move(high_water)}, clock_, random_, options_.limits));
    receipts = CARE_TRY(home->change_with_receipts(first));
    if (!home->has_directory()) return ErrorCode::genesis_mismatch;
    const bool same_label = home->with_directory([&](const membership::Directory& d) { return d.label() == label; });
    if (!same_label) return Error(ErrorCode::genesis_mismatch, "label");
  }
  // The folder first: an entry without folder would be a home that cannot open; a folder without entry is nobody's.
  CARE_TRY(folder.rename_to(folder_of(workspace)));
  const RegistryEntry entry{std::string(label), workspace, clock_.now()};
  if (const auto added = homes_->add(entry); !added.ok()) {
    if (!is_certainly_absent(workspace)) folder.keep();
    return added.error();
  }
  folder.keep();
  remember(entry);
  return receipts;
}

void WorkspaceRegistry::State::maintain() {
  reserve_->keep();
  std::vector<WorkspaceId> left;
  {
    std::unique_lock lock(mutex_);
    const Instant now = clock_.now();
    while (close_one(lock, [&](const Open& slot) { return now - slot.last_time >= options_.idle_close; })) {
    }
    for (const auto& [workspace, slot] : open_) {
      if (slot.workspace) left.push_back(workspace);
    }
  }
  for (const WorkspaceId& workspace : left) {
    std::unique_lock lock(mutex_);
    const auto at = open_.find(workspace);
    if (at == open_.end() || !at->second.workspace) continue;
    ++at->second.holders;  // not closed meanwhile, and not counted as used
    lock.unlock();
    static_cast<void>(at->second.workspace->tidy().ok());  // the next round tries again
    lock.lock();
    --at->second.holders;
  }
}

// ---- outside

bool WorkspaceRegistry::is_in(const std::filesystem::path& data) {
  std::error_code failed;
  return std::filesystem::exists(data / kRegistryFile, failed);
}

Result<std::unique_ptr<WorkspaceRegistry>> WorkspaceRegistry::open(const RegistryOptions& options, StoreMaker& stores,
                                                                   const Keyring& keyring, const Clock& clock,
                                                                   Random& random) {
  DataLock lock = CARE_TRY(DataLock::take(options.data));
  if (is_registry_lost(options.data)) return Error(ErrorCode::store_corrupt, "registry");
  remove_unfinished_folders(options.data);
  const Secret32 key = CARE_TRY(keyring.load_or_make_registry_key(options.data, random));
  if (!is_in(options.data)) CARE_TRY(make_registry(stores, options.data, key));
  CARE_TRY(settle_file(options.data / (std::string(kRegistryFile) + "-wal")));
  auto reserve = std::make_unique<Reserve>(options.data);
  auto homes = CARE_TRY(open_in_spite_of_full_disk(*reserve, [&] { return stores.open_registry(options.data / kRegistryFile, key); }));
  auto state = std::make_unique<State>(options, stores, keyring, clock, random, std::move(lock), std::move(reserve), std::move(homes));
  CARE_TRY(state->load());
  return std::unique_ptr<WorkspaceRegistry>(new WorkspaceRegistry(std::move(state)));
}

WorkspaceRegistry::WorkspaceRegistry(std::unique_ptr<State> state) : state_(std::move(state)) {}
WorkspaceRegistry::~WorkspaceRegistry() = default;

Result<WorkspaceLease> WorkspaceRegistry::open_by_label(std::string_view label) {
  const auto workspace = state_->find(label);
  if (!workspace) return ErrorCode::host_unknown;
  return state_->open(*workspace);
}

Result<WorkspaceLease> WorkspaceRegistry::open_by_id(const WorkspaceId& workspace) {
  if (!state_->knows(workspace)) return ErrorCode::host_unknown;
  return state_->open(workspace);
}

Result<std::vector<RegistryEntry>> WorkspaceRegistry::list() const { return state_->list(); }
std::vector<WorkspaceId> WorkspaceRegistry::find_strays() const { return state_->find_strays(); }

Result<PreparedHome> WorkspaceRegistry::prepare_home(std::string_view label, const WorkspaceId& workspace) {
  return state_->prepare(label, workspace);
}

Result<std::vector<Receipt>> WorkspaceRegistry::create_home(PreparedHome prepared, std::string_view label,
                                                            const std::function<Result<void>(Change&)>& first) {
  return state_->create(std::move(prepared), label, first);
}

void WorkspaceRegistry::maintain() { state_->maintain(); }
std::size_t WorkspaceRegistry::open_count() const { return state_->open_count(); }

}  // namespace care::server
