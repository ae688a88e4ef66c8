#include "server/assist/provider.h"

#include <algorithm>

#include "server/assist/chat_stream.h"
#include "server/assist/wiped.h"
#include "shared/wire/chat.h"

namespace care::server {
namespace {

constexpr std::size_t kRefusalMaxBytes = 16 * 1024;
constexpr int kOk = 200;

// "UK South" and "uksouth" are the same place.
std::string spelt_as_region(std::string_view name) {
  std::string out;
  for (const char letter : name) {
    if (letter != ' ') out += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return out;
}

class AnswerReader final : public HttpReader {
 public:
  AnswerReader(const AssistSettings& settings, AnswerSink& sink)
      : settings_(settings), sink_(sink), stream_([&](std::string_view text) { return sink.take(text); }) {}
  ~AnswerReader() override { wipe(refusal_); }

  bool take_header(std::string_view name, std::string_view value) override {
    if (name != "x-ms-region") return true;
    const std::string region = spelt_as_region(value);
    const bool allowed = std::find(settings_.regions.begin(), settings_.regions.end(), region) != settings_.regions.end();
    return allowed || fail(ErrorCode::assist_region_refused);
  }
  bool take_body(int status, std::string_view bytes) override {
    if (status != kOk) {
      refusal_.append(bytes.substr(0, kRefusalMaxBytes - std::min(refusal_.size(), kRefusalMaxBytes)));
      return true;
    }
    const auto taken = stream_.take(bytes);
    if (!taken.ok()) return fail(taken.error().code());
    return !stream_.finished();  // what may come after the end is not waited for
  }
  bool go_on() override { return sink_.wanted() || fail(ErrorCode::assist_cancelled); }

  std::optional<ErrorCode> fault_of(const HttpOutcome& outcome) const {
    using Kind = HttpOutcome::Kind;
    if (fault_) return fault_;
    if (!stream_.finished() && outcome.kind == Kind::too_slow) return ErrorCode::assist_timeout;
    if (outcome.kind == Kind::unreachable) return ErrorCode::assist_provider_failed;
    if (outcome.status != kOk) return fault_of_status(outcome.status);
    const auto finished = stream_.finish();
    if (!finished.ok()) return outcome.kind == Kind::broken_off ? ErrorCode::assist_cut_off : finished.error().code();
    return std::nullopt;
  }
  std::size_t text_bytes() const { return stream_.text_bytes(); }

 private:
  bool fail(ErrorCode code) {
    fault_ = code;
    return false;
  }
  ErrorCode fault_of_status(int status) const {
    if (status == 400 || status == 422) return wire::read_chat_refusal(refusal_);
    if (status == 408 || status == 504) return ErrorCode::assist_timeout;
    if (status == 429 || status == 503) return ErrorCode::assist_provider_busy;
    return ErrorCode::assist_provider_failed;  // also a redirect: nobody follows it
  }

  const AssistSettings& settings_;
  AnswerSink& sink_;
  ChatStream stream_;
  std::string refusal_;
  std::optional<ErrorCode> fault_;
};

}  // namespace

AnswerEnd Provider::ask(std::string_view prompt, std::string_view text, AnswerSink& sink) const {
  const bool azure = settings_.kind == AssistKind::azure;
  const Wiped body(wire::encode_chat_question({.instruction = prompt,
                                               .text = text,
                                               .model = azure ? std::string_view() : std::string_view(settings_.model),
                                               .refuse_storing = !azure}));
  HttpCall call{.url = address_of(settings_),
                .headers = {"Content-Type: application/json", "Accept: text/event-stream", "Expect:"},
                .body = body.view(),
                .ca_file = settings_.ca_file,
                .connect = settings_.connect,
                .quiet = settings_.quiet,
                .whole = settings_.whole};
  std::string& secret = call.headers.emplace_back();
  secret.reserve(64 + key_.size());  // or a shorter copy would be left behind
  secret.append(azure ? "api-key: " : "Authorization: Bearer ").append(key_.reveal_text());
  AnswerReader reader(settings_, sink);
  const HttpOutcome outcome = caller_.post(call, reader);
  wipe(secret);
  return {.fault = reader.fault_of(outcome), .bytes = reader.text_bytes(), .retry_s = outcome.retry_s, .status = outcome.status};
}

}  // namespace care::server
