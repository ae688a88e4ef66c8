// server/workspace/workspace.h — one open home: its log, its writer thread, its readers.
//
// Writes   every call below but change_later queues a job and waits until the batch it went into is durable: one transaction, one
//          sync for everything that was waiting, then the high-water file, then the signed checkpoint, then the receipts
// Judged   in the writer, at this point of the log: replay, n and p, head, directory, right of the author, version step,
//          generation, facets and their hashes, gate share, clock
// Errors   rejected statements: signature_invalid, author_unknown, counter_wrong, previous_mismatch, head_unknown,
//          directory_stale, json_…, facets_mismatch, ciphertext_mismatch, act_unknown. Refused ones are receipts.
//          store_busy (queue full), store_failed, disk_full, log_rolled_back (read-only), shutting_down
// Source   shared/docs/formats/statement.md, server/store/README.md
// Tests    tests/unit/server/workspace/*_test.cpp
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

#include "server/keyring/workspace_keys.h"
#include "server/store/store.h"
#include "server/workspace/change.h"
#include "server/workspace/high_water.h"
#include "server/workspace/receipt.h"
#include "server/workspace/signed_head.h"
#include "server/workspace/submission.h"
#include "shared/audit/note.h"
#include "shared/membership/directory.h"

namespace care::server {

struct WorkspaceLimits {
  std::size_t queue_jobs = 4096;        // more waiting: store_busy
  std::size_t batch_jobs = 256;
  std::size_t batch_bytes = 2 * 1024 * 1024;
};

class Workspace {
 public:
  struct Parts {
    WorkspaceId id;
    std::string log_host;  // first part of the origin: the base host
    WorkspaceKeys keys;
    std::unique_ptr<WorkspaceStore> store;
    std::unique_ptr<HighWater> high_water;
    // Makes durable what an earlier process committed and may not have synced: before anything of it is acknowledged or signed.
    std::function<Result<void>()> settle{};
    // Asked before each batch; what it refuses with is the answer.
    std::function<Result<void>()> may_write{};
  };
  // Replays the membership statements and compares the log with the high-water file. A log behind it opens read-only.
  static Result<std::unique_ptr<Workspace>> open(Parts parts, const Clock& clock, Random& random,
                                                 const WorkspaceLimits& limits = {});
  ~Workspace();  // finishes what is queued

  const WorkspaceId& id() const;
  const audit::VerifierKey& log_key() const;
  const signin::OpaqueServerKeys& opaque_keys() const;
  bool writable() const;           // false after a roll-back was found
  SignedHead signed_head() const;  // newest released checkpoint

  // ---- reading, any thread
  Result<ReaderLease> read();
  Result<std::optional<crypto::GateShare>> find_gate_share(const SubjectId& subject);
  bool has_directory() const;      // false only until the first statement of a home that is being made
  // The members at the newest leaf, for as long as `look` runs. Keep it short: the writer waits.
  template <typename Look>
  auto with_directory(Look&& look) const -> std::invoke_result_t<Look, const membership::Directory&> {
    const DirectoryLock lock(*this);
    return std::forward<Look>(look)(lock.directory());
  }

  // ---- statements
  // A record statement: parses, finds the key, checks the signature. About 0.1 ms: call it in the thread of the request.
  Result<VerifiedStatement> verify(Bytes body, const crypto::Signature& signature) const;
  Result<VerifiedAssist> verify_assist(Bytes body, const crypto::Signature& signature) const;
  // One answer per item, in order. The outer error means that nothing is known to be stored: the same items may be sent again.
  Result<std::vector<Result<Receipt>>> append_records(std::vector<RecordSubmission> items, const Origin& origin);
  Result<Receipt> append_assist(AssistSubmission item, const Origin& origin);
  Result<Receipt> append_membership(MembershipSubmission item, const Origin& origin);

  // ---- everything else that is written: accounts, sessions, events, erasures
  // job: Result<T>(Change&). Runs on the writer thread; its error undoes what it did and is returned.
  template <typename Job>
  auto change(Job&& job) -> std::invoke_result_t<Job, Change&> {
    std::optional<std::invoke_result_t<Job, Change&>> answer;
    const Result<void> done = run([&](Change& change_now) -> Result<void> {
      answer.emplace(job(change_now));
      if (!answer->ok()) return answer->error();
      return {};
    }, nullptr);
    if (!done.ok()) return done.error();
    return std::move(*answer);
  }
  // The same, but nobody waits: `told` is called once with the outcome, on the writer thread or, if the job is not taken, before the
  // call returns. What both of them hold must outlive the home.
  void change_later(std::function<Result<void>(Change&)> job, std::function<void(const Result<void>&)> told);
  // As `change`, with the receipts of the statements the job appended.
  Result<std::vector<Receipt>> change_with_receipts(const std::function<Result<void>(Change&)>& job);

  // ---- upkeep, on the maintenance thread
  Result<void> tidy();

 private:
  class State;
  Result<void> verify_signature(const audit::StatementHead& head, BytesView body, const crypto::Signature& signature) const;
  class DirectoryLock {
   public:
    explicit DirectoryLock(const Workspace& workspace);
    ~DirectoryLock();
    DirectoryLock(const DirectoryLock&) = delete;
    DirectoryLock& operator=(const DirectoryLock&) = delete;
    const membership::Directory& directory() const;

   private:
    const Workspace& workspace_;
  };
  explicit Workspace(std::unique_ptr<State> state);
  Result<void> run(const std::function<Result<void>(Change&)>& job, std::vector<Receipt>* receipts);
  std::unique_ptr<State> state_;
};

}  // namespace care::server
