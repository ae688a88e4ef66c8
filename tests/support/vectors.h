// tests/support/vectors.h — golden vectors of our own formats, and the public corpora.
//
// load_vectors(name)   tests/vectors/<name> of this tree; always there
// load_corpus(name)    a file below the folder that CARE_VECTORS_DIR names; the test says so and is skipped where it is not set
// Numbers up to 2^64-1 stay whole: read them with number(), never as doubles.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "shared/base/encoding.h"
#include "tests/support/catch.h"

// Made once, in vectors.cpp: forty files would each compile the whole of it.
extern template class nlohmann::basic_json<>;

namespace care::test {

nlohmann::json parse_json_file(const std::string& path);

// Tests run in the folder of the project.
nlohmann::json load_vectors(const std::string& name);

nlohmann::json load_corpus(const std::string& name);

// A JSON integer, or a decimal text where a reader in JavaScript would lose digits.
std::uint64_t number(const nlohmann::json& value);

Bytes hex(const nlohmann::json& value);

template <std::size_t N>
ByteArray<N> hex_exact(const nlohmann::json& value) {
  ByteArray<N> out{};
  REQUIRE(copy_exact(hex(value), out));
  return out;
}

std::string text(const nlohmann::json& value);

}  // namespace care::test
