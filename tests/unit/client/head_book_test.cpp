// Which heads still need a proof, which contradict each other, and when a log that stays short is doubted.
#include "shared/client/head_book.h"

#include "shared/audit/consistency.h"
#include "shared/audit/node_source.h"
#include "shared/base/id.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::client {
namespace {

// A log of entries that differ from those of every other `story`.
struct Story {
  explicit Story(std::uint8_t told = 0) : told_(told) {}
  audit::Checkpoint at(std::uint64_t size) {
    while (nodes.edge().size() < size) {
      Hash32 leaf{};
      leaf[0] = nodes.edge().size() < kShared ? 0 : told_;
      leaf[1] = static_cast<std::uint8_t>(nodes.edge().size());
      nodes.append(leaf);
    }
    audit::MemoryNodes cut;
    for (std::uint64_t i = 0; i < size; ++i) cut.append(nodes.node({0, i}).value());
    return {"log.example/x", size, cut.edge().root()};
  }
  HeadLink link(std::uint64_t from, std::uint64_t to) {
    at(to);
    return {from, audit::build_consistency(nodes, from, to).value()};
  }
  static constexpr std::uint64_t kShared = 4;
  audit::MemoryNodes nodes;

 private:
  std::uint8_t told_;
};

KeyId key_of(std::uint8_t number) {
  ByteArray<16> bytes{};
  bytes[0] = number;
  return KeyId::from_array(bytes);
}

audit::StatementTreeHead named(const audit::Checkpoint& head) { return {head.size, head.root}; }

std::string code_of(const Result<void>& result) { return result.ok() ? "ok" : std::string(info_of(result.error().code()).name); }

}  // namespace

TEST_CASE("head book: a head that a colleague named is owed a proof until one is brought") {
  Story log;
  HeadBook book;
  REQUIRE(book.meet_in_statement(key_of(1), named(log.at(5))).ok());
  CHECK(book.check(log.at(8), {}).ok());
  book.settle(log.at(8), {});
  REQUIRE(book.owed(log.at(8)) == std::vector<std::uint64_t>{5});
  const std::vector<HeadLink> links{log.link(5, 8)};
  CHECK(book.check(log.at(8), links).ok());
  book.settle(log.at(8), links);
  CHECK(book.owed(log.at(8)).empty());
  CHECK(book.meet_in_statement(key_of(2), named(log.at(5))).ok());
  CHECK(book.owed(log.at(8)).empty());  // proved once is proved for everybody
}

TEST_CASE("head book: a head of another log can't be proved, and says so at once where the size is known") {
  Story log, other(1);
  HeadBook book;
  REQUIRE(book.meet_in_statement(key_of(1), named(other.at(6))).ok());
  book.settle(log.at(8), {});
  for (const HeadLink& link : {log.link(6, 8), other.link(6, 8), HeadLink{6, {}}}) {
    CHECK(code_of(book.check(log.at(8), {&link, 1})) == "log_inconsistent");
  }
  CHECK(code_of(book.check(log.at(6), {})) == "log_inconsistent");
  CHECK(code_of(book.meet_in_statement(key_of(1), named(other.at(8)))) == "log_inconsistent");
  CHECK(code_of(book.meet_in_statement(key_of(1), named(log.at(6)))) == "log_inconsistent");  // one key, two stories
  CHECK(code_of(book.meet_in_receipt(other.at(8))) == "log_inconsistent");
}

TEST_CASE("head book: two colleagues who name two roots for one size are both kept, so no proof satisfies both") {
  Story log, other(1);
  HeadBook book;
  REQUIRE(book.meet_in_statement(key_of(1), named(log.at(6))).ok());
  REQUIRE(book.meet_in_statement(key_of(2), named(other.at(6))).ok());
  book.settle(log.at(8), {});
  CHECK(book.owed(log.at(8)) == std::vector<std::uint64_t>{6});
  const HeadLink link = log.link(6, 8);
  CHECK(code_of(book.check(log.at(8), {&link, 1})) == "log_inconsistent");
}

TEST_CASE("head book: of one key only the newest head counts, of receipts each one") {
  Story log;
  HeadBook book;
  for (const std::uint64_t size : {3U, 6U, 5U}) REQUIRE(book.meet_in_statement(key_of(1), named(log.at(size))).ok());
  REQUIRE(book.meet_in_receipt(log.at(4)).ok());
  REQUIRE(book.meet_in_receipt(log.at(7)).ok());
  REQUIRE(book.meet_in_statement(key_of(2), audit::empty_tree_head()).ok());
  book.settle(log.at(9), {});
  CHECK(book.owed(log.at(9)) == std::vector<std::uint64_t>{7, 6, 4});
}

TEST_CASE("head book: a log that stays shorter than what somebody saw is doubted at the second look, not while proofs are brought") {
  Story log;
  HeadBook book;
  REQUIRE(book.meet_in_statement(key_of(1), named(log.at(9))).ok());
  REQUIRE(book.meet_in_statement(key_of(2), named(log.at(5))).ok());
  CHECK(book.check(log.at(7), {}).ok());  // its answer may have been on its way
  book.settle(log.at(7), {});
  const std::vector<HeadLink> links{log.link(5, 7)};
  CHECK(book.check(log.at(7), links).ok());
  book.settle(log.at(7), links);
  CHECK(code_of(book.check(log.at(7), {})) == "log_rolled_back");
  CHECK(code_of(book.check(log.at(8), {})) == "log_rolled_back");
  CHECK(book.check(log.at(9), {}).ok());
  book.settle(log.at(9), {});
  CHECK(book.check(log.at(9), {}).ok());
}

TEST_CASE("head book: no more proofs are asked for at once than an answer's worth, the newest first") {
  Story log;
  HeadBook book;
  for (std::uint64_t size = 1; size <= 20; ++size) REQUIRE(book.meet_in_receipt(log.at(size)).ok());
  book.settle(log.at(30), {});
  const auto owed = book.owed(log.at(30));
  REQUIRE(owed.size() == HeadBook::kAskedAtOnce);
  CHECK(owed.front() == 20);
  CHECK(owed.back() == 13);
}

}  // namespace care::client
