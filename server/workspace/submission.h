// server/workspace/submission.h — what is handed to the writer: statements, and the bytes that they name by hash.
//
// Record statements are verified in the thread of the request, so the one writer thread never spends time on their signatures
// and no path can forget them. Membership statements are few and may build on each other (add_user brings the key that signs
// add_device): the Directory checks theirs in the writer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/workspace/verified_statement.h"
#include "shared/crypto/keys.h"

namespace care::server {

// Where a request came from. Kept beside the leaf behind salted commitments, erasable; empty means not recorded.
struct Origin {
  std::string ip;
  std::string user_agent;  // the first 256 bytes are kept
};

struct RecordSubmission {
  VerifiedStatement statement;
  std::vector<Bytes> facets;                    // envelopes in the order in which the statement names its facets
  std::optional<crypto::GateShare> gate_share;  // where the statement introduces its subject
};

struct AssistSubmission {
  VerifiedAssist statement;
  std::optional<ErrorCode> refusal;  // why it may not be sent although it is signed and in order: what the log can't tell
};

struct MembershipSubmission {
  Bytes body;
  crypto::Signature signature{};
  std::vector<Bytes> grants;                    // grant_commit: the sealed grants it names, in that order
  std::optional<Bytes> hello;                   // invite: what the newcomer finds
  std::optional<crypto::GateShare> gate_share;  // genesis: the home subject's
};

}  // namespace care::server
