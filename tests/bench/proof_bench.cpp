// tests/bench/proof_bench.cpp — inclusion proofs out of the real store, as a request gets them: a reader from the pool, at most five
// tiles of an encrypted file, the proof, the reader given back.
//
//   proof_bench FOLDER [leaves]     default 10,000,000: about 350 MB in FOLDER, which must be empty
// core_us is what a proof takes of one core; the others are by the clock on the wall.
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <string>

#include "server/store/sqlite/store.h"
#include "shared/audit/inclusion.h"
#include "shared/base/encoding.h"
#include "shared/crypto/system_random.h"
#include "tests/bench/report.h"
#include "tests/support/test_random.h"

namespace care::server {
namespace {

constexpr std::uint64_t kStep = 1U << 16U;  // leaves of one transaction
constexpr std::size_t kProofs = 10'000;

Hash32 some_leaf_hash(std::uint64_t index) {
  Bytes input;
  append_big_endian(input, index);
  return audit::hash_leaf(input);
}

double core_micros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

Result<audit::CompactRange> grow(WorkspaceStore& store, std::uint64_t leaves) {
  audit::CompactRange edge;
  while (edge.size() < leaves) {
    const audit::CompactRange before = edge;
    std::vector<Hash32> hashes;
    while (edge.size() < leaves && hashes.size() < kStep) {
      hashes.push_back(some_leaf_hash(edge.size()));
      edge.append(hashes.back());
    }
    CARE_TRY(store.writer().begin());
    CARE_TRY(store.writer().store_head(before, hashes, edge, 1));
    CARE_TRY(store.writer().commit());
    CARE_TRY(store.tidy());
  }
  return edge;
}

Result<void> measure(const std::filesystem::path& folder, std::uint64_t leaves) {
  crypto::SystemRandom random;
  ByteArray<32> key{};
  random.fill(key);
  const Secret32 database(key);
  const Secret32 shares(key);
  const auto maker = sqlite::make_store_maker();
  const auto store = CARE_TRY(maker->create(folder, {database, shares}));
  const audit::CompactRange edge = CARE_TRY(grow(*store, leaves));
  const Hash32 root = edge.root();

  test::TestRandom places;
  std::vector<double> times;
  std::vector<double> core_times;
  for (std::size_t i = 0; i < kProofs; ++i) {
    const std::uint64_t index = places.below(leaves);
    const double core_start = core_micros();
    const auto start = std::chrono::steady_clock::now();
    audit::Proof proof;
    {
      auto lease = CARE_TRY(store->read());
      proof = CARE_TRY(audit::build_inclusion(lease.log(), index, leaves));
    }
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    core_times.push_back(core_micros() - core_start);
    CARE_TRY(audit::verify_inclusion(index, leaves, some_leaf_hash(index), proof, root));
  }
  // 1e7 where it is a power of ten.
  const int power = static_cast<int>(std::lround(std::log10(static_cast<double>(leaves))));
  const std::string name = "log.inclusion_1e" + std::to_string(power);
  bench::report((name + ".p50_ms").c_str(), bench::value_at(times, 0.50), "ms", "lower");
  bench::report((name + ".core_us").c_str(), bench::value_at(core_times, 0.50), "us", "lower");
  bench::report((name + ".p99_ms").c_str(), bench::value_at(times, 0.99), "ms", "lower");
  return {};
}

}  // namespace
}  // namespace care::server

int main(int count, char** words) {
  if (count < 2 || !care::crypto::initialise()) return 2;
  const std::uint64_t leaves = count > 2 ? std::strtoull(words[2], nullptr, 10) : 10'000'000ULL;
  const auto done = care::server::measure(words[1], leaves);
  if (!done) std::fprintf(stderr, "proof_bench: %s\n", std::string(care::info_of(done.error().code()).name).c_str());
  return done ? 0 : 1;
}
