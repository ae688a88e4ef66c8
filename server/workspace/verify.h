// server/workspace/verify.h — the whole log of a home from its first entry, believing nothing the tables say.
//
// Checks   frame, position and time of each leaf; signature, number, predecessor and standing of each author; membership replayed;
//          refusals named by their own entries; each record statement against its stored version, envelopes and record, and each
//          version against its statement; tiles, heads and high-water mark
// Shares   no code with the writer: reading, hashing and judging go through shared/ alone
// Tests    tests/unit/server/workspace/rebuild_test.cpp
#pragma once

#include "server/store/store.h"
#include "server/workspace/high_water.h"

namespace care::server {

struct VerifyReport {
  std::uint64_t leaves = 0;
  std::uint64_t statements = 0;  // signed ones
  std::uint64_t refusals = 0;
  std::uint64_t versions = 0;    // of records, stored with the statement that made them
  struct Problem {
    std::uint64_t index = 0;     // of the leaf; the size of the log where it concerns the whole
    Error error;                 // store_corrupt names what is missing or changed: version, record, subject, gate_share
  };
  std::vector<Problem> problems;  // at most 100
  bool good() const { return problems.empty(); }
};

// An error means that the store could not be read; what is wrong with the log is in the report.
Result<VerifyReport> verify_log(ReaderLease& reader, const WorkspaceId& workspace, const HighWaterMark& mark);

// The gate share of each resident is there and the one that their first statement promised: a file of shares older than the log leaves
// people whose records nobody can open.
Result<void> verify_shares(ReaderLease& reader, GateShares& shares, VerifyReport& report);

}  // namespace care::server
