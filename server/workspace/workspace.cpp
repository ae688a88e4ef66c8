#include "server/workspace/workspace.h"

#include "server/workspace/workspace_state.h"
#include "shared/crypto/statement_signature.h"

namespace care::server {
namespace {

std::size_t bytes_of(const std::vector<RecordSubmission>& items) {
  std::size_t bytes = 0;
  for (const RecordSubmission& item : items) {
    bytes += item.statement.body().size();
    for (const Bytes& facet : item.facets) bytes += facet.size();
  }
  return bytes;
}

}  // namespace

Result<std::unique_ptr<Workspace>> Workspace::open(Parts parts, const Clock& clock, Random& random,
                                                   const WorkspaceLimits& limits) {
  auto signer = CARE_TRY(CheckpointSigner::create(audit::workspace_origin(parts.log_host, parts.id),
                                                  std::move(parts.keys.log), std::move(parts.high_water)));
  auto state = std::make_unique<State>(std::move(parts), std::move(signer), clock, random, limits);
  CARE_TRY(state->load());
  state->start();
  return std::unique_ptr<Workspace>(new Workspace(std::move(state)));
}

Workspace::Workspace(std::unique_ptr<State> state) : state_(std::move(state)) {}
Workspace::~Workspace() = default;

const WorkspaceId& Workspace::id() const { return state_->id; }
const audit::VerifierKey& Workspace::log_key() const { return state_->signer->key(); }
const signin::OpaqueServerKeys& Workspace::opaque_keys() const { return state_->opaque; }
bool Workspace::writable() const { return state_->writable; }
SignedHead Workspace::signed_head() const { return state_->signer->newest(); }
Result<ReaderLease> Workspace::read() { return state_->store->read(); }
Result<void> Workspace::tidy() { return state_->store->tidy(); }

Result<std::optional<crypto::GateShare>> Workspace::find_gate_share(const SubjectId& subject) {
  return state_->store->shares().find(subject);
}

bool Workspace::has_directory() const {
  const std::shared_lock lock(state_->directory_mutex);
  return state_->directory.has_value();
}

Workspace::DirectoryLock::DirectoryLock(const Workspace& workspace) : workspace_(workspace) {
  workspace_.state_->directory_mutex.lock_shared();
}
Workspace::DirectoryLock::~DirectoryLock() { workspace_.state_->directory_mutex.unlock_shared(); }

const membership::Directory& Workspace::DirectoryLock::directory() const {
  CARE_CHECK(workspace_.state_->directory.has_value());  // the registry gives out founded homes only
  return *workspace_.state_->directory;
}

Result<void> Workspace::verify_signature(const audit::StatementHead& head, BytesView body, const crypto::Signature& signature) const {
  const auto key = with_directory([&](const membership::Directory& directory) -> std::optional<crypto::SigningPublicKey> {
    const membership::MemberKey* found = directory.find_key(head.key);
    return found == nullptr ? std::nullopt : std::optional(found->public_key);
  });
  if (!key) return Error(ErrorCode::author_unknown, "dev");
  return crypto::verify_statement(*key, body, signature);
}

Result<VerifiedStatement> Workspace::verify(Bytes body, const crypto::Signature& signature) const {
  audit::RecordStatement statement = CARE_TRY(audit::parse_record_statement(body));
  CARE_TRY(verify_signature(statement.head, body, signature));
  return VerifiedStatement(std::move(body), signature, std::move(statement));
}

Result<VerifiedAssist> Workspace::verify_assist(Bytes body, const crypto::Signature& signature) const {
  audit::AssistStatement statement = CARE_TRY(audit::parse_assist_statement(body));
  CARE_TRY(verify_signature(statement.head, body, signature));
  return VerifiedAssist(std::move(body), signature, std::move(statement));
}

Result<std::vector<Result<Receipt>>> Workspace::append_records(std::vector<RecordSubmission> items, const Origin& origin) {
  std::vector<Result<void>> delivered;
  delivered.reserve(items.size());
  for (const RecordSubmission& item : items) delivered.push_back(check_delivery(item));

  QueuedJob job;
  job.bytes = bytes_of(items);
  job.run = [&](Batch& batch, std::vector<PendingAnswer>& answers) -> Result<void> {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (delivered[i].ok()) {
        answers.push_back(CARE_TRY(batch.submit_record(items[i], origin)));
      } else {
        answers.emplace_back(delivered[i].error());
      }
    }
    return {};
  };
  CARE_TRY(state_->submit(job));
  return std::move(job.receipts);
}

Result<Receipt> Workspace::append_assist(AssistSubmission item, const Origin& origin) {
  QueuedJob job;
  job.bytes = item.statement.body().size();
  job.run = [&](Batch& batch, std::vector<PendingAnswer>& answers) -> Result<void> {
    answers.push_back(CARE_TRY(batch.submit_assist(item, origin)));
    return {};
  };
  CARE_TRY(state_->submit(job));
  return std::move(job.receipts.front());
}

Result<Receipt> Workspace::append_membership(MembershipSubmission item, const Origin& origin) {
  QueuedJob job;
  job.bytes = item.body.size();
  job.run = [&](Batch& batch, std::vector<PendingAnswer>& answers) -> Result<void> {
    answers.push_back(CARE_TRY(batch.submit_membership(item, origin)));
    return {};
  };
  CARE_TRY(state_->submit(job));
  return std::move(job.receipts.front());
}

Result<void> Workspace::run(const std::function<Result<void>(Change&)>& work, std::vector<Receipt>* receipts) {
  QueuedJob job;
  job.run = [&](Batch& batch, std::vector<PendingAnswer>& answers) { return batch.run_undoable(work, answers); };
  CARE_TRY(state_->submit(job));
  for (Result<Receipt>& receipt : job.receipts) {
    if (!receipt.ok()) return receipt.error();
    if (receipts != nullptr) receipts->push_back(std::move(receipt).value());
  }
  return {};
}

void Workspace::change_later(std::function<Result<void>(Change&)> work, std::function<void(const Result<void>&)> told) {
  auto job = std::make_unique<QueuedJob>();
  job->run = [work = std::move(work)](Batch& batch, std::vector<PendingAnswer>& answers) {
    return batch.run_undoable(work, answers);
  };
  job->told = std::move(told);
  state_->submit_later(std::move(job));
}

Result<std::vector<Receipt>> Workspace::change_with_receipts(const std::function<Result<void>(Change&)>& job) {
  std::vector<Receipt> receipts;
  CARE_TRY(run(job, &receipts));
  return receipts;
}

}  // namespace care::server
