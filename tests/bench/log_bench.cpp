// tests/bench/log_bench.cpp — what share of a batch's time goes into the log. A Catch test only because the home it needs is one
// of tests/unit's.
//
// Three homes on real files take turns with the same batch of 64 signed statements, which the real writer judges, stores and commits:
//   whole      as the product does it
//   untold     statements are kept as rows, but the tree is not: no tiles, no head, no look back at what was stored
//   bare       no rows of the log either
// What no store can leave out — hashing, the tree, the signed checkpoint, the proofs of the receipts, the high-water file with its sync —
// is timed by itself in the same turns, on the same leaves, and taken off the two.
//   log.write_share.pct       (whole - (untold - arithmetic)) / whole: what tamper evidence costs
//   log.rows_share.pct        (whole - (bare - arithmetic)) / whole: the same, and the statement's own row counted too
//   log.write.us              the first as microseconds of one statement, to hold against what a whole request costs the server
// CARE_BENCH_SECONDS: for how long they take turns, 15 if not given.
#include <chrono>
#include <cstdlib>

#include "server/workspace/checkpoint_signer.h"
#include "shared/audit/batch_prover.h"
#include "shared/crypto/system_random.h"
#include "tests/bench/report.h"
#include "tests/unit/server/workspace/live_home.h"
#include "tests/unit/server/workspace/wrapped_store.h"

