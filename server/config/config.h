// server/config/config.h — the one configuration: defaults, then the TOML file, then CARESEAL_… variables, then flags.
//
// Unknown keys are errors that name file and line. Secrets never stand in it: only where they come from.
// Errors   config_invalid; the problems say where and what
// Tests    tests/unit/server/config/config_test.cpp
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "shared/base/result.h"

namespace care::server {

struct Config {
  // [server]
  std::string data = "/var/lib/careseal";
  std::string base_host = "localhost";
  std::string listen = "127.0.0.1";
  std::uint16_t port = 8443;
  std::string admin_listen = "127.0.0.1";
  std::uint16_t admin_port = 8481;            // 0: off
  std::uint32_t threads = 128;                // requests handled at the same time
  std::uint32_t connections_per_address = 256;
  std::vector<std::string> trusted_proxies;   // addresses whose forwarded headers are believed
  std::uint32_t drain_seconds = 20;
  // [tls]
  std::string tls_mode = "local";             // local: own authority; files: certificate and key below; off: loopback only
  std::string certificate;
  std::string certificate_key;
  // [keys]
  std::string master_key = "file:/etc/careseal/master.key";
  // [homes]
  std::uint32_t open_max = 64;
  std::uint32_t idle_close_seconds = 300;
  // [assist]: without an endpoint the operator offers no writing help
  std::string assist_provider = "azure";      // azure, openai
  std::string assist_endpoint;
  std::string assist_deployment;              // azure
  std::string assist_model;
  std::string assist_api_version = "2024-10-21";
  std::string assist_region = "uksouth";
  std::vector<std::string> assist_regions = {"uksouth", "ukwest"};
  std::string assist_key;                     // where it comes from
  std::string assist_ca_file;
  std::uint32_t assist_answers_per_hour = 60;
  std::uint32_t assist_timeout_seconds = 120;
  std::uint32_t assist_max_streams = 8;
  // [log]
  std::string log_level = "info";             // debug info warn error
};

struct ConfigProblem {
  std::string where;    // "careseal.toml:12", "CARESEAL_SERVER_PORT", "--server-port"
  std::string sentence;
};

struct ConfigAnswer {
  Config config;
  std::vector<ConfigProblem> problems;  // not empty: config is not to be used
  Result<Config> result() const {
    if (!problems.empty()) return ErrorCode::config_invalid;
    return config;
  }
};

// One row per key: --help, the generated page and the environment names come from it.
struct ConfigKey {
  std::string_view section;
  std::string_view name;
  std::string environment;       // CARESEAL_SERVER_PORT
  std::string flag;              // --server-port
  std::string shape;             // text, number with its limits, list of texts, one of …
  std::string_view why;
  std::string standard;          // the default, as it would be written
};
std::vector<ConfigKey> config_keys();
std::string config_help();       // for --help
std::string config_markdown();   // for the documentation page

using EnvironmentLookup = std::function<std::optional<std::string>(std::string_view name)>;
using Flag = std::pair<std::string_view, std::string_view>;  // {"--server-port", "8443"}

// `toml` may be empty. `file_name` is only for messages.
ConfigAnswer parse_config(std::string_view toml, std::string_view file_name, const EnvironmentLookup& environment,
                          std::span<const Flag> flags);
// Absent path: no file.
ConfigAnswer load_config(const std::optional<std::filesystem::path>& file, std::span<const Flag> flags);

}  // namespace care::server
