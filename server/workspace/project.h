// server/workspace/project.h — what an entry of the log means for the tables. The writer and `rebuild` use the same functions,
// so a rebuilt table can be compared row by row with the live one.
//
// Tests    tests/unit/server/workspace/rebuild_test.cpp
#pragma once

#include "server/store/store.h"
#include "shared/audit/statement_assist.h"
#include "shared/audit/statement_server_event.h"
#include "shared/membership/acts.h"

namespace care::server {

Result<void> project_record(Writer& writer, const audit::RecordStatement& statement, const Hash32& hash, std::uint64_t index,
                            std::span<const Bytes> envelopes);
Result<void> project_assist(Writer& writer, const audit::AssistStatement& statement, const Hash32& hash, std::uint64_t index);
Result<void> project_membership(Writer& writer, const membership::MembershipStatement& statement, const Hash32& hash,
                                std::uint64_t index);
Result<void> project_refusal(Writer& writer, const audit::StatementRefused& refusal, std::uint64_t index);

}  // namespace care::server
