#include "server/workspace/batch.h"

#include "server/workspace/project.h"

namespace care::server {
namespace {

Receipt receipt_of(const LogAppender& log, LogAppender::Appended appended) {
  Receipt receipt;
  receipt.index = appended.index;
  receipt.time_ms = log.time_ms();
  receipt.commitments = std::move(appended.commitments);
  return receipt;
}

}  // namespace

const membership::Directory* Batch::directory() const {
  if (changed_directory_) return &*changed_directory_;
  return home_.directory ? &*home_.directory : nullptr;
}

Result<std::optional<PendingAnswer>> Batch::answered_by_chain(const audit::StatementHead& head, const Hash32& hash,
                                                              const RecordId* record) {
  using Answered = std::optional<PendingAnswer>;
  if (directory() == nullptr) return Answered(ErrorCode::directory_broken);
  if (head.workspace != home_.id) return Answered(Error(ErrorCode::genesis_mismatch, "ws"));
  const ChainStep step = CARE_TRY(home_.chains.look(writer_.reader().log(), head, hash));
  if (step.kind == ChainStep::Kind::broken) return Answered(step.code);
  if (step.kind == ChainStep::Kind::replay) return Answered(CARE_TRY(replayed(step.place, record)));
  return Answered();
}

Result<PendingAnswer> Batch::submit_record(const RecordSubmission& submission, const Origin& origin) {
  const audit::RecordStatement& statement = submission.statement.statement();
  const Hash32& hash = submission.statement.hash();
  if (auto answered = CARE_TRY(answered_by_chain(statement.head, hash, &statement.record))) return std::move(*answered);

  const Verdict verdict = CARE_TRY(judge_record(bench(), statement));
  if (verdict.kind == Verdict::Kind::reject) return PendingAnswer(verdict.error);
  if (verdict.kind == Verdict::Kind::refuse) return refused(statement.head, hash, verdict, origin);

  if (submission.gate_share) CARE_TRY(home_.store.shares().put(statement.subject, *submission.gate_share, true));
  auto answer = CARE_TRY(stored(audit::LeafKind::client_statement, submission.statement.body(),
                                submission.statement.signature(), origin));
  CARE_TRY(project_record(writer_, statement, hash, answer->receipt.index, submission.facets));
  home_.chains.advance(statement.head.key, statement.head.number, hash);
  return answer;
}

Result<PendingAnswer> Batch::submit_assist(const AssistSubmission& submission, const Origin& origin) {
  const audit::AssistStatement& statement = submission.statement.statement();
  const Hash32& hash = submission.statement.hash();
  if (auto answered = CARE_TRY(answered_by_chain(statement.head, hash, nullptr))) return std::move(*answered);

  Verdict verdict = CARE_TRY(judge_assist(bench(), statement));
  if (verdict.accepted() && submission.refusal) verdict = Verdict::refuse(*submission.refusal);
  if (verdict.kind == Verdict::Kind::reject) return PendingAnswer(verdict.error);
  if (verdict.kind == Verdict::Kind::refuse) return refused(statement.head, hash, verdict, origin);

  auto answer = CARE_TRY(stored(audit::LeafKind::client_statement, submission.statement.body(),
                                submission.statement.signature(), origin));
  CARE_TRY(project_assist(writer_, statement, hash, answer->receipt.index));
  home_.chains.advance(statement.head.key, statement.head.number, hash);
  return answer;
}

Result<PendingAnswer> Batch::submit_membership(const MembershipSubmission& submission, const Origin& origin) {
  const auto parsed = membership::parse_membership_statement(submission.body);
  if (!parsed.ok()) return PendingAnswer(parsed.error());
  const membership::MembershipStatement& statement = parsed.value();
  if (statement.head.workspace != home_.id) return PendingAnswer(Error(ErrorCode::genesis_mismatch, "ws"));
  if (auto delivered = check_delivery(submission, statement); !delivered.ok()) return PendingAnswer(delivered.error());
  const Hash32 hash = audit::statement_hash(submission.body);
  if (directory() == nullptr) return found_home(statement, hash, submission, origin);

  const ChainStep step = CARE_TRY(home_.chains.look(writer_.reader().log(), statement.head, hash));
  if (step.kind == ChainStep::Kind::replay) return replayed(step.place, nullptr);
  if (step.kind == ChainStep::Kind::broken) return PendingAnswer(step.code);
  const Verdict verdict = CARE_TRY(judge_membership(bench(), statement, submission));
  if (verdict.kind == Verdict::Kind::reject) return PendingAnswer(verdict.error);
  if (verdict.kind == Verdict::Kind::refuse) return refused(statement.head, hash, verdict, origin);

  membership::Directory next = *directory();
  const membership::Entry entry{log_.next_index(), log_.time_ms(), submission.body, submission.signature};
  CARE_TRY(next.apply(entry));
  auto answer = CARE_TRY(stored(audit::LeafKind::membership, submission.body, submission.signature, origin));
  CARE_TRY(project_membership(writer_, statement, hash, answer->receipt.index));
  CARE_TRY(keep_delivered(statement, submission, answer->receipt.index));
  changed_directory_ = std::move(next);
  home_.chains.advance(statement.head.key, statement.head.number, hash);
  return answer;
}

Result<PendingAnswer> Batch::found_home(const membership::MembershipStatement& statement, const Hash32& hash,
                                        const MembershipSubmission& submission, const Origin& origin) {
  const auto* genesis = std::get_if<membership::Genesis>(&statement.act);
  if (genesis == nullptr || log_.next_index() != 0) return PendingAnswer(ErrorCode::genesis_mismatch);
  if (genesis->log_key != home_.log_vkey) return PendingAnswer(Error(ErrorCode::genesis_mismatch, "log"));
  auto directory = membership::Directory::from_genesis({0, log_.time_ms(), submission.body, submission.signature});
  if (!directory.ok()) return PendingAnswer(directory.error());
  CARE_TRY(home_.store.shares().put(genesis->home_subject, *submission.gate_share, true));
  auto answer = CARE_TRY(stored(audit::LeafKind::membership, submission.body, submission.signature, origin));
  CARE_TRY(project_membership(writer_, statement, hash, answer->receipt.index));
  changed_directory_ = std::move(directory).value();
  home_.chains.advance(statement.head.key, statement.head.number, hash);
  return answer;
}

Result<void> Batch::keep_delivered(const membership::MembershipStatement& statement,
                                   const MembershipSubmission& submission, std::uint64_t index) {
  if (const auto* commit = std::get_if<membership::GrantCommit>(&statement.act)) {
    for (std::size_t i = 0; i < submission.grants.size(); ++i) {
      const auto data_class = static_cast<std::uint16_t>(commit->grants[i].data_class);
      GrantRow row{commit->unit, data_class, commit->grants[i].generation, submission.grants[i]};
      CARE_TRY(writer_.put_grant({commit->recipient, std::move(row), index}));
    }
  }
  if (const auto* invite = std::get_if<membership::Invite>(&statement.act)) {
    return writer_.put_hello(invite->invite, *submission.hello);
  }
  return {};
}

Result<PendingAnswer> Batch::stored(audit::LeafKind kind, BytesView body, const crypto::Signature& signature,
                                    const Origin& origin) {
  wrote_ = true;
  return PendingAnswer(Pending{receipt_of(log_, CARE_TRY(log_.append(kind, body, signature, origin)))});
}

Result<PendingAnswer> Batch::refused(const audit::StatementHead& head, const Hash32& hash, const Verdict& verdict,
                                     const Origin& origin) {
  const audit::StatementRefused refusal{verdict.error.code(), head.key, head.number, hash};
  const Bytes body = audit::encode_server_event({log_.time_ms(), head.author, refusal});
  wrote_ = true;
  Receipt receipt = receipt_of(log_, CARE_TRY(log_.append(audit::LeafKind::server_event, body, std::nullopt, origin)));
  CARE_TRY(project_refusal(writer_, refusal, receipt.index));
  home_.chains.advance(head.key, head.number, hash);
  receipt.refusal = verdict.error.code();
  receipt.version = verdict.current_version;
  receipt.refused_body = body;
  return PendingAnswer(Pending{std::move(receipt)});
}

Result<PendingAnswer> Batch::replayed(const StatementPlace& place, const RecordId* record) {
  const audit::Leaf leaf = CARE_TRY(audit::decode_leaf(CARE_TRY(writer_.reader().log().load_leaf(place.index))));
  Receipt receipt;
  receipt.index = place.index;
  receipt.time_ms = leaf.time_ms;
  receipt.commitments = leaf.commitments;
  receipt.replayed = true;
  if (place.refused) {
    const audit::ServerEvent event = CARE_TRY(audit::parse_server_event(leaf.body));
    const auto* refusal = std::get_if<audit::StatementRefused>(&event.act);
    if (refusal == nullptr) return ErrorCode::store_corrupt;
    receipt.refusal = refusal->code;
    receipt.refused_body = leaf.body;
    if (refusal->code == ErrorCode::version_stale && record != nullptr) {
      const auto state = CARE_TRY(writer_.reader().records().find_record(*record));
      if (state) receipt.version = state->version;
    }
  }
  return PendingAnswer(Pending{std::move(receipt)});
}

Result<std::uint64_t> Batch::append_event(const std::optional<ActorId>& who, const audit::ServerAct& act,
                                          const Origin& origin) {
  const Bytes body = audit::encode_server_event({log_.time_ms(), who, act});
  wrote_ = true;
  return CARE_TRY(log_.append(audit::LeafKind::server_event, body, std::nullopt, origin)).index;
}

Result<void> Batch::append_membership(const MembershipSubmission& submission, const Origin& origin) {
  PendingAnswer answer = CARE_TRY(submit_membership(submission, origin));
  if (!answer.ok()) return answer.error();
  if (answer->receipt.refusal) return *answer->receipt.refusal;
  if (job_answers_ != nullptr) job_answers_->push_back(std::move(answer));
  return {};
}

Result<void> Batch::run_undoable(const std::function<Result<void>(Change&)>& job, std::vector<PendingAnswer>& answers) {
  const LogAppender::Mark mark = log_.mark();
  const ChainBook::Running running = home_.chains.running();
  const std::optional<membership::Directory> directory = changed_directory_;
  CARE_TRY(writer_.mark());
  job_answers_ = &answers;
  const Result<void> done = job(*this);
  job_answers_ = nullptr;
  if (done.ok()) {
    wrote_ = true;
    return writer_.release_mark();
  }
  answers.clear();
  log_.undo(mark);
  home_.chains.restore(running);
  changed_directory_ = directory;
  if (auto undone = writer_.undo_to_mark(); !undone.ok()) return ErrorCode::store_failed;
  return done;
}

}  // namespace care::server
