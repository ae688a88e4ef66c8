// shared/audit/statement_server_event.h — what the server says by itself (leaf kind 2): unsigned, and shown as such.
//
// Shapes   canonical JSON {"act", "t", "who"? and what the act needs}, at most 4096 bytes; no IP, no user agent, no words
// Errors   json_* and id_invalid for the form, act_unknown
// Source   shared/docs/formats/statement.md
// Tests    tests/unit/audit/statement_test.cpp, tests/vectors/statement_v1.json
#pragma once

#include <optional>
#include <variant>

#include "shared/base/id.h"
#include "shared/base/result.h"

namespace care::audit {

struct SessionStarted { friend bool operator==(const SessionStarted&, const SessionStarted&) = default; };
struct SessionFailed { friend bool operator==(const SessionFailed&, const SessionFailed&) = default; };
struct SessionEnded { friend bool operator==(const SessionEnded&, const SessionEnded&) = default; };
// Somebody opened their account with the recovery kit and chose a new password; `who` is whose.
struct AccountRecovered { friend bool operator==(const AccountRecovered&, const AccountRecovered&) = default; };
struct Restarted { friend bool operator==(const Restarted&, const Restarted&) = default; };

struct SubjectRead {
  SubjectId subject;
  std::uint64_t count = 0;  // records sent to this actor since the sign-in, at least 1
  friend bool operator==(const SubjectRead&, const SubjectRead&) = default;
};

// A statement that was signed and in order but may not be applied: its number is used up, so the chain has no hole.
struct StatementRefused {
  ErrorCode code = ErrorCode::role_forbids;
  KeyId key;
  std::uint64_t number = 0;
  Hash32 statement{};  // statement_hash of the refused body
  friend bool operator==(const StatementRefused&, const StatementRefused&) = default;
};

struct AccountDeleted {
  ActorId actor;  // whose link to an account was cut
  friend bool operator==(const AccountDeleted&, const AccountDeleted&) = default;
};

// What became of a text that was sent (statement_assist.h).
struct AssistEnded {
  Hash32 statement{};               // statement_hash of the assist.send body
  std::optional<ErrorCode> fault;   // absent: the answer came whole
  std::uint64_t answered_bytes = 0;
  friend bool operator==(const AssistEnded&, const AssistEnded&) = default;
};
inline constexpr std::string_view kAssistDone = "done";

using ServerAct = std::variant<SessionStarted, SessionFailed, SessionEnded, SubjectRead, StatementRefused,
                               AccountDeleted, AccountRecovered, Restarted, AssistEnded>;

struct ServerEvent {
  std::uint64_t time_ms = 0;
  std::optional<ActorId> who;  // where known
  ServerAct act;
  friend bool operator==(const ServerEvent&, const ServerEvent&) = default;
};

Result<ServerEvent> parse_server_event(BytesView body);
Bytes encode_server_event(const ServerEvent& event);

}  // namespace care::audit
