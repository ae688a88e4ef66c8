// Help with wording: the statement goes into the log, then the text to the service, then the answer back as it comes.
#include "server/api/handlers.h"
#include "server/api/shapes.h"
#include "server/assist/wiped.h"
#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"

namespace care::server {
namespace {

using Statement = audit::AssistStatement;

Result<VerifiedAssist> read_item(const Workspace& home, const Json& json) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  Bytes body = CARE_TRY(reader.base64url("body"));
  const auto signature = CARE_TRY(reader.base64url_exact<64>("sig"));
  CARE_TRY(reader.finish());
  return home.verify_assist(std::move(body), signature);
}

// What the log can't judge: whether this is the text, and whether this server offers what the home agreed to.
Result<void> check_sendable(const Caller& caller, const Statement& statement, std::string_view text) {
  Assist* assist = caller.services.assist;
  if (assist == nullptr) return ErrorCode::assist_not_offered;
  const AssistUseInfo* use = find_assist_use(statement.use);
  if (use == nullptr || use->version != statement.use_version) return ErrorCode::assist_use_unknown;
  if (text.size() != statement.text_bytes || crypto::sha256(as_bytes(text)) != statement.text_hash) {
    return ErrorCode::assist_text_changed;
  }
  const AssistSettings& offered = assist->settings();
  const bool same_provider = caller.home.with_directory([&](const membership::Directory& directory) {
    const auto& policy = directory.policy().assist;
    return !policy || policy->provider == name_of(offered.kind);  // without a policy the writer says that it is off
  });
  if (!same_provider || statement.region != offered.region || statement.model != offered.model) {
    return ErrorCode::assist_region_refused;
  }
  return assist->check_text(text);
}

// The text and what else an answer needs for as long as it is written; the request is over by then. Whatever becomes of it, the log
// says how it ended.
struct Sending {
  Sending(const Caller& caller, WorkspaceLease leased, AnswerPlace taken, Hash32 sent, const AssistUseInfo& of, Wiped what)
      : services(caller.services),
        home(std::move(leased)),
        place(std::move(taken)),
        who(caller.actor()),
        origin(origin_of(caller.request)),
        statement(sent),
        use(of),
        text(std::move(what)) {}
  Sending(const Sending&) = delete;
  ~Sending() {
    if (!logged) log_end({.fault = ErrorCode::assist_cancelled});
  }
  void log_end(const AnswerEnd& end);
  void write(const std::string& receipt, EventSink& sink);

  Services& services;
  WorkspaceLease home;  // stays open
  AnswerPlace place;
  ActorId who;
  Origin origin;
  Hash32 statement{};
  const AssistUseInfo& use;
  Wiped text;
  bool logged = false;
};

std::string event_text(std::string_view name, const Json& data) {
  return "event: " + std::string(name) + "\ndata: " + encode_canonical(data) + "\n\n";
}

class EventAnswer final : public AnswerSink {
 public:
  explicit EventAnswer(EventSink& sink) : sink_(sink) {}
  bool take(std::string_view text) override {
    Wiped event(event_text("text", Json::object({{"text", text}})));
    return send(event.view());
  }
  // A proxy on the way, and the page, take silence for the end: a comment now and then.
  bool wanted() override {
    constexpr std::chrono::seconds kSilence{10};
    return std::chrono::steady_clock::now() - said_ < kSilence ? sink_.open() : send(": wait\n\n");
  }
  bool send(std::string_view event) {
    said_ = std::chrono::steady_clock::now();
    return sink_.open() && sink_.send(event);
  }

