#include "shared/wire/redact_lines.h"

#include <array>
#include <nlohmann/json.hpp>

namespace care::wire {
namespace {

using Tree = nlohmann::json;

constexpr std::array<const char*, 8> kPersonMembers{"aliases", "dob", "name", "nhs", "phone", "phones", "role", "room"};

// Text, or a number as its digits; null, flags and whatever else says nothing about a person are left out.
void set_value(Json& person, const char* key, const Tree& value) {
  if (value.is_string()) {
    person.set(key, value.get_ref<const std::string&>());
  } else if (value.is_number_integer()) {
    person.set(key, value.dump());
  } else if (value.is_array()) {
    Json list = Json::array();
    for (const Tree& item : value) {
      if (item.is_string()) list.push(item.get_ref<const std::string&>());
    }
    person.set(key, std::move(list));
  }
}

Result<Json> read_roster(const Tree& roster) {
  Json out = Json::array();
  if (roster.is_null()) return out;
  if (!roster.is_array()) return Error(ErrorCode::json_wrong_type, "roster");
  for (const Tree& item : roster) {
    if (!item.is_object()) return Error(ErrorCode::json_wrong_type, "roster");
    Json person = Json::object();
    person.set("name", "");
    for (const char* key : kPersonMembers) {
      if (const auto at = item.find(key); at != item.end()) set_value(person, key, *at);
    }
    out.push(std::move(person));
  }
  return out;
}

}  // namespace

Result<RedactLine> parse_redact_line(std::string_view line) {
  if (line.size() > kRedactLineMaxBytes) return ErrorCode::json_too_large;
  // The library takes a zero for the end and would not look at what follows it.
  if (line.find('\0') != std::string_view::npos) return ErrorCode::json_malformed;
  const Tree tree = Tree::parse(line.begin(), line.end(), nullptr, false);
  if (tree.is_discarded()) return ErrorCode::json_malformed;
  if (!tree.is_object()) return ErrorCode::json_wrong_type;
  const auto id = tree.find("id");
  const auto text = tree.find("text");
  const auto roster = tree.find("roster");
  if (id == tree.end()) return Error(ErrorCode::json_missing_field, "id");
  if (text == tree.end()) return Error(ErrorCode::json_missing_field, "text");
  if (!id->is_string() && !id->is_number()) return Error(ErrorCode::json_wrong_type, "id");
  if (!text->is_string()) return Error(ErrorCode::json_wrong_type, "text");
  RedactLine out;
  out.id = id->dump();
  out.text = text->get_ref<const std::string&>();
  if (roster != tree.end()) out.people = CARE_TRY(read_roster(*roster));
  return out;
}

std::string write_redact_line(std::string_view id, std::span<const redact::Span> code_points, std::string_view redacted) {
  Json spans = Json::array();
  for (const redact::Span& span : code_points) {
    spans.push(Json::object({{"end", std::uint64_t{span.end}}, {"start", std::uint64_t{span.begin}}, {"type", redact::type_label(span.type)}}));
  }
  std::string out = "{\"id\":";
  out.append(id).append(",\"redacted\":").append(encode_canonical(Json(redacted)));
  return out.append(",\"spans\":").append(encode_canonical(spans)).append("}");
}

}  // namespace care::wire
