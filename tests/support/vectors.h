// tests/support/vectors.h — golden vectors of our own formats, and the public corpora.
//
// load_vectors(name)   tests/vectors/<name> of this tree; always there
// load_corpus(name)    a file below the folder that CARE_VECTORS_DIR names; the test says so and is skipped where it is not set
// Numbers up to 2^64-1 stay whole: read them with number(), never as doubles.
#pragma once

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "shared/base/encoding.h"
#include "tests/support/catch.h"

namespace care::test {

inline nlohmann::json parse_json_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  INFO("reading " << path);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return nlohmann::json::parse(text.str());
}

// Tests run in the folder of the project.
inline nlohmann::json load_vectors(const std::string& name) {
  return parse_json_file("tests/vectors/" + name);
}

inline nlohmann::json load_corpus(const std::string& name) {
  const char* directory = std::getenv("CARE_VECTORS_DIR");
  if (directory == nullptr) SKIP("CARE_VECTORS_DIR is not set: the public vectors were not checked");
  return parse_json_file(std::string(directory) + "/" + name);
}

// A JSON integer, or a decimal text where a reader in JavaScript would lose digits.
inline std::uint64_t number(const nlohmann::json& value) {
  if (value.is_string()) return std::stoull(value.get<std::string>());
  REQUIRE(value.is_number_unsigned());
  return value.get<std::uint64_t>();
}

inline Bytes hex(const nlohmann::json& value) {
  auto bytes = decode_hex(value.get<std::string>());
  REQUIRE(bytes.ok());
  return bytes.value();
}

template <std::size_t N>
ByteArray<N> hex_exact(const nlohmann::json& value) {
  ByteArray<N> out{};
  REQUIRE(copy_exact(hex(value), out));
  return out;
}

inline std::string text(const nlohmann::json& value) { return value.get<std::string>(); }

}  // namespace care::test
