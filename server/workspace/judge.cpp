#include "server/workspace/judge.h"

#include <algorithm>

#include "shared/access/decide.h"
#include "shared/crypto/envelope.h"
#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/gate_share.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/statement_signature.h"
#include "shared/schema/record_tables.gen.h"

namespace care::server {
namespace {

Result<void> check_share(const std::optional<crypto::GateShare>& share, const std::optional<Hash32>& promised) {
  if (share.has_value() != promised.has_value()) return Error(ErrorCode::commitment_mismatch, "gate_share");
  if (share && crypto::derive_gate_share_hash(*share) != *promised) {
    return Error(ErrorCode::commitment_mismatch, "gate_share");
  }
  return {};
}

// What the server may know of the shape: which facets a collection has, and in which class each lies.
Result<void> check_shape(const audit::RecordStatement& statement, const RecordInfo& record) {
  if (statement.schema != record.schema) return ErrorCode::version_unsupported;
  for (const audit::FacetAfter& facet : statement.after) {
    const FacetInfo* info = find_facet(record, facet.facet);
    if (info == nullptr) return ErrorCode::facets_mismatch;
    if (static_cast<std::uint16_t>(info->data_class) != facet.data_class) return ErrorCode::facets_mismatch;
  }
  if (statement.act == RecordAct::strike) return {};
  for (const FacetInfo& info : record.facets) {
    if (info.optional || info.number == audit::kChangeFacet) continue;
    bool present = false;
    for (const audit::FacetAfter& facet : statement.after) present = present || facet.facet == info.number;
    if (!present) return ErrorCode::facets_mismatch;
  }
  return {};
}

// The author saw the version before as it is stored.
Result<bool> continues(Reader& reader, const audit::RecordStatement& statement, const RecordState& state) {
  const audit::Leaf leaf = CARE_TRY(audit::decode_leaf(CARE_TRY(reader.log().load_leaf(state.index))));
  const audit::RecordStatement last = CARE_TRY(audit::parse_record_statement(leaf.body));
  if (last.after.size() != statement.before.size()) return false;
  for (std::size_t i = 0; i < last.after.size(); ++i) {
    if (last.after[i].facet != statement.before[i].facet) return false;
    if (last.after[i].ciphertext_hash != statement.before[i].ciphertext_hash) return false;
  }
  return true;
}

Result<Verdict> judge_place(const Bench& bench, const audit::RecordStatement& statement,
                            const std::optional<RecordState>& state) {
  if (statement.act == RecordAct::create) {
    if (state) return Verdict::refuse(ErrorCode::version_stale, state->version);
    return Verdict::accept();
  }
  if (!state) return Verdict::refuse(ErrorCode::not_found);
  if (statement.version != state->version + 1) return Verdict::refuse(ErrorCode::version_stale, state->version);
  if (statement.subject != state->subject || statement.unit != state->unit || statement.collection != state->collection) {
    return Verdict::refuse(ErrorCode::facets_mismatch);
  }
  if (!CARE_TRY(continues(bench.reader, statement, *state))) {
    return Verdict::refuse(ErrorCode::version_stale, state->version);
  }
  return Verdict::accept();
}

Result<Verdict> judge_subject(const Bench& bench, const audit::RecordStatement& statement, const RecordInfo& record) {
  const auto subject = CARE_TRY(bench.reader.records().find_subject(statement.subject));
  const bool introduces = statement.gate_share_hash.has_value();
  if (introduces && !record.introduces_subject) return Verdict::reject(ErrorCode::facets_mismatch);
  if (introduces == subject.has_value()) return Verdict::refuse(Error(ErrorCode::not_found, "subj"));
  if (subject && subject->unit != statement.unit) return Verdict::refuse(Error(ErrorCode::not_found, "unit"));
  return Verdict::accept();
}

Verdict judge_right(const Bench& bench, const audit::RecordStatement& statement, const RecordInfo& record, Role role,
                    const std::optional<RecordState>& state) {
  access::RecordWrite write;
  write.act = statement.act;
  write.permission = record.write;
  write.own_entry = state && state->author == statement.head.author;
  for (const audit::FacetAfter& facet : statement.after) {
    write.classes = static_cast<access::ClassMask>(write.classes | class_bit(facet.data_class));
  }
  if (auto right = access::decide_record_write(role, write); !right.ok()) return Verdict::refuse(right.error());
  for (const audit::FacetAfter& facet : statement.after) {
    const auto* newest = bench.directory.find_generation(static_cast<DataClass>(facet.data_class), statement.unit);
    if (newest == nullptr || newest->number != facet.generation) return Verdict::refuse(ErrorCode::generation_stale);
  }
  return Verdict::accept();
}

// An author about whom something is wrong in itself is rejected; one who may not do this any more is refused.
Verdict author_verdict(const Error& error) {
  constexpr ErrorCode kMayNot[] = {ErrorCode::author_revoked, ErrorCode::confirmation_needed, ErrorCode::role_forbids,
                                   ErrorCode::assist_off, ErrorCode::assist_region_refused};
  const bool may_not = std::find(std::begin(kMayNot), std::end(kMayNot), error.code()) != std::end(kMayNot);
  return may_not ? Verdict::refuse(error) : Verdict::reject(error);
}

}  // namespace

Result<void> check_delivery(const RecordSubmission& submission) {
  const audit::RecordStatement& statement = submission.statement.statement();
  if (submission.facets.size() != statement.after.size()) return ErrorCode::ciphertext_mismatch;
  for (std::size_t i = 0; i < submission.facets.size(); ++i) {
    const Bytes& envelope = submission.facets[i];
    if (crypto::derive_ciphertext_hash(envelope) != statement.after[i].ciphertext_hash) return ErrorCode::ciphertext_mismatch;
    const crypto::EnvelopeHeader header = CARE_TRY(crypto::parse_envelope_header(envelope));
    if (header.generation != statement.after[i].generation) return ErrorCode::ciphertext_mismatch;
  }
  return check_share(submission.gate_share, statement.gate_share_hash);
}

Result<void> check_delivery(const MembershipSubmission& submission, const membership::MembershipStatement& statement) {
  const auto* commit = std::get_if<membership::GrantCommit>(&statement.act);
  if (submission.grants.size() != (commit == nullptr ? 0 : commit->grants.size())) return ErrorCode::grant_invalid;
  for (std::size_t i = 0; i < submission.grants.size(); ++i) {
    if (crypto::sha256(submission.grants[i]) != commit->grants[i].grant_hash) return ErrorCode::grant_invalid;
  }
  const auto* invite = std::get_if<membership::Invite>(&statement.act);
  if (submission.hello.has_value() != (invite != nullptr)) return Error(ErrorCode::commitment_mismatch, "hello");
  if (invite != nullptr && crypto::sha256(*submission.hello) != invite->hello_hash) {
    return Error(ErrorCode::commitment_mismatch, "hello");
  }
  const auto* genesis = std::get_if<membership::Genesis>(&statement.act);
  return check_share(submission.gate_share, genesis == nullptr ? std::nullopt : std::optional(genesis->gate_share_hash));
}

Result<Verdict> judge_record(const Bench& bench, const audit::RecordStatement& statement) {
  const auto& tree = statement.head.tree;
  if (!CARE_TRY(bench.reader.log().is_issued_head(tree.size, tree.root))) return Verdict::reject(ErrorCode::head_unknown);
  const RecordInfo* record = find_collection(statement.collection);
  if (record == nullptr) return Verdict::reject(ErrorCode::record_type_unknown);
  if (auto shape = check_shape(statement, *record); !shape.ok()) return Verdict::reject(shape.error());

  const auto role = bench.directory.check_author(statement, bench.index);
  if (!role.ok()) return author_verdict(role.error());
  if (statement.head.time_ms > bench.now_ms + kClockSlackMs) return Verdict::refuse(ErrorCode::clock_future);

  const auto state = CARE_TRY(bench.reader.records().find_record(statement.record));
  if (const Verdict place = CARE_TRY(judge_place(bench, statement, state)); !place.accepted()) return place;
  if (const Verdict subject = CARE_TRY(judge_subject(bench, statement, *record)); !subject.accepted()) return subject;
  return judge_right(bench, statement, *record, role.value(), state);
}

Result<Verdict> judge_assist(const Bench& bench, const audit::AssistStatement& statement) {
  const auto& tree = statement.head.tree;
  if (!CARE_TRY(bench.reader.log().is_issued_head(tree.size, tree.root))) return Verdict::reject(ErrorCode::head_unknown);
  const auto allowed = bench.directory.check_assist(statement, bench.index);
  if (!allowed.ok()) return author_verdict(allowed.error());
  if (statement.head.time_ms > bench.now_ms + kClockSlackMs) return Verdict::refuse(ErrorCode::clock_future);
  if (statement.subject && !CARE_TRY(bench.reader.records().find_subject(*statement.subject))) {
    return Verdict::refuse(Error(ErrorCode::not_found, "subj"));
  }
  return Verdict::accept();
}

Result<Verdict> judge_membership(const Bench& bench, const membership::MembershipStatement& statement,
                                 const MembershipSubmission& submission) {
  const membership::MemberKey* key = bench.directory.find_key(statement.head.key);
  const auto signing_key = bench.directory.find_signing_key(statement);
  if (!signing_key) return Verdict::reject(ErrorCode::author_unknown);
  const auto verified = crypto::verify_statement(*signing_key, submission.body, submission.signature);
  if (!verified.ok()) return Verdict::reject(verified.error());
  const auto& tree = statement.head.tree;
  if (!CARE_TRY(bench.reader.log().is_issued_head(tree.size, tree.root))) return Verdict::reject(ErrorCode::head_unknown);

  const membership::Entry entry{bench.index, bench.now_ms, submission.body, submission.signature};
  const auto allowed = bench.directory.check(entry);
  const bool early = statement.head.time_ms > bench.now_ms + kClockSlackMs;
  if (allowed.ok() && !early) return Verdict::accept();
  const Error why = allowed.ok() ? Error(ErrorCode::clock_future) : allowed.error();
  // Only members' keys have a chain to keep whole: a stranger's refusals would be a way to fill the log.
  const bool known = key != nullptr && key->actor == statement.head.author;
  return known ? Verdict::refuse(why) : Verdict::reject(why);
}

bool is_store_failure(const Error& error) {
  constexpr ErrorCode kOfTheMachine[] = {ErrorCode::store_busy,      ErrorCode::store_failed,  ErrorCode::disk_full,
                                         ErrorCode::store_key_wrong, ErrorCode::store_corrupt, ErrorCode::out_of_memory};
  return std::find(std::begin(kOfTheMachine), std::end(kOfTheMachine), error.code()) != std::end(kOfTheMachine);
}

}  // namespace care::server
