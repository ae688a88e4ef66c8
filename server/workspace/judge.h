// server/workspace/judge.h — may this statement become the next entry? Pure but for reading the tables.
//
// rejected   wrong signature, counter, head, shape, bytes: nothing is logged, the author's number is free
// refused    right in itself but not allowed now: logged and numbered, so the author's chain has no hole
// Source     shared/docs/formats/statement.md, "Refusals"
// Tests      tests/unit/server/workspace/judge_test.cpp
#pragma once

#include "server/store/store.h"
#include "server/workspace/submission.h"
#include "shared/membership/directory.h"

namespace care::server {

inline constexpr std::uint64_t kClockSlackMs = 5ULL * 60 * 1000;

struct Verdict {
  enum class Kind : std::uint8_t { accept, refuse, reject };
  Kind kind = Kind::accept;
  Error error = ErrorCode::internal;              // unless accepted
  std::optional<std::uint64_t> current_version{}; // version_stale

  static Verdict accept() { return {}; }
  static Verdict refuse(Error why, std::optional<std::uint64_t> version = {}) { return {Kind::refuse, why, version}; }
  static Verdict reject(Error why) { return {Kind::reject, why, {}}; }
  bool accepted() const { return kind == Kind::accept; }
};

struct Bench {
  const membership::Directory& directory;
  Reader& reader;
  std::uint64_t index = 0;   // of the leaf it would become
  std::uint64_t now_ms = 0;
};

// In the thread of the request: the delivered bytes are the ones that were signed.
Result<void> check_delivery(const RecordSubmission& submission);
Result<void> check_delivery(const MembershipSubmission& submission, const membership::MembershipStatement& statement);

// In the writer, after the chain: everything else.
Result<Verdict> judge_record(const Bench& bench, const audit::RecordStatement& statement);
Result<Verdict> judge_assist(const Bench& bench, const audit::AssistStatement& statement);
Result<Verdict> judge_membership(const Bench& bench, const membership::MembershipStatement& statement,
                                 const MembershipSubmission& submission);

// Failures of the machine, which end a batch; all others are about one job.
bool is_store_failure(const Error& error);

}  // namespace care::server
