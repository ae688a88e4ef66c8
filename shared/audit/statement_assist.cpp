#include "shared/audit/statement_assist.h"

#include <algorithm>

#include "shared/base/encoding.h"

namespace care::audit {
namespace {

constexpr std::size_t kNameMaxBytes = 64;
constexpr std::size_t kCountsMax = 32;

bool is_capital_or_digit(char letter) { return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9'); }

Result<std::string> read_name(ObjectReader& reader, FieldName field) {
  std::string name = CARE_TRY(reader.text(field));
  CARE_TRY(check_assist_name(name, field));
  return name;
}

}  // namespace

Result<void> check_assist_name(std::string_view name, FieldName field) {
  const bool spelt = std::all_of(name.begin(), name.end(), [](char each) {
    return is_capital_or_digit(each) || (each >= 'a' && each <= 'z') || each == '-' || each == '_' || each == '.';
  });
  if (name.empty() || name.size() > kNameMaxBytes || !spelt) return Error(ErrorCode::field_bad_text, field);
  return {};
}

Result<std::vector<AssistCount>> read_assist_counts(const Json& value) {
  std::vector<AssistCount> counts;
  for (const auto& [type, count] : value.members()) {
    const bool named = type.size() <= kNameMaxBytes &&
                       std::all_of(type.begin(), type.end(), [](char each) { return is_capital_or_digit(each) || each == '_'; });
    if (!named || !count.is_integer() || count.integer() == 0) return Error(ErrorCode::json_wrong_type, "counts");
    counts.push_back({type, count.integer()});
  }
  if (counts.size() > kCountsMax) return Error(ErrorCode::field_out_of_range, "counts");
  return counts;
}

Json to_json(const std::vector<AssistCount>& counts) {
  Json json = Json::object();
  for (const AssistCount& each : counts) json.set(each.type, each.count);
  return json;
}

Result<AssistStatement> parse_assist_statement(BytesView body) {
  const Json json = CARE_TRY(parse_statement_json(body));
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  AssistStatement statement;
  if (CARE_TRY(reader.text("act")) != kAssistSend) return ErrorCode::act_unknown;
  statement.head = CARE_TRY(read_statement_head(reader));
  statement.directory = CARE_TRY(reader.base64url_exact<32>("dir"));
  statement.use = CARE_TRY(read_name(reader, "use"));
  statement.use_version = CARE_TRY(reader.integer("use_v"));
  statement.region = CARE_TRY(read_name(reader, "region"));
  statement.model = CARE_TRY(read_name(reader, "model"));
  if (reader.find("subj") != nullptr) statement.subject = CARE_TRY(reader.id<SubjectId>("subj"));
  statement.text_hash = CARE_TRY(reader.base64url_exact<32>("hash"));
  statement.text_bytes = CARE_TRY(reader.integer("size"));
  statement.counts = CARE_TRY(read_assist_counts(*CARE_TRY(reader.object("counts"))));
  CARE_TRY(reader.finish());
  if (statement.use_version == 0) return Error(ErrorCode::json_wrong_type, "use_v");
  if (statement.text_bytes == 0 || statement.text_bytes > kAssistTextMaxBytes) return Error(ErrorCode::field_out_of_range, "size");
  return statement;
}

Result<Bytes> encode_assist_statement(const AssistStatement& statement) {
  Json json = Json::object({{"act", kAssistSend},
                            {"counts", to_json(statement.counts)},
                            {"dir", encode_base64url(statement.directory)},
                            {"hash", encode_base64url(statement.text_hash)},
                            {"model", statement.model},
                            {"region", statement.region},
                            {"size", statement.text_bytes},
                            {"use", statement.use},
                            {"use_v", statement.use_version}});
  if (statement.subject) json.set("subj", statement.subject->text());
  write_statement_head(json, statement.head);
  Bytes body = CARE_TRY(encode_statement_json(json));
  CARE_TRY(parse_assist_statement(body));  // one set of rules for both directions
  return body;
}

}  // namespace care::audit
