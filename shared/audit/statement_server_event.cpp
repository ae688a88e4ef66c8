#include "shared/audit/statement_server_event.h"

#include "shared/audit/statement.h"
#include "shared/base/encoding.h"

namespace care::audit {
namespace {

std::string_view name_of(const ServerAct& act) {
  struct Namer {
    std::string_view operator()(const SessionStarted&) const { return "session.start"; }
    std::string_view operator()(const SessionFailed&) const { return "session.fail"; }
    std::string_view operator()(const SessionEnded&) const { return "session.end"; }
    std::string_view operator()(const SubjectRead&) const { return "read"; }
    std::string_view operator()(const StatementRefused&) const { return "refused"; }
    std::string_view operator()(const AccountDeleted&) const { return "account.delete"; }
    std::string_view operator()(const AccountRecovered&) const { return "account.recover"; }
    std::string_view operator()(const Restarted&) const { return "restart"; }
    std::string_view operator()(const AssistEnded&) const { return "assist.end"; }
  };
  return std::visit(Namer{}, act);
}

struct MemberWriter {
  Json& json;
  void operator()(const SessionStarted&) const {}
  void operator()(const SessionFailed&) const {}
  void operator()(const SessionEnded&) const {}
  void operator()(const Restarted&) const {}
  void operator()(const AccountRecovered&) const {}
  void operator()(const SubjectRead& read) const {
    json.set("subj", read.subject.text());
    json.set("count", read.count);
  }
  void operator()(const StatementRefused& refused) const {
    json.set("code", info_of(refused.code).name);
    json.set("dev", refused.key.text());
    json.set("n", refused.number);
    json.set("stmt", encode_base64url(refused.statement));
  }
  void operator()(const AccountDeleted& deleted) const { json.set("actor", deleted.actor.text()); }
  void operator()(const AssistEnded& ended) const {
    json.set("result", ended.fault ? info_of(*ended.fault).name : kAssistDone);
    json.set("size", ended.answered_bytes);
    json.set("stmt", encode_base64url(ended.statement));
  }
};

Result<SubjectRead> read_subject_read(ObjectReader& reader) {
  SubjectRead read;
  read.subject = CARE_TRY(reader.id<SubjectId>("subj"));
  read.count = CARE_TRY(reader.integer("count"));
  if (read.count == 0) return Error(ErrorCode::json_wrong_type, "count");
  return read;
}

Result<StatementRefused> read_refused(ObjectReader& reader) {
  StatementRefused refused;
  const auto code = find_error(CARE_TRY(reader.text("code")));
  if (!code) return Error(ErrorCode::json_wrong_type, "code");
  refused.code = *code;
  refused.key = CARE_TRY(reader.id<KeyId>("dev"));
  refused.number = CARE_TRY(reader.integer("n"));
  refused.statement = CARE_TRY(reader.base64url_exact<32>("stmt"));
  if (refused.number == 0) return Error(ErrorCode::json_wrong_type, "n");
  return refused;
}

Result<AssistEnded> read_assist_ended(ObjectReader& reader) {
  AssistEnded ended;
  const std::string result = CARE_TRY(reader.text("result"));
  if (result != kAssistDone) {
    ended.fault = find_error(result);
    if (!ended.fault) return Error(ErrorCode::json_wrong_type, "result");
  }
  ended.answered_bytes = CARE_TRY(reader.integer("size"));
  ended.statement = CARE_TRY(reader.base64url_exact<32>("stmt"));
  return ended;
}

Result<ServerAct> read_act(ObjectReader& reader, std::string_view name) {
  if (name == "session.start") return ServerAct(SessionStarted{});
  if (name == "session.fail") return ServerAct(SessionFailed{});
  if (name == "session.end") return ServerAct(SessionEnded{});
  if (name == "account.recover") return ServerAct(AccountRecovered{});
  if (name == "restart") return ServerAct(Restarted{});
  if (name == "read") return ServerAct(CARE_TRY(read_subject_read(reader)));
  if (name == "assist.end") return ServerAct(CARE_TRY(read_assist_ended(reader)));
  if (name == "refused") return ServerAct(CARE_TRY(read_refused(reader)));
  if (name == "account.delete") return ServerAct(AccountDeleted{CARE_TRY(reader.id<ActorId>("actor"))});
  return ErrorCode::act_unknown;
}

}  // namespace

Result<ServerEvent> parse_server_event(BytesView body) {
  const Json json = CARE_TRY(parse_statement_json(body));
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  ServerEvent event;
  const std::string name = CARE_TRY(reader.text("act"));
  event.time_ms = CARE_TRY(reader.integer("t"));
  if (reader.find("who") != nullptr) event.who = CARE_TRY(reader.id<ActorId>("who"));
  event.act = CARE_TRY(read_act(reader, name));
  CARE_TRY(reader.finish());
  return event;
}

Bytes encode_server_event(const ServerEvent& event) {
  Json json = Json::object({{"act", name_of(event.act)}, {"t", event.time_ms}});
  if (event.who) json.set("who", event.who->text());
  std::visit(MemberWriter{json}, event.act);
  return to_bytes(as_bytes(encode_canonical(json)));
}

}  // namespace care::audit
