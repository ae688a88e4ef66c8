// tests/bench/audit_bench.cpp — how fast the log's arithmetic is: hashes, proofs at ten million leaves, receipts of one batch.
//
//   audit_bench [leaves]     default 10,000,000 (about 640 MB)
// Rates are per core-second; proofs, from memory, by the clock on the wall. Proofs out of the store: proof_bench.cpp.
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string>

#include "shared/audit/batch_prover.h"
#include "shared/audit/consistency.h"
#include "shared/audit/inclusion.h"
#include "shared/audit/leaf.h"
#include "tests/bench/report.h"
#include "tests/support/test_random.h"

namespace care::audit {
namespace {

constexpr std::size_t kBatch = 64;

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// What one core would do if it did nothing else: rates don't change with what else the machine is busy with.
class CoreTime {
 public:
  double seconds() const { return static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC; }

 private:
  std::clock_t start_ = std::clock();
};

Bytes typical_leaf() {
  Leaf leaf;
  leaf.kind = LeafKind::client_statement;
  leaf.body.assign(360, 'a');
  leaf.signature.emplace().fill(1);
  leaf.commitments = {{kFieldIp, {}}, {kFieldUserAgent, {}}};
  return encode_leaf(leaf).value();
}

void bench_hashes() {
  constexpr std::uint64_t kRounds = 1'000'000;
  Bytes leaf = typical_leaf();
  Hash32 hash{};
  const CoreTime leaves;
  for (std::uint64_t i = 0; i < kRounds; ++i) {
    leaf[9] = hash[0];
    hash = hash_leaf(leaf);
  }
  bench::report("core.leaf_hash.per_s", kRounds / leaves.seconds(), "1/s", "higher");
  const CoreTime nodes;
  for (std::uint64_t i = 0; i < kRounds; ++i) hash = hash_node(hash, hash);
  bench::report("core.node_hash.per_s", kRounds / nodes.seconds(), "1/s", "higher");
  CARE_CHECK(hash != Hash32{});  // or the compiler would leave them all out
}

template <typename Once>
void bench_proofs(const std::string& name, std::size_t rounds, const Once& once) {
  std::vector<double> times;
  for (std::size_t i = 0; i < rounds; ++i) {
    const Stopwatch watch;
    once();
    times.push_back(watch.seconds() * 1e6);
  }
  bench::report((name + ".p50_us").c_str(), bench::value_at(times, 0.50), "us", "lower");
  bench::report((name + ".p99_us").c_str(), bench::value_at(times, 0.99), "us", "lower");
}

Hash32 some_leaf_hash(std::uint64_t index) {
  Bytes input;
  append_big_endian(input, index);
  return hash_leaf(input);
}

void bench_tree(std::uint64_t leaves) {
  MemoryNodes nodes;
  nodes.reserve(leaves);
  const CoreTime build;
  for (std::uint64_t i = 0; i < leaves; ++i) nodes.append(some_leaf_hash(i));
  bench::report("core.tree_append.per_s", static_cast<double>(leaves) / build.seconds(), "1/s", "higher");

  test::TestRandom random;
  const Hash32 root = nodes.edge().root();
  std::uint64_t index = 0;
  bench_proofs("core.inclusion_memory", 10'000, [&] { (void)build_inclusion(nodes, index = random.below(leaves), leaves).ok(); });
  const Proof proof = build_inclusion(nodes, index, leaves).value();
  bench_proofs("core.inclusion_verify", 10'000, [&] {
    CARE_CHECK(verify_inclusion(index, leaves, some_leaf_hash(index), proof, root).ok());
  });
  bench_proofs("core.consistency_memory", 10'000, [&] { (void)build_consistency(nodes, 1 + random.below(leaves), leaves).ok(); });

  std::vector<Hash32> batch;
  for (std::uint64_t i = 0; i < kBatch; ++i) batch.push_back(some_leaf_hash(leaves + i));
  bench_proofs("core.receipts64", 2'000, [&] {
    const BatchProver prover(nodes.edge(), batch);
    for (std::uint64_t i = 0; i < kBatch; ++i) CARE_CHECK(prover.inclusion(leaves + i).ok());
  });
}

}  // namespace
}  // namespace care::audit

int main(int count, char** arguments) {
  care::audit::bench_hashes();
  care::audit::bench_tree(count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 10'000'000ULL);
  return 0;
}
