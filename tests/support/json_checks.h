// tests/support/json_checks.h — what a test reads out of an answer, and what it spoils in a message.
#pragma once

#include "shared/base/encoding.h"
#include "tests/support/catch.h"
#include "tests/support/client_json.h"

namespace care::test {

inline std::uint64_t number_of(const Json& json, std::string_view key) {
  const Json* value = json.find(key);
  INFO("number " << key << " in " << encode_canonical(json));
  REQUIRE(value != nullptr);
  REQUIRE(value->is_integer());
  return value->integer();
}

// The same bytes but for one bit of the last.
inline std::string flip(const std::string& base64url) {
  Bytes bytes = decode_base64url(base64url).value();
  bytes.back() = static_cast<std::uint8_t>(bytes.back() ^ 1U);
  return encode_base64url(bytes);
}

}  // namespace care::test
