#include "server/workspace/verify.h"

#include <map>

#include "shared/audit/statement_server_event.h"
#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/gate_share.h"
#include "shared/crypto/statement_signature.h"
#include "shared/membership/directory.h"

namespace care::server {
namespace {

constexpr std::size_t kProblemsMax = 100;
constexpr std::uint64_t kLeavesAtOnce = 4096;
constexpr std::size_t kVersionsAtOnce = 1024;
constexpr ClassMask kEveryClass = 0xFFFF;
constexpr std::uint64_t kBeforeAll = 1ULL << 63U;  // as SQL reads it, the lowest number there is

// The stored versions in their order, beside the log that is read in its own: each record statement has its version, each version
// its statement. A version whose record, subject or entry is gone is not handed out, and so is missing here.
class StoredVersions {
 public:
  explicit StoredVersions(RecordReads& records) : records_(records) {}

  // The one that belongs to the statement at `index`.
  Result<void> check(std::uint64_t index, const audit::RecordStatement& statement) {
    ++expected_seq_;
    bool others = false;
    while (CARE_TRY(has_next()) && held_[next_].index < index) {
      others = true;  // it belongs to no statement
      ++next_;
    }
    if (next_ == held_.size() || held_[next_].index != index) return Error(ErrorCode::store_corrupt, "version");
    const Held version = std::move(held_[next_++]);
    ++checked_;
    if (others || version.seq != expected_seq_) return Error(ErrorCode::store_corrupt, "version");
    if (version.subject != statement.subject) return Error(ErrorCode::store_corrupt, "subject");
    if (version.facets.size() != statement.after.size()) return ErrorCode::facets_mismatch;
    for (std::size_t i = 0; i < statement.after.size(); ++i) {
      const audit::FacetAfter& signed_one = statement.after[i];
      const Facet& stored = version.facets[i];
      if (stored.facet != signed_one.facet || stored.data_class != signed_one.data_class) return ErrorCode::facets_mismatch;
      if (stored.hash != signed_one.ciphertext_hash) return ErrorCode::ciphertext_mismatch;
    }
    return check_record(index, statement);
  }

  // After the last statement: false when there are versions that none of them made.
  Result<bool> none_left() {
    if (CARE_TRY(has_next())) return false;
    // Numbers are dense from 1: the highest one of all rows, also those not handed out, is the count.
    return CARE_TRY(records_.changes_after(expected_seq_, 0, {kEveryClass, std::nullopt}, {})) == expected_seq_;
  }
  std::uint64_t checked() const { return checked_; }

 private:
  struct Facet {
    std::uint16_t facet = 0;
    std::uint16_t data_class = 0;
    Hash32 hash{};
  };
  struct Held {
    std::uint64_t seq = 0;
    std::uint64_t index = 0;
    SubjectId subject;
    std::vector<Facet> facets;
  };

  // The record's row stands at this version or a later one: otherwise lists show something older as the newest.
  Result<void> check_record(std::uint64_t index, const audit::RecordStatement& statement) {
    const auto row = CARE_TRY(records_.find_record(statement.record));
    if (!row || row->version < statement.version) return Error(ErrorCode::store_corrupt, "record");
    if (statement.version == 1 && row->author != statement.head.author) return Error(ErrorCode::store_corrupt, "record");
    if (row->version > statement.version && row->index > index) return {};
    const bool same = row->version == statement.version && row->index == index && row->subject == statement.subject &&
                      row->unit == statement.unit && row->collection == statement.collection &&
                      row->struck == (statement.act == RecordAct::strike);
    if (!same) return Error(ErrorCode::store_corrupt, "record");
    return {};
  }

  Result<bool> has_next() {
    if (next_ == held_.size()) CARE_TRY(fetch());
    return next_ < held_.size();
  }

  Result<void> fetch() {
    held_.clear();
    next_ = 0;
    CARE_TRY(records_.changes_after(after_, kVersionsAtOnce, {kEveryClass, std::nullopt}, [&](const VersionView& version) {
      Held one{version.seq, version.index, version.subject, {}};
      for (const FacetView& facet : version.facets) {
        one.facets.push_back({facet.facet, facet.data_class, crypto::derive_ciphertext_hash(facet.envelope)});
      }
      held_.push_back(std::move(one));
      after_ = version.seq;
    }));
    return {};
  }

  RecordReads& records_;
  std::uint64_t after_ = kBeforeAll;
  std::uint64_t expected_seq_ = 0;
  std::uint64_t checked_ = 0;
  std::vector<Held> held_;
  std::size_t next_ = 0;
};

class Verifier {
 public:
  Verifier(ReaderLease& reader, const WorkspaceId& workspace, VerifyReport& report)
      : log_(reader.log()), versions_(reader.records()), workspace_(workspace), report_(report) {}

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

  // After the last leaf.
  Result<void> finish() {
    if (!CARE_TRY(versions_.none_left())) complain(edge_.size(), Error(ErrorCode::store_corrupt, "version"));
    report_.versions = versions_.checked();
    return {};
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

  Result<void> check_assist(const audit::Leaf& leaf) {
    const audit::AssistStatement statement = CARE_TRY(audit::parse_assist_statement(leaf.body));
    CARE_TRY(check_chain(statement.head, audit::statement_hash(leaf.body)));
    if (!directory_) return ErrorCode::directory_broken;
    CARE_TRY(directory_->check_assist(statement, leaf.index));
    return crypto::verify_statement(directory_->find_key(statement.head.key)->public_key, leaf.body, *leaf.signature);
  }

  Result<void> check_record(const audit::Leaf& leaf) {
    ++report_.statements;
    const auto parsed = audit::parse_record_statement(leaf.body);
    if (!parsed.ok() && parsed.error().code() == ErrorCode::act_unknown) return check_assist(leaf);
    if (!parsed.ok()) return parsed.error();
    const audit::RecordStatement& statement = parsed.value();
    if (const auto stored = versions_.check(leaf.index, statement); !stored.ok()) complain(leaf.index, stored.error());
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
  StoredVersions versions_;
  WorkspaceId workspace_;
  VerifyReport& report_;
  audit::CompactRange edge_;
  std::uint64_t last_time_ms_ = 0;
  std::optional<membership::Directory> directory_;
  std::map<KeyId, Chain> chains_;
};

}  // namespace

Result<VerifyReport> verify_log(ReaderLease& reader, const WorkspaceId& workspace, const HighWaterMark& mark) {
  VerifyReport report;
  CARE_TRY(reader.check_pages());
  LogReads& log = reader.log();
  Verifier verifier(reader, workspace, report);
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
  CARE_TRY(verifier.finish());
  return report;
}

Result<void> verify_shares(ReaderLease& reader, GateShares& shares, VerifyReport& report) {
  for (const SubjectRow& row : CARE_TRY(reader.records().load_subjects(std::nullopt))) {
    const auto share = CARE_TRY(shares.find(row.subject));
    if (share && crypto::derive_gate_share_hash(*share) == row.share_hash) continue;
    if (report.problems.size() < kProblemsMax) report.problems.push_back({report.leaves, Error(ErrorCode::store_corrupt, "gate_share")});
  }
  return {};
}

}  // namespace care::server
