// server/workspace/change.h — what one job may do inside the writer's transaction.
//
// Everything a job does is committed together with its batch, or undone if the job returns an error. Runs on the writer thread:
// no waiting, no password hashing, no network in here.
#pragma once

#include "server/store/store.h"
#include "server/workspace/submission.h"
#include "shared/audit/statement_server_event.h"

namespace care::server {

class Change {
 public:
  virtual ~Change() = default;

  // The clock on the wall when the batch began; it may have been set back. Whoever waits for something (a code, a pause, the end of
  // a session) waits by this one. Leaves have the log's own time, which never goes back: see LogAppender.
  virtual Instant now() const = 0;
  virtual AccountTables& accounts() = 0;
  virtual Reader& reader() = 0;     // sees what this batch wrote

  // A kind-2 leaf with the log's time. The answer is its index.
  virtual Result<std::uint64_t> append_event(const std::optional<ActorId>& who, const audit::ServerAct& act,
                                             const Origin& origin) = 0;

  // A statement among other things (accepting an invitation, the first statements of a home). Where it would be refused the
  // job fails with that code, and nothing of it happens. Receipts: Workspace::change_with_receipts, in the order of the calls.
  virtual Result<void> append_membership(const MembershipSubmission& submission, const Origin& origin) = 0;
};

}  // namespace care::server
