// server/assist/provider.h — asks the service, and says in our words what became of it.
//
// Sends    the use's prompt, the text, and the key; nothing about who asks
// Errors   assist_provider_refused, assist_provider_busy, assist_provider_failed, assist_timeout, assist_cut_off,
//          assist_region_refused (the service says that it answers from elsewhere), assist_cancelled
// Secrets  the key never leaves this object but to the service; text and answer are wiped
// Tests    tests/integration/assist_test.cpp, tests/integration/assist_trouble_test.cpp
#pragma once

#include "server/assist/http_call.h"
#include "server/assist/settings.h"
#include "shared/base/error.h"
#include "shared/signin/secret_text.h"

namespace care::server {

class AnswerSink {
 public:
  virtual ~AnswerSink() = default;
  virtual bool take(std::string_view text) = 0;  // false: nobody wants more
  virtual bool wanted() = 0;                     // asked every second or so
};

struct AnswerEnd {
  std::optional<ErrorCode> fault{};      // none: the answer came whole
  std::uint64_t bytes = 0;               // of the answer, as far as it came
  std::optional<std::uint32_t> retry_s{};  // assist_provider_busy: what the service said
  int status = 0;                        // the service's own, for the operator
};

class Provider {
 public:
  Provider(AssistSettings settings, signin::SecretText key) : settings_(std::move(settings)), key_(std::move(key)) {}
  const AssistSettings& settings() const { return settings_; }
  AnswerEnd ask(std::string_view prompt, std::string_view text, AnswerSink& sink) const;

 private:
  AssistSettings settings_;
  signin::SecretText key_;
  HttpCaller caller_;
};

}  // namespace care::server
