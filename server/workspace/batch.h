// server/workspace/batch.h — the jobs of one transaction, one after the other, each seeing what came before it.
//
// A rejected or refused statement is judged before anything of it is written, so it cannot spoil the batch. A job that may fail
// halfway runs behind a mark and is undone to it: tables, log, chains and directory alike.
// Tests    tests/unit/server/workspace/workspace_test.cpp
#pragma once

#include <functional>

#include "server/workspace/chain_book.h"
#include "server/workspace/change.h"
#include "server/workspace/judge.h"
#include "server/workspace/log_appender.h"
#include "server/workspace/receipt.h"

namespace care::server {

// A statement's answer before the commit: all of the receipt but proof and note.
struct Pending {
  Receipt receipt;
};
using PendingAnswer = Result<Pending>;

// What the writer thread holds between batches.
struct HomeState {
  WorkspaceId id;
  WorkspaceStore& store;
  Random& random;
  std::string log_vkey;
  audit::CompactRange edge;
  std::uint64_t last_time_ms = 0;
  const std::optional<membership::Directory>& directory;  // as committed
  ChainBook chains;
};

class Batch final : public Change {
 public:
  Batch(HomeState& home, std::uint64_t now_ms)
      : home_(home),
        writer_(home.store.writer()),
        now_(instant_from_ms(now_ms)),
        log_(writer_, home.random, home.edge, std::max(now_ms, home.last_time_ms)) {}

  // ---- one statement each; an outer error is a failure of the store and ends the batch
  Result<PendingAnswer> submit_record(const RecordSubmission& submission, const Origin& origin);
  Result<PendingAnswer> submit_assist(const AssistSubmission& submission, const Origin& origin);
  Result<PendingAnswer> submit_membership(const MembershipSubmission& submission, const Origin& origin);

  // ---- a job of several steps: all of them, or none. Its answers are added to `answers`.
  Result<void> run_undoable(const std::function<Result<void>(Change&)>& job, std::vector<PendingAnswer>& answers);

  Instant now() const override { return now_; }
  AccountTables& accounts() override { return writer_.accounts(); }
  Reader& reader() override { return writer_.reader(); }
  Result<std::uint64_t> append_event(const std::optional<ActorId>& who, const audit::ServerAct& act,
                                     const Origin& origin) override;
  Result<void> append_membership(const MembershipSubmission& submission, const Origin& origin) override;

  bool wrote() const { return wrote_; }
  const LogAppender& log() const { return log_; }
  LogAppender& log() { return log_; }
  // The members after this batch, if it changed them.
  std::optional<membership::Directory>& changed_directory() { return changed_directory_; }

 private:
  const membership::Directory* directory() const;
  Bench bench() { return {*directory(), writer_.reader(), log_.next_index(), log_.time_ms()}; }
  // What home and chain say of a statement of kind 1, unless it is the key's next one.
  Result<std::optional<PendingAnswer>> answered_by_chain(const audit::StatementHead& head, const Hash32& hash, const RecordId* record);
  Result<PendingAnswer> replayed(const StatementPlace& place, const RecordId* record);
  Result<PendingAnswer> refused(const audit::StatementHead& head, const Hash32& hash, const Verdict& verdict,
                                const Origin& origin);
  Result<PendingAnswer> stored(audit::LeafKind kind, BytesView body, const crypto::Signature& signature, const Origin& origin);
  Result<PendingAnswer> found_home(const membership::MembershipStatement& statement, const Hash32& hash,
                                   const MembershipSubmission& submission, const Origin& origin);
  Result<void> keep_delivered(const membership::MembershipStatement& statement, const MembershipSubmission& submission,
                              std::uint64_t index);

  HomeState& home_;
  Writer& writer_;
  Instant now_;
  LogAppender log_;
  std::optional<membership::Directory> changed_directory_;
  std::vector<PendingAnswer>* job_answers_ = nullptr;
  bool wrote_ = false;
};

}  // namespace care::server
