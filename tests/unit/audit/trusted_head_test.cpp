#include "shared/audit/trusted_head.h"

#include "shared/audit/consistency.h"
#include "tests/support/refusal.h"
#include "tests/unit/audit/naive_tree.h"

namespace care::audit {
namespace {

using test::refusal;

constexpr const char* kOrigin = "sunrise.example.org/audit/x";

struct Log {
  MemoryNodes nodes;
  explicit Log(std::size_t size, std::size_t changed = ~std::size_t{0}) {
    auto hashes = naive::leaf_hashes(size);
    if (changed < size) hashes[changed][5] ^= 4U;
    for (const Hash32& hash : hashes) nodes.append(hash);
  }
  Checkpoint head() const { return {kOrigin, nodes.size(), nodes.edge().root()}; }
  Proof from(std::uint64_t old_size) { return build_consistency(nodes, old_size, nodes.size()).value(); }
};

TEST_CASE("trusted head: the first one seen is taken") {
  CHECK(decide_head(std::nullopt, Log(9).head(), {}).value() == HeadStep::advance);
  CHECK(decide_head(std::nullopt, Log(0).head(), {}).value() == HeadStep::advance);
}

TEST_CASE("trusted head: a longer log with its proof advances, at every pair of sizes to 64") {
  for (std::size_t size = 1; size <= 64; ++size) {
    Log log(size);
    for (std::size_t old_size = 1; old_size < size; ++old_size) {
      REQUIRE(decide_head(Log(old_size).head(), log.head(), log.from(old_size)).value() == HeadStep::advance);
    }
    REQUIRE(decide_head(Log(0).head(), log.head(), {}).value() == HeadStep::advance);
  }
}

TEST_CASE("trusted head: the same head again changes nothing") {
  CHECK(decide_head(Log(9).head(), Log(9).head(), {}).value() == HeadStep::same);
}

TEST_CASE("trusted head: a smaller log is a roll-back, even if it is the true beginning") {
  CHECK(refusal(decide_head(Log(9).head(), Log(8).head(), {})) == ErrorCode::log_rolled_back);
  CHECK(refusal(decide_head(Log(9).head(), Log(0).head(), {})) == ErrorCode::log_rolled_back);
  Log later(9);
  CHECK(refusal(decide_head(later.head(), Log(8).head(), later.from(8))) == ErrorCode::log_rolled_back);
}

TEST_CASE("trusted head: another root at the same size is another history") {
  CHECK(refusal(decide_head(Log(9).head(), Log(9, 3).head(), {})) == ErrorCode::log_inconsistent);
}

TEST_CASE("trusted head: a longer log whose past was changed is refused, whatever proof comes with it") {
  for (std::size_t changed = 0; changed < 20; ++changed) {
    Log forged(33, changed);
    Log honest(33);
    CHECK(refusal(decide_head(Log(20).head(), forged.head(), forged.from(20))) == ErrorCode::log_inconsistent);
    CHECK(refusal(decide_head(Log(20).head(), forged.head(), honest.from(20))) == ErrorCode::log_inconsistent);
  }
}

TEST_CASE("trusted head: a longer log without proof, or with the proof of another size, is refused") {
  Log log(33);
  CHECK(refusal(decide_head(Log(20).head(), log.head(), {})) == ErrorCode::log_inconsistent);
  CHECK(refusal(decide_head(Log(20).head(), log.head(), log.from(19))) == ErrorCode::log_inconsistent);
}

TEST_CASE("trusted head: a head of another log or epoch never replaces this one's") {
  Log log(33);
  Checkpoint other = log.head();
  other.origin += "/e2";
  CHECK(refusal(decide_head(Log(20).head(), other, log.from(20))) == ErrorCode::log_inconsistent);
  CHECK(refusal(decide_head(log.head(), other, {})) == ErrorCode::log_inconsistent);
}

}  // namespace
}  // namespace care::audit