 private:
  EventSink& sink_;
  std::chrono::steady_clock::time_point said_ = std::chrono::steady_clock::now();
};

void Sending::log_end(const AnswerEnd& end) {
  logged = true;
  const audit::AssistEnded ended{statement, end.fault, end.bytes};
  const auto stored = home->change([&](Change& change) -> Result<void> {
    CARE_TRY(change.append_event(who, ended, origin));
    return {};
  });
  Log& log = services.log;
  if (!stored.ok()) log.error({.event = "assist_end_not_logged", .workspace = home->id(), .code = stored.error().code()});
  log.info({.event = "assist_ended",
            .workspace = home->id(),
            .status = end.status == 0 ? std::nullopt : std::optional(static_cast<std::uint16_t>(end.status)),
            .code = end.fault,
            .count = end.bytes});
}

void Sending::write(const std::string& receipt, EventSink& sink) {
  EventAnswer answer(sink);
  AnswerEnd end{.fault = ErrorCode::assist_cancelled};
  if (answer.send(receipt)) end = services.assist->ask(use, text.view(), answer);
  log_end(end);
  Json data = Json::object({{"result", end.fault ? info_of(*end.fault).name : audit::kAssistDone}});
  if (end.fault == ErrorCode::assist_provider_busy && end.retry_s) data.set("retry_s", std::uint64_t{*end.retry_s});
  answer.send(event_text("end", data));
}

Response event_stream(std::function<void(EventSink&)> write) {
  Response out;
  out.content_type = "text/event-stream";
  out.stream = std::move(write);
  return out;
}

// The same statement once more: its answer is gone, and nothing is sent a second time.
Response replay_answer(const Receipt& receipt) {
  const std::string events = event_text("receipt", Json::object({{"receipt", encode_receipt(receipt)}})) +
                             event_text("end", Json::object({{"result", info_of(ErrorCode::assist_cut_off).name}}));
  return event_stream([events](EventSink& sink) { sink.send(events); });
}

Response refusal_answer(const Receipt& receipt) {
  return problem_response(*receipt.refusal, "receipt", encode_receipt(receipt));
}

}  // namespace

Answer get_assist(const Authorised<Permission::session_use>& caller) {
  Assist* assist = caller->services.assist;
  if (assist == nullptr) return json_response(Json::object({{"offered", 0}}));
  const AssistSettings& offered = assist->settings();
  return json_response(Json::object({{"host", host_of(offered)},
                                     {"left", std::uint64_t{assist->left(caller->home.id())}},
                                     {"model", offered.model},
                                     {"offered", 1},
                                     {"provider", name_of(offered.kind)},
                                     {"region", offered.region}}));
}

Answer ask_assist(const Authorised<Permission::assist_use>& caller) {
  const Json body = CARE_TRY(read_body(caller->request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const Json* item = CARE_TRY(reader.object("item"));
  Wiped text(CARE_TRY(reader.text("text")));
  CARE_TRY(reader.finish());
  VerifiedAssist verified = CARE_TRY(read_item(caller->home, *item));
  const Hash32 hash = verified.hash();
  const AssistUseInfo* use = find_assist_use(verified.statement().use);

  auto lease = CARE_TRY(caller->services.registry.open_by_id(caller->home.id()));
  Result<void> sendable = check_sendable(*caller, verified.statement(), text.view());
  std::optional<AnswerPlace> place;
  if (sendable.ok()) {
    auto taken = caller->services.assist->take_place(caller->home.id());
    if (taken.ok()) {
      place.emplace(std::move(taken).value());
    } else {
      sendable = taken.error();
    }
  }
  const auto refusal = sendable.ok() ? std::nullopt : std::optional(sendable.error().code());
  const auto receipt = caller->home.append_assist({std::move(verified), refusal}, origin_of(caller->request));
  const bool to_be_sent = receipt.ok() && receipt->stored() && !receipt->replayed && place;
  if (place && !to_be_sent) place->give_back();
  if (!receipt.ok()) return receipt.error();
  if (!receipt->stored()) return refusal_answer(*receipt);
  if (!to_be_sent) return replay_answer(*receipt);

  const std::string first = event_text("receipt", Json::object({{"receipt", encode_receipt(*receipt)}}));
  const auto sending = std::make_shared<Sending>(*caller, std::move(lease), std::move(*place), hash, *use, std::move(text));
  return event_stream([sending, first](EventSink& sink) { sending->write(first, sink); });
}

Answer note_assist(const Authorised<Permission::assist_use>& caller) {
  const Json body = CARE_TRY(read_body(caller->request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const Json* item = CARE_TRY(reader.object("item"));
  CARE_TRY(reader.finish());
  auto verified = CARE_TRY(read_item(caller->home, *item));
  const auto receipt = CARE_TRY(caller->home.append_assist({std::move(verified), ErrorCode::assist_cancelled}, origin_of(caller->request)));
  return json_response(encode_receipt(receipt));
}

}  // namespace care::server
