#include "server/workspace/workspace_state.h"

#include "shared/audit/inclusion.h"

namespace care::server {

Workspace::State::State(Parts parts, std::unique_ptr<CheckpointSigner> log_signer, const Clock& clock, Random& random,
                        const WorkspaceLimits& limits)
    : id(parts.id),
      store(std::move(parts.store)),
      opaque(std::move(parts.keys.opaque)),
      signer(std::move(log_signer)),
      clock_(clock),
      limits_(limits),
      home_{id, *store, random, signer->key().format(), {}, 0, directory, {}},
      settle_(std::move(parts.settle)),
      may_write_(std::move(parts.may_write)) {}

Workspace::State::~State() {
  {
    const std::lock_guard lock(queue_mutex_);
    stopping_ = true;
  }
  queue_filled_.notify_one();
  if (writer_.joinable()) writer_.join();
}

// ---- opening

Result<void> Workspace::State::load() {
  CARE_TRY(load_tables());
  if (!CARE_TRY(stands_at_mark())) {
    writable = false;  // nothing is signed below the largest head ever released
    return {};
  }
  // A batch may have been committed without its mark being raised: it counts now. Should that fail, the next batch tries again.
  if (settle().ok()) static_cast<void>(signer->release(home_.edge).ok());
  return {};
}

Result<void> Workspace::State::settle() {
  if (!settle_) return {};
  CARE_TRY(settle_());
  settle_ = nullptr;
  return {};
}

Result<void> Workspace::State::load_tables() {
  CARE_TRY(load_edge());
  std::optional<membership::Directory> replayed = CARE_TRY(replay_directory());
  home_.chains = {};
  const std::unique_lock lock(directory_mutex);
  directory = std::move(replayed);
  return {};
}

Result<void> Workspace::State::load_edge() {
  LogReads& log = store->writer().reader().log();
  home_.edge = CARE_TRY(log.load_edge());
  const std::uint64_t size = home_.edge.size();
  if (size == 0) return {};
  const audit::Leaf last = CARE_TRY(audit::decode_leaf(CARE_TRY(log.load_leaf(size - 1))));
  home_.last_time_ms = last.time_ms;
  // The edge is derived anew from the tiles: two copies that disagree are damage.
  if (CARE_TRY(audit::range_root(log, {0, size})) != home_.edge.root()) return ErrorCode::store_corrupt;
  return {};
}

Result<std::optional<membership::Directory>> Workspace::State::replay_directory() {
  std::optional<membership::Directory> members;
  Result<void> replayed;
  auto next = store->writer().reader().log().membership_from(0, SIZE_MAX / 4, [&](const LogEntryView& row) {
    if (!replayed.ok()) return;
    const auto leaf = audit::decode_leaf(row.leaf);
    if (!leaf.ok() || !leaf->signature) {
      replayed = ErrorCode::store_corrupt;
      return;
    }
    const membership::Entry entry{leaf->index, leaf->time_ms, leaf->body, *leaf->signature};
    if (members) {
      replayed = members->apply(entry);
      return;
    }
    auto founded = membership::Directory::from_genesis(entry);
    if (!founded.ok()) {
      replayed = ErrorCode::directory_broken;
      return;
    }
    members = std::move(founded).value();
  });
  if (!next.ok()) return next.error();
  if (!replayed.ok()) return replayed.error();
  return members;
}

Result<bool> Workspace::State::stands_at_mark() {
  const HighWaterMark& mark = signer->mark();
  if (mark.size > home_.edge.size()) return false;
  if (mark.size == 0) return true;
  const Hash32 root = CARE_TRY(audit::range_root(store->writer().reader().log(), {0, mark.size}));
  return root == mark.root;
}

void Workspace::State::start() {
  writer_ = std::thread([this] { serve(); });
}

// ---- the queue

Result<void> Workspace::State::enqueue(QueuedJob& job) {
  if (!writable) return ErrorCode::log_rolled_back;
  {
    const std::lock_guard lock(queue_mutex_);
    if (stopping_) return ErrorCode::shutting_down;
    if (queue_.size() >= limits_.queue_jobs) return ErrorCode::store_busy;
    queue_.push_back(&job);
  }
  queue_filled_.notify_one();
  return {};
}

Result<void> Workspace::State::submit(QueuedJob& job) {
  std::future<void> done = job.done.get_future();
  CARE_TRY(enqueue(job));
  done.wait();
  return job.outcome;
}

void Workspace::State::submit_later(std::unique_ptr<QueuedJob> job) {
  const Result<void> taken = enqueue(*job);
  if (!taken.ok()) return job->told(taken);
  static_cast<void>(job.release());  // the writer's now; it may be gone already
}

std::vector<QueuedJob*> Workspace::State::take_jobs() {
  std::unique_lock lock(queue_mutex_);
  queue_filled_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
  std::vector<QueuedJob*> jobs;
  std::size_t bytes = 0;
  while (!queue_.empty() && jobs.size() < limits_.batch_jobs && (jobs.empty() || bytes < limits_.batch_bytes)) {
    bytes += queue_.front()->bytes;
    jobs.push_back(queue_.front());
    queue_.pop_front();
  }
  return jobs;
}

void Workspace::State::serve() {
  for (std::vector<QueuedJob*> jobs = take_jobs(); !jobs.empty(); jobs = take_jobs()) run_batch(jobs);
}

// ---- one batch

void Workspace::State::run_batch(std::span<QueuedJob* const> jobs) {
  Result<void> done = may_write_ ? may_write_() : Result<void>();
  if (done.ok()) done = settle();
  if (done.ok() && !standing_known_) done = load_tables();
  standing_known_ = standing_known_ || done.ok();
  Batch batch(home_, to_ms(clock_.now()));
  if (done.ok()) done = try_batch(jobs, batch);
  std::optional<audit::BatchProver> prover;
  if (done.ok() && !batch.log().empty()) prover.emplace(batch.log().before(), batch.log().hashes());
  // The head may stand above the released one from an earlier failure too.
  if (done.ok()) done = signer->release(home_.edge);
  if (done.ok()) {
    answer(jobs, prover ? &*prover : nullptr);
  } else {
    for (QueuedJob* job : jobs) job->outcome = done.error();
  }
  for (QueuedJob* job : jobs) {
    if (job->told) {
      const std::unique_ptr<QueuedJob> own(job);
      own->told(own->outcome);
      continue;
    }
    std::promise<void> told = std::move(job->done);  // outlives the job, which is gone once its owner wakes
    told.set_value();
  }
}

Result<void> Workspace::State::try_batch(std::span<QueuedJob* const> jobs, Batch& batch) {
  Writer& writer = store->writer();
  Result<void> done = writer.begin();
  for (std::size_t i = 0; done.ok() && i < jobs.size(); ++i) {
    jobs[i]->outcome = jobs[i]->run(batch, jobs[i]->answers);
    if (!jobs[i]->outcome.ok() && is_store_failure(jobs[i]->outcome.error())) done = jobs[i]->outcome;
  }
  if (done.ok() && batch.wrote()) return commit(batch);
  writer.rollback();
  home_.chains.drop();
  return done;
}

Result<void> Workspace::State::commit(Batch& batch) {
  Writer& writer = store->writer();
  Result<void> done;
  if (!batch.log().empty()) done = batch.log().finish();
  if (done.ok()) {
    done = writer.commit();
  } else {
    writer.rollback();
  }
  if (!done.ok()) {
    // A failed COMMIT may have been durable all the same: the file says where the log stands. A disk in trouble may not say it now;
    // then the next batch asks first.
    standing_known_ = load_tables().ok();
    return done;
  }
  home_.edge = batch.log().edge();
  home_.last_time_ms = batch.log().time_ms();
  home_.chains.keep();
  if (batch.changed_directory()) {
    const std::unique_lock lock(directory_mutex);
    directory = std::move(batch.changed_directory());
  }
  return {};
}

// ---- receipts

Result<Receipt> Workspace::State::finish_receipt(Receipt receipt, const audit::BatchProver* prover, const SignedHead& head) {
  if (prover != nullptr && receipt.index >= prover->old_size()) {
    receipt.proof = CARE_TRY(prover->inclusion(receipt.index));
  } else {
    receipt.proof = CARE_TRY(audit::build_inclusion(store->writer().reader().log(), receipt.index, head.size));
  }
  receipt.note = head.note;
  return receipt;
}

void Workspace::State::answer(std::span<QueuedJob* const> jobs, const audit::BatchProver* prover) {
  const SignedHead head = signer->newest();
  for (QueuedJob* job : jobs) {
    if (!job->outcome.ok()) continue;
    for (PendingAnswer& pending : job->answers) {
      if (pending.ok()) {
        job->receipts.push_back(finish_receipt(std::move(pending->receipt), prover, head));
      } else {
        job->receipts.emplace_back(pending.error());
      }
    }
  }
}

}  // namespace care::server
