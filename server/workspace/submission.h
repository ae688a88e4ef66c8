// server/workspace/submission.h — what is handed to the writer: statements whose signature was checked, with what they name.
//
// A VerifiedStatement exists only if its signature is right (Workspace::verify makes them, in the thread of the request), so the
// one writer thread never spends time on signatures and no path can forget them.
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

struct MembershipSubmission {
  VerifiedStatement statement;
  std::vector<Bytes> grants;                    // grant_commit: the sealed grants it names, in that order
  std::optional<Bytes> hello;                   // invite: what the newcomer finds
  std::optional<crypto::GateShare> gate_share;  // genesis: the home subject's
};

}  // namespace care::server