namespace care::server::test {
namespace {

constexpr std::size_t kBatch = 64;
constexpr std::size_t kWarmUp = 5;
const Origin kOrigin{"192.0.2.17", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"};

enum class Keeps : std::uint8_t { whole, untold, bare };

// The log as the writer sees it; in the lean forms it shows what was appended without having stored it.
class LeanLog final : public LogReads {
 public:
  LeanLog(Writer& writer, const Keeps& keeps, const std::vector<std::pair<std::uint64_t, Bytes>>& fresh)
      : writer_(writer), keeps_(keeps), fresh_(fresh) {}
  Result<void> leaves(std::uint64_t first, std::uint64_t limit, const LogEntrySink& sink) override {
    if (keeps_ == Keeps::whole) return real().leaves(first, limit, sink);
    for (const auto& [index, bytes] : fresh_) {
      if (index >= first && index < first + limit) sink({index, bytes, {}});
    }
    return {};
  }
  Result<Hash32> node(const audit::NodeId& id) override { return real().node(id); }
  Result<audit::CompactRange> load_edge() override { return real().load_edge(); }
  Result<Bytes> load_leaf(std::uint64_t index) override { return real().load_leaf(index); }
  Result<std::optional<std::uint64_t>> entries_before(std::uint64_t before, std::size_t limit, const LogEntrySink& sink) override {
    return real().entries_before(before, limit, sink);
  }
  Result<std::optional<std::uint64_t>> membership_from(std::uint64_t first, std::size_t limit, const LogEntrySink& sink) override {
    return real().membership_from(first, limit, sink);
  }
  Result<bool> is_issued_head(std::uint64_t size, const Hash32& root) override { return real().is_issued_head(size, root); }
  Result<std::vector<IssuedHead>> load_issued_heads(std::uint64_t above, std::size_t limit) override {
    return real().load_issued_heads(above, limit);
  }
  Result<std::optional<ChainHead>> find_chain(const KeyId& key) override { return real().find_chain(key); }
  Result<std::optional<StatementPlace>> find_statement(const KeyId& key, std::uint64_t n) override {
    return real().find_statement(key, n);
  }
  Result<std::vector<GrantRow>> load_grants(const ActorId& recipient) override { return real().load_grants(recipient); }
  Result<std::optional<Bytes>> find_hello(const InviteId& invite) override { return real().find_hello(invite); }

 private:
  LogReads& real() { return writer_.reader().log(); }
  Writer& writer_;
  const Keeps& keeps_;
  const std::vector<std::pair<std::uint64_t, Bytes>>& fresh_;
};

class LeanWriter final : public WrappedWriter, private Reader {
 public:
  LeanWriter(Writer& real, const Keeps& keeps) : WrappedWriter(real), real_(real), keeps_(keeps), log_(real, keeps, fresh_) {}

  Result<void> append_leaf(const NewLeaf& leaf) override {
    if (keeps_ != Keeps::whole) fresh_.emplace_back(leaf.index, to_bytes(leaf.bytes));
    return keeps_ == Keeps::bare ? Result<void>() : WrappedWriter::append_leaf(leaf);
  }
  Result<void> append_detail(std::uint64_t index, const LogDetail& detail) override {
    return keeps_ == Keeps::bare ? Result<void>() : WrappedWriter::append_detail(index, detail);
  }
  Result<void> store_head(const audit::CompactRange& before, std::span<const Hash32> hashes, const audit::CompactRange& after,
                          std::uint64_t time_ms) override {
    return keeps_ == Keeps::whole ? WrappedWriter::store_head(before, hashes, after, time_ms) : Result<void>();
  }
  Result<void> begin() override {
    fresh_.clear();
    return WrappedWriter::begin();
  }
  Reader& reader() override { return *this; }
  AccountTables& accounts() override { return WrappedWriter::accounts(); }

 private:
  LogReads& log() override { return log_; }
  RecordReads& records() override { return real_.reader().records(); }
  Result<void> check_pages() override { return real_.reader().check_pages(); }
  Writer& real_;
  const Keeps& keeps_;
  std::vector<std::pair<std::uint64_t, Bytes>> fresh_;  // appended in this batch
  LeanLog log_;
};

class LeanStores final : public WrappedStores {
 public:
  Keeps keeps = Keeps::whole;  // while homes are founded

 private:
  std::unique_ptr<Writer> wrap(Writer& real) override { return std::make_unique<LeanWriter>(real, keeps); }
};

double micros_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

// One home, and how long its batches took.
class Turn {
 public:
  Turn(Keeps keeps, std::uint64_t seed) : home_(seed, &stores_) {
    home_.found();
    carer_.emplace(home_.join(Role::carer));
    const DraftRecord resident = home_.resident(home_.founder);
    subject_ = resident.statement.subject;
    home_.stored(home_.founder, resident, kOrigin);
    stores_.keeps = keeps;
  }

  // Signed and verified before the clock runs: requests do that in threads of their own.
  void prepare() {
    home_.clock.pass(std::chrono::milliseconds(20));
    for (std::size_t i = 0; i < kBatch; ++i) {
      items_.push_back(home_.submission(*carer_, home_.note(*carer_, subject_)).value());
      home_.numbered();
    }
  }
  void take() {
    const auto start = std::chrono::steady_clock::now();
    auto answers = home_.home->append_records(std::move(items_), kOrigin);
    times_.push_back(micros_since(start));
    items_.clear();
    REQUIRE(answers.ok());
    for (const auto& each : *answers) REQUIRE((each.ok() && !each->refusal));
    REQUIRE(home_.home->tidy().ok());  // as the maintenance thread does, outside commits
  }
  double median() {
    times_.erase(times_.begin(), times_.begin() + std::min<std::ptrdiff_t>(kWarmUp, static_cast<std::ptrdiff_t>(times_.size())));
    return bench::value_at(times_, 0.5);
  }
  LiveHome& home() { return home_; }

 private:
  LeanStores stores_;
  LiveHome home_;
  std::optional<LivePerson> carer_;
  SubjectId subject_;
  std::vector<RecordSubmission> items_;
  std::vector<double> times_;
};

// Everything the log computes for one batch, with the product's own parts, on the leaves that the whole home stored last.
class Arithmetic {
 public:
  explicit Arithmetic(LiveHome& home) : home_(home) {
    auto mark = create_high_water(folder_ / "highwater");
    REQUIRE(mark.ok());
    WorkspaceKeys keys = home.keys();
    auto signer = CheckpointSigner::create("careseal.example/bench", std::move(keys.log), std::move(mark).value());
    REQUIRE(signer.ok());
    signer_ = std::move(signer).value();
  }
  double take() {
    std::vector<Bytes> leaves;
    {
      auto reader = home_.home->read();
      REQUIRE(reader.ok());
      REQUIRE(reader->log().leaves(home_.size() - kBatch, kBatch, [&](const LogEntryView& entry) { leaves.push_back(to_bytes(entry.leaf)); }).ok());
    }
    REQUIRE(leaves.size() == kBatch);
    std::vector<audit::Leaf> parsed;
    for (const Bytes& leaf : leaves) parsed.push_back(audit::decode_leaf(leaf).value());
    const auto start = std::chrono::steady_clock::now();
    const audit::CompactRange before = edge_;
    std::vector<Hash32> hashes;
    for (audit::Leaf& leaf : parsed) {
      leaf.commitments = {commitment(leaf.index, audit::kFieldIp, kOrigin.ip), commitment(leaf.index, audit::kFieldUserAgent, kOrigin.user_agent)};
      hashes.push_back(audit::hash_leaf(audit::encode_leaf(leaf).value()));
      edge_.append(hashes.back());
    }
    bool same = true;  // the look back; salts are new, so hashes are too
    for (const Bytes& leaf : leaves) same = same && audit::hash_leaf(leaf) != audit::empty_root();
    const audit::BatchProver prover(before, hashes);
    const bool released = signer_->release(edge_).ok();
    for (std::uint64_t i = 0; i < kBatch; ++i) same = same && prover.inclusion(before.size() + i).ok();
    const double took = micros_since(start);
    REQUIRE((same && released));
    return took;
  }

 private:
  audit::FieldCommitment commitment(std::uint64_t index, std::uint8_t field, const std::string& value) {
    Hash32 salt{};
    home_.random.fill(salt);
    return {field, audit::field_commitment(index, field, salt, as_bytes(value))};
  }

  LiveHome& home_;
  TempFolder folder_;
  std::unique_ptr<CheckpointSigner> signer_;
  audit::CompactRange edge_;
};

// The edge of the tree at its largest up to ten million leaves: all of the log that an open home keeps in memory to append and to prove.
double edge_bytes() {
  const auto edge = audit::CompactRange::create((1ULL << 23U) - 1, std::vector<Hash32>(23)).value();
  return static_cast<double>(sizeof edge + edge.frontier().size() * sizeof(Hash32));
}

}  // namespace

TEST_CASE("the log's share of a batch") {
  REQUIRE(crypto::initialise().ok());
  const char* wanted = std::getenv("CARE_BENCH_SECONDS");
  const double seconds = wanted == nullptr ? 15 : std::strtod(wanted, nullptr);
  Turn whole(Keeps::whole, 1);
  Turn untold(Keeps::untold, 2);
  Turn bare(Keeps::bare, 3);
  Arithmetic arithmetic(whole.home());
  std::vector<double> computed;
  const auto started = std::chrono::steady_clock::now();
  while (computed.size() < 2 * kWarmUp || micros_since(started) < seconds * 1e6) {
    for (Turn* each : {&whole, &untold, &bare}) each->prepare();
    for (Turn* each : {&whole, &untold, &bare}) each->take();
    computed.push_back(arithmetic.take());
  }
  computed.erase(computed.begin(), computed.begin() + kWarmUp);
  const double all = whole.median();
  const double without_tree = untold.median();
  const double without_rows = bare.median();
  const double sums = bench::value_at(computed, 0.5);
  const auto share = [&](double without) { return 100 * (all - (without - sums)) / all; };
  bench::report("log.batch64.us", all, "us", "lower");
  bench::report("log.batch64.arithmetic_us", sums, "us", "lower");
  bench::report("log.write_share.pct", share(without_tree), "%", "lower");
  bench::report("log.rows_share.pct", share(without_rows), "%", "lower");
  bench::report("log.write.us", (all - (without_tree - sums)) / kBatch, "us", "lower");
  bench::report("log.workspace.resident_bytes", edge_bytes(), "B", "lower");
  const double head = static_cast<double>(sizeof(SignedHead) + whole.home().home->signed_head().note.capacity());
  bench::report("log.workspace.with_checkpoint_bytes", edge_bytes() + head + sizeof(HighWaterMark), "B", "lower");
}

}  // namespace care::server::test
