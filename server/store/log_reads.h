// server/store/log_reads.h — the log of one workspace, and what its statements left behind.
//
// It is a NodeSource, so audit::build_inclusion and build_consistency read proofs from it: at most five tile rows each.
// Errors   index_out_of_range, store_failed, store_busy, store_corrupt
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "shared/audit/leaf.h"
#include "shared/audit/node_source.h"
#include "shared/base/id.h"

namespace care::server {

// A value that stands in the leaf as a commitment only; erasing the row leaves the commitment meaning nothing.
struct LogDetail {
  std::uint8_t field = 0;  // audit::kFieldIp, audit::kFieldUserAgent
  Hash32 salt{};
  std::string value;
};

struct LogEntryView {
  std::uint64_t index = 0;
  BytesView leaf;
  std::span<const LogDetail> details;  // those not erased
};
using LogEntrySink = std::function<void(const LogEntryView&)>;

// Where a signing key stands: its last number and the hash of its last statement.
struct ChainHead {
  std::uint64_t n = 0;
  Hash32 last_hash{};
};

// What became of statement n of a key. Refused ones have a number too.
struct StatementPlace {
  Hash32 hash{};
  std::uint64_t index = 0;  // of the leaf that holds it, or that refuses it
  bool refused = false;
};

// A head that was made into a checkpoint.
struct IssuedHead {
  std::uint64_t size = 0;
  Hash32 root{};
  std::uint64_t time_ms = 0;
};

struct GrantRow {
  UnitId unit;
  std::uint16_t data_class = 0;
  std::uint32_t generation = 0;
  Bytes bytes;
};

class LogReads : public audit::NodeSource {
 public:
  virtual Result<audit::CompactRange> load_edge() = 0;
  virtual Result<Bytes> load_leaf(std::uint64_t index) = 0;
  // first, first + 1 … below first + limit or the end.
  virtual Result<void> leaves(std::uint64_t first, std::uint64_t limit, const LogEntrySink& sink) = 0;
  // Newest first, below `before` (0: from the newest), with details. Answer: the next `before`.
  virtual Result<std::optional<std::uint64_t>> entries_before(std::uint64_t before, std::size_t limit,
                                                              const LogEntrySink& sink) = 0;
  // Kind-3 leaves with index ≥ first, ascending. Answer: the next `first`, absent at the end.
  virtual Result<std::optional<std::uint64_t>> membership_from(std::uint64_t first, std::size_t limit,
                                                               const LogEntrySink& sink) = 0;
  // True for the empty tree and for every head this workspace ever made into a checkpoint.
  virtual Result<bool> is_issued_head(std::uint64_t size, const Hash32& root) = 0;
  // With size > above, ascending.
  virtual Result<std::vector<IssuedHead>> load_issued_heads(std::uint64_t above, std::size_t limit) = 0;
  virtual Result<std::optional<ChainHead>> find_chain(const KeyId& key) = 0;
  virtual Result<std::optional<StatementPlace>> find_statement(const KeyId& key, std::uint64_t n) = 0;
  virtual Result<std::vector<GrantRow>> load_grants(const ActorId& recipient) = 0;
  virtual Result<std::optional<Bytes>> find_hello(const InviteId& invite) = 0;
};

}  // namespace care::server
