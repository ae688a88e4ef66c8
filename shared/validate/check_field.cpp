#include "shared/validate/check_field.h"

#include <algorithm>

#include "shared/base/encoding.h"
#include "shared/base/id.h"
#include "shared/validate/date.h"
#include "shared/validate/dose.h"
#include "shared/validate/email.h"
#include "shared/validate/image.h"
#include "shared/validate/text.h"
#include "shared/validate/uk_identifiers.h"

namespace care {
namespace {

constexpr std::uint64_t kYear2000Ms = 946'684'800'000;
constexpr std::uint64_t kClockLeewayMs = 300'000;  // clocks of devices differ by minutes

using Parse = Result<std::string> (*)(std::string_view);

// Kinds whose text has one spelling.
Parse find_parser(FieldKind kind) {
  switch (kind) {
    case FieldKind::nhs_number: return parse_nhs_number;
    case FieldKind::nino: return parse_nino;
    case FieldKind::postcode: return parse_postcode;
    case FieldKind::phone: return parse_phone;
    case FieldKind::email: return parse_email;
    case FieldKind::dose: return parse_dose;
    case FieldKind::ods_code: return parse_ods_code;
    case FieldKind::cqc_id: return parse_cqc_id;
    case FieldKind::text: case FieldKind::list_text: case FieldKind::choice: case FieldKind::choices:
    case FieldKind::choice_integer: case FieldKind::integer: case FieldKind::decimal: case FieldKind::flag:
    case FieldKind::instant: case FieldKind::date: case FieldKind::id: case FieldKind::image: return nullptr;
  }
  return nullptr;
}

// The code an identifier's parser gives for what is no such identifier at all.
ErrorCode code_of(Parse parse) { return parse("").error().code(); }

Result<void> check_text(std::string_view text, bool multiline, std::uint64_t min, std::uint64_t max) {
  if (!is_storable_text(text, multiline)) return ErrorCode::field_bad_text;
  if (is_blank(text) || count_characters(text) < min) return ErrorCode::field_too_short;
  if (count_characters(text) > max) return ErrorCode::field_too_long;
  return {};
}

Result<void> check_list(const FieldInfo& field, const Json& value) {
  if (!value.is_array()) return ErrorCode::field_wrong_type;
  if (value.items().size() < field.min) return ErrorCode::field_too_short;
  if (value.items().size() > field.max) return ErrorCode::list_too_long;
  for (const Json& item : value.items()) {
    if (!item.is_text()) return ErrorCode::field_wrong_type;
    CARE_TRY(check_text(item.text(), false, 1, field.item_max));
  }
  return {};
}

std::size_t place_of(const FieldInfo& field, const Json& answer) {
  if (!answer.is_text()) return field.choices.size();
  return static_cast<std::size_t>(std::find(field.choices.begin(), field.choices.end(), answer.text()) - field.choices.begin());
}

Result<void> check_choice(const FieldInfo& field, const Json& value) {
  if (!value.is_text()) return ErrorCode::field_wrong_type;
  if (place_of(field, value) == field.choices.size()) return ErrorCode::field_not_a_choice;
  return {};
}

Result<void> check_choices(const FieldInfo& field, const Json& value) {
  if (!value.is_array()) return ErrorCode::field_wrong_type;
  if (value.items().size() < field.min) return ErrorCode::field_too_short;
  if (value.items().size() > field.max) return ErrorCode::list_too_long;
  std::vector<bool> chosen(field.choices.size(), false);
  for (const Json& item : value.items()) {
    CARE_TRY(check_choice(field, item));
    const std::size_t place = place_of(field, item);
    if (chosen[place]) return ErrorCode::field_not_a_choice;  // twice
    chosen[place] = true;
  }
  return {};
}

Result<void> check_number(const FieldInfo& field, const Json& value, Instant now) {
  if (!value.is_integer()) return ErrorCode::field_not_a_number;
  const std::uint64_t number = value.integer();
  if (field.kind == FieldKind::instant) {
    if (number < kYear2000Ms) return ErrorCode::field_out_of_range;
    if (number > to_ms(now) + kClockLeewayMs) return ErrorCode::time_in_future;
    return {};
  }
  if (field.kind == FieldKind::flag) {
    if (number > 1) return ErrorCode::field_not_a_choice;
    return {};
  }
  if (field.kind == FieldKind::choice_integer) {
    const auto& numbers = field.choice_numbers;
    if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) return ErrorCode::field_not_a_choice;
    return {};
  }
  if (number < field.min || number > field.max) return ErrorCode::field_out_of_range;
  if (number % field.step != 0) return ErrorCode::number_step_wrong;
  return {};
}

Result<void> check_date(const FieldInfo& field, std::string_view text, Instant now) {
  const Date date = CARE_TRY(parse_date(text));
  if (field.birth) return check_birth(date, now);
  return {};
}

Result<void> check_id(const FieldInfo& field, std::string_view text) {
  const std::size_t at = field.prefix.size();
  if (!text.starts_with(field.prefix) || text.size() <= at || text[at] != '_') return ErrorCode::id_invalid;
  const auto bytes = decode_base32hex(text.substr(at + 1));
  if (!bytes || bytes->size() != kIdBytes) return ErrorCode::id_invalid;
  return {};
}

Result<void> check_image(const FieldInfo& field, std::string_view text) {
  const auto bytes = decode_base64url(text);
  if (!bytes) return ErrorCode::field_wrong_type;
  if (bytes->size() > field.max) return ErrorCode::field_too_long;
  if (!is_jpeg_or_webp(*bytes)) return ErrorCode::field_wrong_type;
  return {};
}

Result<void> check_spelling(Parse parse, std::string_view text) {
  const std::string spelling = CARE_TRY(parse(text));
  if (spelling != text) return code_of(parse);
  return {};
}

// Lists and texts as people leave them: nothing where they left it empty.
std::optional<Json> normalise_list(const Json& value) {
  Json list = Json::array();
  for (const Json& item : value.items()) {
    if (!item.is_text()) {
      list.push(item);
    } else if (std::string text = normalise_text(item.text(), false); !text.empty()) {
      list.push(std::move(text));
    }
  }
  if (list.items().empty()) return std::nullopt;
  return list;
}

std::optional<Json> normalise_choices(const FieldInfo& field, const Json& value) {
  if (value.items().empty()) return std::nullopt;
  Json ordered = value;
  std::stable_sort(ordered.items().begin(), ordered.items().end(),
                   [&field](const Json& a, const Json& b) { return place_of(field, a) < place_of(field, b); });
  return ordered;
}

}  // namespace

