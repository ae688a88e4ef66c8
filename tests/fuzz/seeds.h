// tests/fuzz/seeds.h — first inputs, out of the golden vectors.
#pragma once

#include "tests/fuzz/fuzz.h"
#include "tests/support/vectors.h"

namespace care::fuzz {

using Vectors = nlohmann::json;

// By value: a loop over a part of what a call has returned would outlive it.
inline Vectors load_list(const char* file, const char* name) { return test::load_vectors(file)[name]; }

// The texts (or bytes in hex) under one name in a list of vectors.
inline void add_texts(Inputs& into, const Vectors& list, const char* name) {
  for (const auto& each : list) into.push_back(to_bytes(as_bytes(test::text(each.at(name)))));
}
inline void add_hex(Inputs& into, const Vectors& list, const char* name) {
  for (const auto& each : list) into.push_back(test::hex(each.at(name)));
}
inline void add_all(Inputs& into, std::initializer_list<std::string_view> texts) {
  for (const std::string_view each : texts) into.push_back(to_bytes(as_bytes(each)));
}

}  // namespace care::fuzz
