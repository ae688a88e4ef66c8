#include "shared/redact/people.h"

namespace care::redact {
namespace {

Result<std::string> text_of(const Json& person, FieldName key) {
  const Json* value = person.find(key.text());
  if (value == nullptr) return std::string();
  // A room may be written as a number.
  if (value->is_integer()) return std::to_string(value->integer());
  if (!value->is_text()) return Error(ErrorCode::json_wrong_type, key);
  return value->text();
}

Result<std::vector<std::string>> texts_of(const Json& person, FieldName key) {
  std::vector<std::string> out;
  const Json* value = person.find(key.text());
  if (value == nullptr) return out;
  if (!value->is_array()) return Error(ErrorCode::json_wrong_type, key);
  for (const Json& item : value->items()) {
    if (!item.is_text()) return Error(ErrorCode::json_wrong_type, key);
    out.push_back(item.text());
  }
  return out;
}

Result<Person> read_person(const Json& value) {
  if (!value.is_object()) return ErrorCode::json_wrong_type;
  if (value.find("name") == nullptr) return Error(ErrorCode::json_missing_field, "name");
  Person person;
  const std::string role = CARE_TRY(text_of(value, "role"));
  person.role = role == "resident" ? PersonRole::resident : role == "staff" ? PersonRole::staff : PersonRole::relative;
  person.name = CARE_TRY(text_of(value, "name"));
  person.aliases = CARE_TRY(texts_of(value, "aliases"));
  person.birth_date = CARE_TRY(text_of(value, "dob"));
  person.nhs_number = CARE_TRY(text_of(value, "nhs"));
  person.room = CARE_TRY(text_of(value, "room"));
  person.phones = CARE_TRY(texts_of(value, "phones"));
  std::string phone = CARE_TRY(text_of(value, "phone"));
  if (!phone.empty()) person.phones.push_back(std::move(phone));
  return person;
}

}  // namespace

Result<std::vector<Person>> read_people(const Json& list) {
  if (!list.is_array()) return ErrorCode::json_wrong_type;
  std::vector<Person> out;
  out.reserve(list.items().size());
  for (const Json& person : list.items()) out.push_back(CARE_TRY(read_person(person)));
  return out;
}

}  // namespace care::redact
