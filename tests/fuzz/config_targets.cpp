// careseal.toml, the environment and the flags: a configuration, or problems that name their place.
#include "server/config/config.h"
#include "tests/fuzz/seeds.h"

namespace care::fuzz {
namespace {

using namespace care::server;

const std::vector<ConfigKey>& known_keys() {
  static const std::vector<ConfigKey> keys = config_keys();
  return keys;
}

// Where a problem lies that is of several keys together.
bool is_section(std::string_view where) {
  return std::any_of(known_keys().begin(), known_keys().end(), [&](const ConfigKey& key) { return key.section == where; });
}

// how much of it is a flag's value 1 ‖ value ‖ TOML
void run_config(BytesView input) {
  Cursor cursor(input);
  const std::string_view value = as_text(cursor.take(cursor.byte()));
  const auto environment = [&](std::string_view name) -> std::optional<std::string> {
    if (value.size() % 2 == 1 || !name.starts_with("CARESEAL_")) return std::nullopt;
    return std::string(value);
  };
  std::vector<Flag> flags;
  if (value.size() % 2 == 1) {
    for (const ConfigKey& key : known_keys()) flags.emplace_back(key.flag, value);
  }
  const ConfigAnswer answer = parse_config(as_text(cursor.rest()), "careseal.toml", value.empty() ? EnvironmentLookup([](std::string_view) { return std::nullopt; }) : environment, flags);
  for (const ConfigProblem& problem : answer.problems) {
    FUZZ_CHECK(!problem.where.empty() && !problem.sentence.empty());
    if (value.empty()) FUZZ_CHECK(problem.where.starts_with("careseal.toml:") || is_section(problem.where));
    // Shown at a terminal: what stands in the file must not reach it as anything but text.
    for (const char letter : problem.where + problem.sentence) FUZZ_CHECK(static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7F);
  }
  const auto config = answer.result();
  FUZZ_CHECK(accepted(config) == answer.problems.empty());
  if (!config) return;
  FUZZ_CHECK(config->threads > 0 && config->open_max > 0);
  FUZZ_CHECK(config->tls_mode == "local" || config->tls_mode == "files" || config->tls_mode == "off");
}

Inputs config_seeds() {
  Inputs out;
  for (const auto& each : load_list("config_v1.json", "cases")) {
    out.push_back(with_prefix({0}, test::text(each["toml"])));
  }
  out.push_back(with_prefix({4}, "1234[server]\nport = 1\n"));
  out.push_back(with_prefix({3}, "443"));
  out.push_back(with_prefix({0}, "[server]\n\"a\\u001b[31m\" = 1\nport = 0x1F\ndata = '''\nx'''\ntrusted_proxies = [ \"10.0.0.1\", \"::1\" ]\n"));
  out.push_back(with_prefix({0}, "[tls]\nmode = \"off\"\n[server]\nlisten = \"::1\"\nport = 1979-05-27T07:32:00Z\n"));
  return out;
}

}  // namespace

std::vector<Target> config_targets() { return {{"config", run_config, config_seeds, kNoJson, 40}}; }

}  // namespace care::fuzz
