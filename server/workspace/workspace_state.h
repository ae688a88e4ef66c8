// server/workspace/workspace_state.h — the inside of an open Workspace: the queue, the writer thread, what both share.
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "server/workspace/batch.h"
#include "server/workspace/checkpoint_signer.h"
#include "server/workspace/workspace.h"

namespace care::server {

// One call. Lives on the stack of whoever waits until `done`; with `told` nobody waits and the queue owns it.
struct QueuedJob {
  std::function<Result<void>(Batch&, std::vector<PendingAnswer>& answers)> run;
  std::size_t bytes = 0;
  std::vector<PendingAnswer> answers;
  Result<void> outcome;
  std::vector<Result<Receipt>> receipts;  // one per answer
  std::promise<void> done;
  std::function<void(const Result<void>&)> told;
};

class Workspace::State {
 public:
  State(Parts parts, std::unique_ptr<CheckpointSigner> signer, const Clock& clock, Random& random, const WorkspaceLimits& limits);
  ~State();

  Result<void> load();   // before start
  void start();
  Result<void> submit(QueuedJob& job);  // waits; the error is the job's outcome or that it was not taken
  void submit_later(std::unique_ptr<QueuedJob> job);

  WorkspaceId id;
  std::unique_ptr<WorkspaceStore> store;
  signin::OpaqueServerKeys opaque;
  std::unique_ptr<CheckpointSigner> signer;
  std::atomic<bool> writable = true;

  mutable std::shared_mutex directory_mutex;
  std::optional<membership::Directory> directory;  // as committed; changed by the writer under the mutex

 private:
  Result<std::optional<membership::Directory>> replay_directory();
  Result<void> load_edge();
  Result<void> load_tables();  // edge, directory and chains as the file has them
  Result<bool> stands_at_mark();
  Result<void> settle();
  Result<void> enqueue(QueuedJob& job);
  void serve();
  std::vector<QueuedJob*> take_jobs();
  void run_batch(std::span<QueuedJob* const> jobs);
  Result<void> try_batch(std::span<QueuedJob* const> jobs, Batch& batch);
  Result<void> commit(Batch& batch);
  Result<Receipt> finish_receipt(Receipt receipt, const audit::BatchProver* prover, const SignedHead& head);
  void answer(std::span<QueuedJob* const> jobs, const audit::BatchProver* prover);

  const Clock& clock_;
  WorkspaceLimits limits_;
  HomeState home_;
  std::function<Result<void>()> settle_;  // none once it was done
  std::function<Result<void>()> may_write_;
  bool standing_known_ = true;  // false: home_ may not be what the file has, see commit

  std::mutex queue_mutex_;
  std::condition_variable queue_filled_;
  std::deque<QueuedJob*> queue_;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace care::server
