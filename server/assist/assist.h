// server/assist/assist.h — the gateway: what is offered, what may leave, and the asking.
//
// Nothing here knows who asks, and nothing of text or answer is kept beyond the call.
// Errors   assist_use_unknown, assist_text_changed, assist_region_refused, assist_identifier_left, assist_quota, assist_busy
// Tests    tests/integration/assist_test.cpp, tests/integration/assist_trouble_test.cpp
#pragma once

#include "server/assist/provider.h"
#include "server/assist/quota.h"
#include "server/assist/second_look.h"
#include "shared/schema/assist_uses.gen.h"

namespace care::server {

class Assist {
 public:
  Assist(AssistSettings settings, signin::SecretText key, SecondLook second_look, const Clock& clock)
      : provider_(std::move(settings), std::move(key)),
        second_look_(std::move(second_look)),
        quota_(clock, provider_.settings().answers_per_hour, provider_.settings().max_streams) {}
  const AssistSettings& settings() const { return provider_.settings(); }
  std::uint32_t left(const WorkspaceId& home) { return quota_.left(home); }

  Result<void> check_text(std::string_view text) const { return second_look_.check(text); }
  Result<AnswerPlace> take_place(const WorkspaceId& home) { return quota_.take(home); }
  AnswerEnd ask(const AssistUseInfo& use, std::string_view text, AnswerSink& sink) const {
    return provider_.ask(prompt_of(use), text, sink);
  }

 private:
  Provider provider_;
  SecondLook second_look_;
  AssistQuota quota_;
};

}  // namespace care::server