Result<void> check_field(const FieldInfo& field, const Json& value, Instant now) {
  switch (field.kind) {
    case FieldKind::list_text: return check_list(field, value);
    case FieldKind::choice: return check_choice(field, value);
    case FieldKind::choices: return check_choices(field, value);
    case FieldKind::choice_integer: case FieldKind::integer: case FieldKind::decimal: case FieldKind::flag:
    case FieldKind::instant: return check_number(field, value, now);
    case FieldKind::text: case FieldKind::date: case FieldKind::id: case FieldKind::image: case FieldKind::nhs_number:
    case FieldKind::nino: case FieldKind::postcode: case FieldKind::phone: case FieldKind::email: case FieldKind::dose:
    case FieldKind::ods_code: case FieldKind::cqc_id: break;
  }
  if (!value.is_text()) return ErrorCode::field_wrong_type;
  const std::string& text = value.text();
  if (const Parse parse = find_parser(field.kind); parse != nullptr) return check_spelling(parse, text);
  if (field.kind == FieldKind::date) return check_date(field, text, now);
  if (field.kind == FieldKind::id) return check_id(field, text);
  if (field.kind == FieldKind::image) return check_image(field, text);
  return check_text(text, field.multiline, field.min, field.max);
}

std::optional<Json> normalise_field(const FieldInfo& field, const Json& value) {
  if (value.is_array()) return field.kind == FieldKind::choices ? normalise_choices(field, value) : normalise_list(value);
  if (!value.is_text()) return value;
  if (is_blank(value.text())) return std::nullopt;
  if (const Parse parse = find_parser(field.kind); parse != nullptr) {
    auto spelling = parse(value.text());
    return spelling ? Json(std::move(spelling).value()) : value;
  }
  std::string text = normalise_text(value.text(), field.multiline);
  if (text.empty()) return std::nullopt;
  return Json(std::move(text));
}

}  // namespace care
