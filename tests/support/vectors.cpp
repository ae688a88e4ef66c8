#include "tests/support/vectors.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

template class nlohmann::basic_json<>;

namespace care::test {

nlohmann::json parse_json_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  INFO("reading " << path);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return nlohmann::json::parse(text.str());
}

nlohmann::json load_vectors(const std::string& name) { return parse_json_file("tests/vectors/" + name); }

nlohmann::json load_corpus(const std::string& name) {
  const char* directory = std::getenv("CARE_VECTORS_DIR");
  if (directory == nullptr) SKIP("CARE_VECTORS_DIR is not set: the public vectors were not checked");
  return parse_json_file(std::string(directory) + "/" + name);
}

std::uint64_t number(const nlohmann::json& value) {
  if (value.is_string()) return std::stoull(value.get<std::string>());
  REQUIRE(value.is_number_unsigned());
  return value.get<std::uint64_t>();
}

Bytes hex(const nlohmann::json& value) {
  auto bytes = decode_hex(value.get<std::string>());
  REQUIRE(bytes.ok());
  return bytes.value();
}

std::string text(const nlohmann::json& value) { return value.get<std::string>(); }

}  // namespace care::test
