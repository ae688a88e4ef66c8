#include "server/workspace/rebuild.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <unistd.h>

#include "server/disk/durable_files.h"
#include "server/workspace/project.h"
#include "shared/crypto/facet_plaintext.h"

namespace care::server {
namespace {

constexpr ClassMask kEveryClass = 0xFFFF;
constexpr std::size_t kAtOnce = 1024;
constexpr const char* kLogFile = "log.db";
constexpr const char* kWalFile = "log.db-wal";
constexpr const char* kSharesFile = "shares.db";

// Envelopes of the versions, in the order of the log.
class VersionFeed {
 public:
  explicit VersionFeed(RecordReads& records) : records_(records) {}

  Result<std::vector<Bytes>> envelopes_of(std::uint64_t index) {
    if (next_ == held_.size()) CARE_TRY(fetch());
    if (next_ == held_.size() || held_[next_].index != index) return ErrorCode::store_corrupt;
    return std::move(held_[next_++].envelopes);
  }

 private:
  struct Held {
    std::uint64_t index = 0;
    std::vector<Bytes> envelopes;
  };

  Result<void> fetch() {
    held_.clear();
    next_ = 0;
    after_ = CARE_TRY(records_.changes_after(after_, kAtOnce, {kEveryClass, std::nullopt}, [&](const VersionView& version) {
      Held one{version.index, {}};
      for (const FacetView& facet : version.facets) one.envelopes.push_back(to_bytes(facet.envelope));
      held_.push_back(std::move(one));
    }));
    return {};
  }

  RecordReads& records_;
  std::uint64_t after_ = 0;
  std::vector<Held> held_;
  std::size_t next_ = 0;
};

Result<void> check_envelopes(const audit::RecordStatement& statement, const std::vector<Bytes>& envelopes) {
  if (envelopes.size() != statement.after.size()) return ErrorCode::facets_mismatch;
  for (std::size_t i = 0; i < envelopes.size(); ++i) {
    if (crypto::derive_ciphertext_hash(envelopes[i]) != statement.after[i].ciphertext_hash) return ErrorCode::ciphertext_mismatch;
  }
  return {};
}

class Rebuilder {
 public:
  Rebuilder(ReaderLease& from, Writer& to, RebuildReport& report) : log_(from.log()), feed_(from.records()), to_(to), report_(report) {}

  // One batch of the live log is one batch here, so that the list of signed heads comes out the same.
  Result<void> run() {
    for (std::uint64_t above = 0;;) {
      const std::vector<IssuedHead> heads = CARE_TRY(log_.load_issued_heads(above, kAtOnce));
      if (heads.empty()) return {};
      CARE_TRY(to_.begin());
      for (const IssuedHead& head : heads) CARE_TRY(run_batch(head));
      CARE_TRY(to_.commit());
      above = heads.back().size;
    }
  }

 private:
  Result<void> run_batch(const IssuedHead& head) {
    const audit::CompactRange before = edge_;
    std::vector<Hash32> hashes;
    while (edge_.size() < head.size) {
      const Bytes bytes = CARE_TRY(log_.load_leaf(edge_.size()));
      hashes.push_back(audit::hash_leaf(bytes));
      edge_.append(hashes.back());
      CARE_TRY(to_.append_leaf({edge_.size() - 1, bytes}));
      CARE_TRY(project(CARE_TRY(audit::decode_leaf(bytes))));
      ++report_.leaves;
    }
    return to_.store_head(before, hashes, edge_, head.time_ms);
  }

  Result<void> project(const audit::Leaf& leaf) {
    const Hash32 hash = audit::statement_hash(leaf.body);
    if (leaf.kind == audit::LeafKind::client_statement) {
      const auto parsed = audit::parse_record_statement(leaf.body);
      if (!parsed.ok() && parsed.error().code() == ErrorCode::act_unknown) {
        return project_assist(to_, CARE_TRY(audit::parse_assist_statement(leaf.body)), hash, leaf.index);
      }
      if (!parsed.ok()) return parsed.error();
      const audit::RecordStatement& statement = parsed.value();
      ++report_.versions;
      const std::vector<Bytes> envelopes = CARE_TRY(feed_.envelopes_of(leaf.index));
      CARE_TRY(check_envelopes(statement, envelopes));
      return project_record(to_, statement, hash, leaf.index, envelopes);
    }
    if (leaf.kind == audit::LeafKind::membership) {
      return project_membership(to_, CARE_TRY(membership::parse_membership_statement(leaf.body)), hash, leaf.index);
    }
    if (leaf.kind == audit::LeafKind::server_event) {
      const audit::ServerEvent event = CARE_TRY(audit::parse_server_event(leaf.body));
      if (const auto* refusal = std::get_if<audit::StatementRefused>(&event.act)) {
        return project_refusal(to_, *refusal, leaf.index);
      }
    }
    return {};
  }

  LogReads& log_;
  VersionFeed feed_;
  Writer& to_;
  RebuildReport& report_;
  audit::CompactRange edge_;
};

}  // namespace

bool RebuildReport::sound() const {
  return verified.good() && std::find(different.begin(), different.end(), "leaf") == different.end();
}

Result<RebuildReport> rebuild_workspace(StoreMaker& stores, const std::filesystem::path& from, const std::filesystem::path& to,
                                        const StoreKeys& keys, const WorkspaceId& workspace, const HighWaterMark& mark) {
  RebuildReport report;
  {
    auto old_store = CARE_TRY(stores.open(from, keys));
    auto new_store = CARE_TRY(stores.create(to, keys));
    ReaderLease reader = CARE_TRY(old_store->read());
    CARE_TRY(Rebuilder(reader, new_store->writer(), report).run());
    ReaderLease made = CARE_TRY(new_store->read());
    report.verified = CARE_TRY(verify_log(made, workspace, mark));
  }
  // No log can make a gate share again. An empty file of them, copied by somebody, would lose them all.
  std::error_code failed;
  std::filesystem::remove(to / kSharesFile, failed);
  if (failed) return ErrorCode::store_failed;
  report.different = CARE_TRY(stores.finish_rebuild(from, to, keys));
  return report;
}

Result<std::filesystem::path> replace_with_rebuilt(const std::filesystem::path& folder, const std::filesystem::path& rebuilt) {
  std::error_code failed;
  const std::filesystem::path live = folder / kLogFile;
  // Closing the last connection moves the write-ahead log home; one that is left would be laid over the new file.
  for (const auto& wal : {folder / kWalFile, rebuilt / kWalFile}) {
    if (std::filesystem::exists(wal, failed)) return ErrorCode::store_busy;
  }
  std::filesystem::path kept;
  for (unsigned number = 1; kept.empty(); ++number) {
    const std::filesystem::path free = folder / (std::string(kLogFile) + ".before-rebuild-" + std::to_string(number));
    if (::link(live.c_str(), free.c_str()) == 0) {
      kept = free;
    } else if (errno != EEXIST) {
      return errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::store_failed;
    }
  }
  CARE_TRY(sync_folder(folder));
  if (std::rename((rebuilt / kLogFile).c_str(), live.c_str()) != 0) return ErrorCode::store_failed;
  CARE_TRY(sync_folder(folder));
  return kept;
}

}  // namespace care::server
