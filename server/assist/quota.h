// server/assist/quota.h — how many answers a home had within the last hour, and how many are being written.
//
// Errors   assist_quota, assist_busy
// Shapes   in memory alone: a server that starts anew begins a new hour. One home has at most half of all places at a time
// Tests    tests/unit/server/assist/quota_test.cpp
#pragma once

#include <deque>
#include <map>
#include <mutex>

#include "shared/base/clock.h"
#include "shared/base/id.h"
#include "shared/base/result.h"

namespace care::server {

class AssistQuota;

// A place for one answer, free again when it ends.
class AnswerPlace {
 public:
  AnswerPlace(AnswerPlace&& other) noexcept : quota_(std::exchange(other.quota_, nullptr)), home_(other.home_), taken_(other.taken_) {}
  AnswerPlace& operator=(AnswerPlace&&) = delete;
  ~AnswerPlace();
  void give_back();  // nothing was sent: the answer counts for nothing

 private:
  friend class AssistQuota;
  AnswerPlace(AssistQuota& quota, const WorkspaceId& home, Instant taken) : quota_(&quota), home_(home), taken_(taken) {}
  AssistQuota* quota_;
  WorkspaceId home_;
  Instant taken_;
  bool counts_ = true;
};

class AssistQuota {
 public:
  AssistQuota(const Clock& clock, std::uint32_t answers_per_hour, std::size_t places)
      : clock_(clock), answers_per_hour_(answers_per_hour), places_(places) {}
  Result<AnswerPlace> take(const WorkspaceId& home);
  std::uint32_t left(const WorkspaceId& home);

 private:
  friend class AnswerPlace;
  struct Home {
    std::deque<Instant> answers;  // of the last hour
    std::size_t running = 0;
  };
  Home& tidied(const WorkspaceId& home);
  void end(const WorkspaceId& home, Instant taken, bool counts);

  const Clock& clock_;
  std::uint32_t answers_per_hour_;
  std::size_t places_;
  std::mutex mutex_;
  std::size_t running_ = 0;
  std::map<WorkspaceId, Home> homes_;
};

}  // namespace care::server
