#include "server/workspace/verify.h"

#include <map>

#include "shared/audit/statement_server_event.h"
#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/statement_signature.h"
#include "shared/membership/directory.h"

namespace care::server {
namespace {

constexpr std::size_t kProblemsMax = 100;
constexpr std::uint64_t kLeavesAtOnce = 4096;
constexpr std::size_t kVersionsAtOnce = 1024;
constexpr ClassMask kEveryClass = 0xFFFF;

class Verifier {
 public:
  Verifier(LogReads& log, const WorkspaceId& workspace, VerifyReport& report)
      : log_(log), workspace_(workspace), report_(report) {}

  void take(const LogEntryView& row) {
    const std::uint64_t at = edge_.size();
    edge_.append(audit::hash_leaf(row.leaf));
    ++report_.leaves;
    if (const auto good = check_leaf(row.leaf, at); !good.ok()) complain(at, good.error());
    if (const auto good = check_tile(row.leaf, at); !good.ok()) complain(at, good.error());
  }

  // Right after the leaf before `size`: the heads that were signed are the ones this log has.
  void compare_root(std::uint64_t size, const Hash32& root) {
    if (edge_.root() != root) complain(size, ErrorCode::log_inconsistent);
  }

  void complain(std::uint64_t index, const Error& error) {
    if (report_.problems.size() < kProblemsMax) report_.problems.push_back({index, error});
  }
  const audit::CompactRange& edge() const { return edge_; }

 private:
  struct Chain {
    std::uint64_t n = 0;
    Hash32 hash{};
  };

  Result<void> check_tile(BytesView leaf, std::uint64_t at) {
    if (CARE_TRY(log_.node({0, at})) != audit::hash_leaf(leaf)) return ErrorCode::store_corrupt;
    return {};
  }

  Result<void> check_leaf(BytesView bytes, std::uint64_t at) {
    const audit::Leaf leaf = CARE_TRY(audit::decode_leaf(bytes));
    if (leaf.index != at) return ErrorCode::leaf_malformed;
    if (leaf.time_ms < last_time_ms_) return Error(ErrorCode::leaf_malformed, "time");
    last_time_ms_ = leaf.time_ms;
    switch (leaf.kind) {
      case audit::LeafKind::client_statement: return check_record(leaf);
      case audit::LeafKind::membership: return check_membership(leaf);
      case audit::LeafKind::server_event: return check_event(leaf);
      case audit::LeafKind::erasure:
      case audit::LeafKind::anchor:
      case audit::LeafKind::recovery: return {};
    }
    return ErrorCode::leaf_malformed;
  }

  Result<void> check_chain(const audit::StatementHead& head, const Hash32& hash) {
    if (head.workspace != workspace_) return ErrorCode::genesis_mismatch;
    Chain& chain = chains_[head.key];
    const bool in_order = head.number == chain.n + 1;
    const bool follows = chain.n == 0 || head.previous == chain.hash;
    chain = {head.number, hash};
    if (!in_order) return ErrorCode::counter_wrong;
    if (!follows) return ErrorCode::previous_mismatch;
    return {};
  }

  Result<void> check_record(const audit::Leaf& leaf) {
    ++report_.statements;
    const audit::RecordStatement statement = CARE_TRY(audit::parse_record_statement(leaf.body));
    CARE_TRY(check_chain(statement.head, audit::statement_hash(leaf.body)));
    if (!directory_) return ErrorCode::directory_broken;
    CARE_TRY(directory_->check_author(statement, leaf.index));
    return crypto::verify_statement(directory_->find_key(statement.head.key)->public_key, leaf.body, *leaf.signature);
  }

  Result<void> check_membership(const audit::Leaf& leaf) {
    ++report_.statements;
    const auto statement = CARE_TRY(membership::parse_membership_statement(leaf.body));
    const membership::Entry entry{leaf.index, leaf.time_ms, leaf.body, *leaf.signature};
    if (directory_) {
      CARE_TRY(directory_->apply(entry));
    } else {
      directory_ = CARE_TRY(membership::Directory::from_genesis(entry));
    }
    return check_chain(statement.head, audit::statement_hash(leaf.body));
  }

