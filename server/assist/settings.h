// server/assist/settings.h — what the operator offers: whose service, where, and how much of it.
//
// Errors   config_invalid; the sentence says what is wrong
// Tests    tests/unit/server/assist/settings_test.cpp
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace care::server {

enum class AssistKind : std::uint8_t { azure, openai };
std::string_view name_of(AssistKind kind);

struct AssistSettings {
  AssistKind kind = AssistKind::azure;
  std::string endpoint;       // https://name.openai.azure.com, https://host/prefix
  std::string deployment;     // azure
  std::string api_version;    // azure
  std::string model;          // what people are told and statements say; openai: also what the service is told
  std::string region;
  std::vector<std::string> regions;
  std::string ca_file;
  std::uint32_t answers_per_hour = 60;  // of one home
  std::size_t max_streams = 8;
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds quiet{60'000};
  std::chrono::milliseconds whole{120'000};
};

std::string host_of(const AssistSettings& settings);  // without port
// The one address that is asked.
std::string address_of(const AssistSettings& settings);

// What is wrong, in a sentence; nothing if it may be offered.
std::optional<std::string> find_fault(const AssistSettings& settings);

}  // namespace care::server
