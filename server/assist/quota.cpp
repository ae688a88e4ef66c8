#include "server/assist/quota.h"

#include <algorithm>

namespace care::server {

AnswerPlace::~AnswerPlace() {
  if (quota_ != nullptr) quota_->end(home_, taken_, counts_);
}

void AnswerPlace::give_back() { counts_ = false; }

AssistQuota::Home& AssistQuota::tidied(const WorkspaceId& home) {
  Home& out = homes_[home];
  const Instant hour_ago = clock_.now() - std::chrono::hours(1);
  while (!out.answers.empty() && out.answers.front() <= hour_ago) out.answers.pop_front();
  return out;
}

Result<AnswerPlace> AssistQuota::take(const WorkspaceId& home) {
  const std::lock_guard lock(mutex_);
  Home& of = tidied(home);
  if (of.answers.size() >= answers_per_hour_) return ErrorCode::assist_quota;
  if (running_ >= places_ || of.running >= (places_ + 1) / 2) return ErrorCode::assist_busy;
  const Instant now = clock_.now();
  of.answers.push_back(now);
  ++of.running;
  ++running_;
  return AnswerPlace(*this, home, now);
}

std::uint32_t AssistQuota::left(const WorkspaceId& home) {
  const std::lock_guard lock(mutex_);
  const std::size_t used = tidied(home).answers.size();
  return used >= answers_per_hour_ ? 0 : answers_per_hour_ - static_cast<std::uint32_t>(used);
}

void AssistQuota::end(const WorkspaceId& home, Instant taken, bool counts) {
  const std::lock_guard lock(mutex_);
  Home& of = homes_[home];
  --of.running;
  --running_;
  if (counts) return;
  const auto at = std::find(of.answers.begin(), of.answers.end(), taken);
  if (at != of.answers.end()) of.answers.erase(at);
}

}  // namespace care::server