  Result<void> check_event(const audit::Leaf& leaf) {
    const audit::ServerEvent event = CARE_TRY(audit::parse_server_event(leaf.body));
    const auto* refusal = std::get_if<audit::StatementRefused>(&event.act);
    if (refusal == nullptr) return {};
    ++report_.refusals;
    Chain& chain = chains_[refusal->key];
    const bool in_order = refusal->number == chain.n + 1;
    chain = {refusal->number, refusal->statement};
    if (!in_order) return ErrorCode::counter_wrong;
    return {};
  }

  LogReads& log_;
  WorkspaceId workspace_;
  VerifyReport& report_;
  audit::CompactRange edge_;
  std::uint64_t last_time_ms_ = 0;
  std::optional<membership::Directory> directory_;
  std::map<KeyId, Chain> chains_;
};

Result<void> check_version(const VersionView& version) {
  const auto statement = CARE_TRY(audit::parse_record_statement(version.body));
  if (statement.after.size() != version.facets.size()) return ErrorCode::facets_mismatch;
  for (std::size_t i = 0; i < statement.after.size(); ++i) {
    if (statement.after[i].facet != version.facets[i].facet) return ErrorCode::facets_mismatch;
    if (crypto::derive_ciphertext_hash(version.facets[i].envelope) != statement.after[i].ciphertext_hash) {
      return ErrorCode::ciphertext_mismatch;
    }
  }
  return {};
}

Result<void> verify_versions(RecordReads& records, Verifier& verifier, VerifyReport& report) {
  std::uint64_t after = 0;
  for (bool more = true; more;) {
    std::size_t seen = 0;
    after = CARE_TRY(records.changes_after(after, kVersionsAtOnce, {kEveryClass, std::nullopt}, [&](const VersionView& version) {
      ++seen;
      ++report.versions;
      if (const auto good = check_version(version); !good.ok()) verifier.complain(version.index, good.error());
    }));
    more = seen == kVersionsAtOnce;
  }
  return {};
}

}  // namespace

Result<VerifyReport> verify_log(ReaderLease& reader, const WorkspaceId& workspace, const HighWaterMark& mark) {
  VerifyReport report;
  CARE_TRY(reader.check_pages());
  LogReads& log = reader.log();
  Verifier verifier(log, workspace, report);
  const audit::CompactRange stored_edge = CARE_TRY(log.load_edge());
  std::vector<IssuedHead> heads = CARE_TRY(log.load_issued_heads(0, SIZE_MAX / 4));
  std::size_t next_head = 0;
  if (mark.size == 0) verifier.compare_root(0, mark.root);
  for (std::uint64_t first = 0; first < stored_edge.size(); first = verifier.edge().size()) {
    CARE_TRY(log.leaves(first, kLeavesAtOnce, [&](const LogEntryView& row) {
      verifier.take(row);
      const std::uint64_t size = verifier.edge().size();
      if (size == mark.size) verifier.compare_root(size, mark.root);
      if (next_head < heads.size() && heads[next_head].size == size) {
        verifier.compare_root(size, heads[next_head].root);
        ++next_head;
      }
    }));
    if (verifier.edge().size() == first) break;  // leaves are missing: the sizes below tell
  }
  const std::uint64_t size = verifier.edge().size();
  if (verifier.edge() != stored_edge) verifier.complain(size, ErrorCode::store_corrupt);
  if (next_head != heads.size()) verifier.complain(size, ErrorCode::log_inconsistent);
  if (mark.size > size) verifier.complain(size, ErrorCode::log_rolled_back);
  CARE_TRY(verify_versions(reader.records(), verifier, report));
  return report;
}

}  // namespace care::server
