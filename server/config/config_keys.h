// server/config/config_keys.h — the table of keys: name, kind and place in Config. Reading, help and page all walk it.
//
// Tests    tests/unit/server/config/config_test.cpp
#pragma once

#include "server/config/config.h"

namespace care::server {

using TextKey = std::string Config::*;
using ListKey = std::vector<std::string> Config::*;
using PortKey = std::uint16_t Config::*;
using NumberKey = std::uint32_t Config::*;

struct KeyRow {
  std::string_view section;
  std::string_view name;
  std::variant<TextKey, ListKey, PortKey, NumberKey> place;
  std::string_view why;
  std::uint32_t min = 0;                          // numbers
  std::uint32_t max = 0;
  std::span<const std::string_view> choices{};    // texts; empty: any
};

std::span<const KeyRow> key_rows();

}  // namespace care::server
