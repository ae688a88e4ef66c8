// tests/bench/growth_bench.cpp — one home from a thousand records to a million: does what one of them costs stay the same? A Catch test
// only because the home it needs is one of tests/unit's.
//
// The real workspace on real files takes batches of 64 signed notes about 24 residents. At each power of ten:
//   growth_1e5.write.us       one statement of a batch, median of the last ten batches: judged, stored, committed, synced
//   growth_1e5.list50.us      the newest 50 records of a resident, whole
//   growth_1e5.changes50.us   the newest 50 changes of the home, as a device fetches them that was away
//   growth_1e5.inclusion.us   the proof of a random entry
//   growth_1e5.open.ms        closing the home and opening it again
//   growth_1e5.disk_bytes     of the files, per record
// CARE_BENCH_RECORDS: how many records, a million if not given.
#include <chrono>
#include <cmath>
#include <cstdlib>

#include "server/workspace/workspace.h"
#include "shared/crypto/system_random.h"
#include "tests/bench/report.h"
#include "tests/unit/server/workspace/live_home.h"

namespace care::server::test {
namespace {

constexpr std::size_t kBatch = 64;
constexpr std::size_t kResidents24 = 24;
constexpr std::size_t kBatchesTimed = 10;
constexpr std::size_t kReads = 200;
const RecordFilter kEverything{static_cast<ClassMask>(~ClassMask{0}), std::nullopt};

double micros_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

template <typename Work>
double median_micros(std::size_t times, const Work& work) {
  std::vector<double> took;
  for (std::size_t i = 0; i < times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    took.push_back(micros_since(start));
  }
  return bench::value_at(took, 0.5);
}

class GrowingHome {
 public:
  GrowingHome() {
    home_.found();
    carer_.emplace(home_.join(Role::carer));
    for (std::size_t i = 0; i < kResidents24; ++i) {
      const DraftRecord resident = home_.resident(home_.founder);
      residents_.push_back(resident.statement.subject);
      home_.stored(home_.founder, resident);
    }
  }

  void grow_to(std::uint64_t records) {
    batches_.clear();
    while (records_ < records) {
      home_.clock.pass(std::chrono::milliseconds(20));
      std::vector<RecordSubmission> items;
      for (std::size_t i = 0; i < kBatch; ++i) {
        items.push_back(home_.submission(*carer_, home_.note(*carer_, residents_[(records_ + i) % kResidents24])).value());
        home_.numbered();
      }
      const auto start = std::chrono::steady_clock::now();
      const auto answers = home_.home->append_records(std::move(items), {});
      batches_.push_back(micros_since(start) / kBatch);
      REQUIRE(answers.ok());
      for (const auto& each : *answers) REQUIRE((each.ok() && !each->refusal));
      REQUIRE(home_.home->tidy().ok());  // as the maintenance thread does, outside commits
      records_ += kBatch;
    }
  }

  void report_at(int power) {
    const std::string prefix = "growth_1e" + std::to_string(power) + ".";
    const auto tell = [&](const char* what, double value, const char* unit) { bench::report((prefix + what).c_str(), value, unit, "lower"); };
    std::vector<double> newest(batches_.end() - static_cast<std::ptrdiff_t>(std::min(kBatchesTimed, batches_.size())), batches_.end());
    tell("write.us", bench::value_at(newest, 0.5), "us");
    tell("list50.us", median_micros(kReads, [&] { read_newest_of(residents_[places_.below(kResidents24)]); }), "us");
    tell("changes50.us", median_micros(kReads, [&] { read_changes(); }), "us");
    tell("inclusion.us", median_micros(kReads, [&] { prove(places_.below(home_.size())); }), "us");
    tell("open.ms", median_micros(5, [&] { home_.reopen(); }) / 1000, "ms");
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home_.folder.path())) {
      if (entry.is_regular_file()) bytes += entry.file_size();
    }
    tell("disk_bytes", static_cast<double>(bytes) / static_cast<double>(records_), "B");
  }

 private:
  void read_newest_of(const SubjectId& resident) {
    std::size_t count = 0;
    auto reader = home_.home->read();
    REQUIRE(reader.ok());
    REQUIRE(reader->records().subject_records(resident, 0, 50, kEverything, [&](const VersionView&) { ++count; }).ok());
    REQUIRE(count >= 40);
  }
  void read_changes() {
    std::size_t count = 0;
    auto reader = home_.home->read();
    REQUIRE(reader.ok());
    REQUIRE(reader->records().changes_after(records_ - 50, 50, kEverything, [&](const VersionView&) { ++count; }).ok());
    REQUIRE(count == 50);
  }
  void prove(std::uint64_t index) {
    auto reader = home_.home->read();
    REQUIRE(reader.ok());
    REQUIRE(audit::build_inclusion(reader->log(), index, home_.size()).ok());
  }

  LiveHome home_;
  care::test::TestRandom places_;
  std::optional<LivePerson> carer_;
  std::vector<SubjectId> residents_;
  std::uint64_t records_ = 0;
  std::vector<double> batches_;
};

}  // namespace

TEST_CASE("one home grows") {
  REQUIRE(crypto::initialise().ok());
  const char* wanted = std::getenv("CARE_BENCH_RECORDS");
  const double most = wanted == nullptr ? 1e6 : std::strtod(wanted, nullptr);
  GrowingHome home;
  for (int power = 3; std::pow(10, power) <= most; ++power) {
    home.grow_to(static_cast<std::uint64_t>(std::pow(10, power)));
    home.report_at(power);
  }
}

}  // namespace care::server::test
