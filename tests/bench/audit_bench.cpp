// tests/bench/audit_bench.cpp — how fast the log's arithmetic is: hashes, proofs at ten million leaves, receipts of one batch.
//
//   audit_bench [leaves]     default 10,000,000 (about 640 MB)
// Rates are per core-second; proofs are by the clock on the wall. To compare with: proof p99 ≤ 0.5 ms at 10^7 leaves.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "shared/audit/batch_prover.h"
#include "shared/audit/consistency.h"
#include "shared/audit/inclusion.h"
#include "shared/audit/leaf.h"
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
  std::printf("leaf hash, %zu bytes: %.0f /s\n", leaf.size(), kRounds / leaves.seconds());
  const CoreTime nodes;
  for (std::uint64_t i = 0; i < kRounds; ++i) hash = hash_node(hash, hash);
  std::printf("inner node: %.0f /s (ends in %02x)\n", kRounds / nodes.seconds(), hash[0]);
}

template <typename Once>
void bench_proofs(const char* name, std::size_t rounds, const Once& once) {
  std::vector<double> times;
  for (std::size_t i = 0; i < rounds; ++i) {
    const Stopwatch watch;
    once();
    times.push_back(watch.seconds() * 1e6);
  }
  std::sort(times.begin(), times.end());
  std::printf("%s: median %.1f us, p99 %.1f us\n", name, times[rounds / 2], times[rounds * 99 / 100]);
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
  std::printf("tree of %llu leaves: %.0f appends/s\n", static_cast<unsigned long long>(leaves),
              static_cast<double>(leaves) / build.seconds());

  test::TestRandom random;
  const Hash32 root = nodes.edge().root();
  std::uint64_t index = 0;
  bench_proofs("inclusion proof, built", 10'000, [&] { (void)build_inclusion(nodes, index = random.below(leaves), leaves).ok(); });
  const Proof proof = build_inclusion(nodes, index, leaves).value();
  bench_proofs("inclusion proof, verified", 10'000, [&] {
    CARE_CHECK(verify_inclusion(index, leaves, some_leaf_hash(index), proof, root).ok());
  });
  bench_proofs("consistency proof, built", 10'000, [&] { (void)build_consistency(nodes, 1 + random.below(leaves), leaves).ok(); });

  std::vector<Hash32> batch;
  for (std::uint64_t i = 0; i < kBatch; ++i) batch.push_back(some_leaf_hash(leaves + i));
  bench_proofs("64 receipts of one batch", 2'000, [&] {
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
