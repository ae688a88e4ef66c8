// shared/client/head_book.h — tree heads that receipts and colleagues' statements name, kept until each is proved to lie in one line
// with the head this device trusts. Two heads that don't are two logs: a server that shows different people different ones.
//
// Shapes   lives as long as the unlock; of each key only the newest head counts, since an honest device's heads grow in one line
// Errors   log_inconsistent (another root at a known size, or no consistency proof), log_rolled_back (somebody saw a longer log)
// Source   shared/docs/formats/statement.md, member `head`
// Tests    tests/unit/client/head_book_test.cpp, tests/hostile/split_view_test.cpp
#pragma once

#include <map>
#include <span>

#include "shared/audit/checkpoint.h"
#include "shared/audit/statement.h"

namespace care::client {

// That the tree of `size` entries is the beginning of the offered one.
struct HeadLink {
  std::uint64_t size = 0;
  audit::Proof proof;
};

class HeadBook {
 public:
  static constexpr std::size_t kAskedAtOnce = 8;
  static constexpr std::size_t kRemembered = 4096;

  // A head in one line with every other one trusted here.
  void trust(const audit::Checkpoint& head);

  Result<void> meet_in_receipt(const audit::Checkpoint& head);
  Result<void> meet_in_statement(const KeyId& key, const audit::StatementTreeHead& head);

  // Before a newer head is adopted; nothing changes.
  Result<void> check(const audit::Checkpoint& offered, std::span<const HeadLink> links) const;
  // After it was.
  void settle(const audit::Checkpoint& adopted, std::span<const HeadLink> links);

  // Sizes that still lack a proof against this head, largest first, at most kAskedAtOnce.
  std::vector<std::uint64_t> owed(const audit::Checkpoint& head) const;

 private:
  using Head = audit::StatementTreeHead;
  std::vector<Head> unproved() const;  // largest first; two of one size if two were told two stories

  std::map<std::uint64_t, Hash32> linked_;
  std::map<std::uint64_t, Hash32> in_receipts_;
  std::map<KeyId, Head> of_keys_;
  std::uint64_t ahead_ = 0;  // the largest unproved size that the last adopted head did not reach
};

}  // namespace care::client
