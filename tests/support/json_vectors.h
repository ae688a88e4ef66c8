// tests/support/json_vectors.h — values of vector files as care::Json.
//
// {"repeat": text, "times": n} stands for that text n times; {"bytes": hex, "padded_to": n} for the base64url of those
// bytes with zeros behind, n in all.
#pragma once

#include "shared/base/json.h"
#include "tests/support/vectors.h"

namespace care::test {

inline Json json_of(const nlohmann::json& value) {
  if (value.is_number_unsigned()) return Json(value.get<std::uint64_t>());
  if (value.is_string()) return Json(value.get<std::string>());
  if (value.is_array()) {
    Json list = Json::array();
    for (const auto& item : value) list.push(json_of(item));
    return list;
  }
  REQUIRE(value.is_object());
  if (value.contains("repeat")) {
    std::string text;
    for (std::uint64_t i = 0; i < number(value["times"]); ++i) text += value["repeat"].get<std::string>();
    return Json(text);
  }
  if (value.contains("padded_to")) {
    Bytes bytes = hex(value["bytes"]);
    bytes.resize(number(value["padded_to"]));
    return Json(encode_base64url(bytes));
  }
  Json object;
  for (const auto& [key, member] : value.items()) object.set(key, json_of(member));
  return object;
}

}  // namespace care::test
