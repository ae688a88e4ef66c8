#include "shared/client/head_book.h"

#include <algorithm>

#include "shared/audit/consistency.h"

namespace care::client {
namespace {

const HeadLink* find_link(std::span<const HeadLink> links, std::uint64_t size) {
  const auto at = std::find_if(links.begin(), links.end(), [&](const HeadLink& link) { return link.size == size; });
  return at == links.end() ? nullptr : &*at;
}

}  // namespace

void HeadBook::trust(const audit::Checkpoint& head) {
  linked_[head.size] = head.root;
  // The oldest may be asked for again: that costs one proof, not the protection.
  if (linked_.size() > kRemembered) linked_.erase(linked_.begin());
}

Result<void> HeadBook::meet_in_receipt(const audit::Checkpoint& head) {
  for (const auto* known : {&linked_, &in_receipts_}) {
    if (const auto at = known->find(head.size); at != known->end()) {
      return at->second == head.root ? Result<void>() : Result<void>(ErrorCode::log_inconsistent);
    }
  }
  in_receipts_.emplace(head.size, head.root);
  return {};
}

Result<void> HeadBook::meet_in_statement(const KeyId& key, const audit::StatementTreeHead& head) {
  if (head.size == 0) return {};
  if (const auto at = linked_.find(head.size); at != linked_.end() && at->second != head.root) {
    return ErrorCode::log_inconsistent;
  }
  Head& newest = of_keys_[key];
  if (newest.size == head.size && newest.root != head.root) return ErrorCode::log_inconsistent;
  if (newest.size < head.size) newest = head;
  return {};
}

std::vector<HeadBook::Head> HeadBook::unproved() const {
  std::vector<Head> out;
  for (const auto& [size, root] : in_receipts_) out.push_back({size, root});
  for (const auto& [key, head] : of_keys_) {
    if (head.size > 0 && !linked_.contains(head.size)) out.push_back(head);
  }
  std::sort(out.begin(), out.end(), [](const Head& a, const Head& b) { return a.size > b.size; });
  return out;
}

Result<void> HeadBook::check(const audit::Checkpoint& offered, std::span<const HeadLink> links) const {
  // Not the first time: a head that was met while an answer was on its way is no reason to doubt that answer. Nor is it while
  // proofs are brought for the head adopted last: that one was not asked for anew.
  if (links.empty() && ahead_ > offered.size) return ErrorCode::log_rolled_back;
  for (const Head& head : unproved()) {
    if (head.size > offered.size) continue;
    if (head.size == offered.size) {
      if (head.root != offered.root) return ErrorCode::log_inconsistent;
      continue;
    }
    const HeadLink* link = find_link(links, head.size);
    if (link == nullptr) continue;
    if (!audit::verify_consistency(head.size, head.root, offered.size, offered.root, link->proof)) {
      return ErrorCode::log_inconsistent;
    }
  }
  return {};
}

void HeadBook::settle(const audit::Checkpoint& adopted, std::span<const HeadLink> links) {
  trust(adopted);
  for (const Head& head : unproved()) {
    if (head.size < adopted.size && find_link(links, head.size) != nullptr) linked_[head.size] = head.root;
  }
  std::erase_if(in_receipts_, [&](const auto& head) { return linked_.contains(head.first); });
  const std::vector<Head> left = unproved();
  ahead_ = !left.empty() && left.front().size > adopted.size ? left.front().size : 0;
}

std::vector<std::uint64_t> HeadBook::owed(const audit::Checkpoint& head) const {
  std::vector<std::uint64_t> sizes;
  for (const Head& each : unproved()) {
    if (each.size >= head.size || sizes.size() == kAskedAtOnce) continue;
    if (sizes.empty() || sizes.back() != each.size) sizes.push_back(each.size);
  }
  return sizes;
}

}  // namespace care::client
