// server/workspace/change.h — what one job may do inside the writer's transaction.
//
// Everything a job does is committed together with its batch, or undone if the job returns an error. Runs on the writer thread:
// no waiting, no password hashing, no network in here.
#pragma once

#include "server/store/account_tables.h"
#include "server/workspace/receipt.h"
#include "server/workspace/submission.h"

namespace care::server {

// Where a server event went. The receipt of a statement is made after the commit; an event needs none.
struct EventPlace {
  std::uint64_t index = 0;
};

class Change {
 public:
  virtual ~Change() = default;

  virtual Instant now() const = 0;  // server time of this batch, never behind the newest leaf
  virtual AccountTables& accounts() = 0;

  // A kind-2 leaf; body as in shared/docs/formats/statement.md, `t` is set here.
  virtual Result<EventPlace> append_event(Json body, const Origin& origin) = 0;

  // A statement among other things (invite acceptance, first statements of a home). A refusal is an error here: nothing of
  // the job happens. Receipts come in the order of the calls, with Workspace::change_with_receipts.
  virtual Result<void> append_membership(const MembershipSubmission& submission) = 0;
};

}  // namespace care::server
