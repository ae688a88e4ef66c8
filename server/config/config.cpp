#include "server/config/config.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "server/config/config_keys.h"

// Version 3.3.0 asserts of what follows "[" what it refuses with a sentence a few lines on: a slip in the file would end a debug build.
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/toml.h>

namespace care::server {
namespace {

constexpr std::string_view kEnvironmentPrefix = "CARESEAL_";
constexpr std::size_t kFileMaxBytes = 1024 * 1024;

// CARESEAL_TLS_MODE, CARESEAL_SERVER_PORT: section and name, so that no two can be the same.
std::string environment_name(const KeyRow& row) {
  std::string name(kEnvironmentPrefix);
  for (const std::string_view part : {row.section, std::string_view("_"), row.name}) {
    for (const char c : part) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

std::string flag_name(const KeyRow& row) {
  std::string name = "--" + std::string(row.section) + "-" + std::string(row.name);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::string listed(std::span<const std::string_view> choices) {
  std::string out;
  for (const std::string_view choice : choices) out += (out.empty() ? "" : ", ") + std::string(choice);
  return out;
}

class Setter {
 public:
  Setter(Config& config, std::vector<ConfigProblem>& problems) : config_(config), problems_(problems) {}

  // Shown at a terminal, and may quote the file.
  void complain(std::string where, std::string sentence) {
    std::replace_if(sentence.begin(), sentence.end(), [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    problems_.push_back({std::move(where), std::move(sentence)});
  }

  void set_text(const KeyRow& row, std::string_view value, const std::string& where) {
    if (const auto* text = std::get_if<TextKey>(&row.place)) {
      if (!row.choices.empty() && std::find(row.choices.begin(), row.choices.end(), value) == row.choices.end()) {
        return complain(where, std::string(row.name) + " must be one of: " + listed(row.choices) + ".");
      }
      config_.*(*text) = std::string(value);
    } else if (const auto* list = std::get_if<ListKey>(&row.place)) {
      set_list(*list, value);
    } else {
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
      if (error != std::errc() || end != value.data() + value.size()) {
        return complain(where, std::string(row.name) + " must be a whole number.");
      }
      set_number(row, number, where);
    }
  }

  void set_number(const KeyRow& row, std::int64_t value, const std::string& where) {
    if (value < row.min || value > row.max) {
      return complain(where, std::string(row.name) + " must be between " + std::to_string(row.min) + " and " +
                                 std::to_string(row.max) + ".");
    }
    if (const auto* port = std::get_if<PortKey>(&row.place)) config_.*(*port) = static_cast<std::uint16_t>(value);
    if (const auto* number = std::get_if<NumberKey>(&row.place)) config_.*(*number) = static_cast<std::uint32_t>(value);
  }

  // From the file, where each kind has its own spelling.
  void set_node(const KeyRow& row, const toml::node& node, const std::string& where) {
    const bool wants_number = !std::holds_alternative<TextKey>(row.place) && !std::holds_alternative<ListKey>(row.place);
    if (wants_number) {
      if (const auto* number = node.as_integer()) return set_number(row, number->get(), where);
      return complain(where, std::string(row.name) + " must be a whole number.");
    }
    if (const auto* list = std::get_if<ListKey>(&row.place)) return set_array(row, *list, node, where);
    if (const auto* text = node.as_string()) return set_text(row, text->get(), where);
    complain(where, std::string(row.name) + " must be a text in quotes.");
  }

 private:
  void set_list(ListKey place, std::string_view comma_separated) {
    std::vector<std::string> items;
    while (!comma_separated.empty()) {
      const std::size_t comma = std::min(comma_separated.find(','), comma_separated.size());
      if (comma != 0) items.emplace_back(comma_separated.substr(0, comma));
      comma_separated.remove_prefix(std::min(comma + 1, comma_separated.size()));
    }
    config_.*place = std::move(items);
  }

  void set_array(const KeyRow& row, ListKey place, const toml::node& node, const std::string& where) {
    const auto* array = node.as_array();
    std::vector<std::string> items;
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      if (const auto* text = array->get(i)->as_string()) items.push_back(text->get());
    }
    if (array == nullptr || items.size() != array->size()) {
      return complain(where, std::string(row.name) + " must be a list of texts.");
    }
    config_.*place = std::move(items);
  }

  Config& config_;
  std::vector<ConfigProblem>& problems_;
};

std::string place_of(std::string_view file, const toml::source_position& position) {
  return std::string(file) + ":" + std::to_string(position.line);
}

const KeyRow* find_row(std::string_view section, std::string_view name) {
  for (const KeyRow& row : key_rows()) {
    if (row.section == section && row.name == name) return &row;
  }
  return nullptr;
}

bool is_section(std::string_view name) {
  const auto rows = key_rows();
  return std::any_of(rows.begin(), rows.end(), [&](const KeyRow& row) { return row.section == name; });
}

void read_file(std::string_view toml_text, std::string_view file, Setter& setter) {
  const toml::parse_result parsed = toml::parse(toml_text, file);
  if (!parsed) {
    return setter.complain(place_of(file, parsed.error().source().begin), std::string(parsed.error().description()));
  }
  for (const auto& [section, node] : parsed.table()) {
    const std::string where = place_of(file, section.source().begin);
    const toml::table* table = node.as_table();
    if (!is_section(section.str()) || table == nullptr) {
      setter.complain(where, "There is no section [" + std::string(section.str()) + "].");
      continue;
    }
    for (const auto& [name, value] : *table) {
      const std::string at = place_of(file, name.source().begin);
      const KeyRow* row = find_row(section.str(), name.str());
      if (row == nullptr) {
        setter.complain(at, "There is no key " + std::string(name.str()) + " in [" + std::string(section.str()) + "].");
      } else {
        setter.set_node(*row, value, at);
      }
    }
  }
}

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1" || address == "localhost"; }

// What no single key can be wrong about.
void check_whole(const Config& config, Setter& setter) {
  if (config.tls_mode == "files" && (config.certificate.empty() || config.certificate_key.empty())) {
    setter.complain("tls", "mode files needs certificate and certificate_key.");
  }
  if (config.tls_mode == "off" && !is_loopback(config.listen)) {
    setter.complain("tls", "mode off is for loopback addresses only: put a proxy with TLS in front on this machine.");
  }
  if (config.data.empty()) setter.complain("server", "data must name a folder.");
  if (config.base_host.empty()) setter.complain("server", "base_host must be a name.");
}

std::string standard_of(const KeyRow& row) {
  const Config standard;
  return std::visit(
      [&](const auto place) -> std::string {
        const auto& value = standard.*place;
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::string>) return "\"" + value + "\"";
        if constexpr (std::is_same_v<Value, std::vector<std::string>>) return "[]";
        if constexpr (std::is_integral_v<Value>) return std::to_string(value);
      },
      row.place);
}

std::string shape_of(const KeyRow& row) {
  if (std::holds_alternative<ListKey>(row.place)) return "list of texts";
  if (std::holds_alternative<TextKey>(row.place)) return row.choices.empty() ? "text" : "one of " + listed(row.choices);
  return "number " + std::to_string(row.min) + " to " + std::to_string(row.max);
}

}  // namespace

std::vector<ConfigKey> config_keys() {
  std::vector<ConfigKey> keys;
  for (const KeyRow& row : key_rows()) {
    keys.push_back({row.section, row.name, environment_name(row), flag_name(row), shape_of(row), row.why, standard_of(row)});
  }
  return keys;
}

std::string config_help() {
  std::string out;
  for (const ConfigKey& key : config_keys()) {
    out += "  " + key.flag + "  (" + key.shape + ", " + key.standard + ")\n      " + std::string(key.why) + "\n";
  }
  return out;
}

std::string config_markdown() {
  std::string out = "| Key | Shape | Default | Environment | What |\n|---|---|---|---|---|\n";
  for (const ConfigKey& key : config_keys()) {
    out += "| `[" + std::string(key.section) + "]` `" + std::string(key.name) + "` | " + key.shape + " | `" + key.standard +
           "` | `" + key.environment + "` | " + std::string(key.why) + " |\n";
  }
  return out;
}

ConfigAnswer parse_config(std::string_view toml_text, std::string_view file_name, const EnvironmentLookup& environment,
                          std::span<const Flag> flags) {
  ConfigAnswer answer;
  Setter setter(answer.config, answer.problems);
  read_file(toml_text, file_name, setter);
  for (const KeyRow& row : key_rows()) {
    const std::string name = environment_name(row);
    if (const auto value = environment(name)) setter.set_text(row, *value, name);
  }
  for (const Flag& flag : flags) {
    const auto rows = key_rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const KeyRow& each) { return flag_name(each) == flag.first; });
    if (row == rows.end()) {
      setter.complain(std::string(flag.first), "There is no such option.");
    } else {
      setter.set_text(*row, flag.second, std::string(flag.first));
    }
  }
  check_whole(answer.config, setter);
  return answer;
}

ConfigAnswer load_config(const std::optional<std::filesystem::path>& file, std::span<const Flag> flags) {
  const EnvironmentLookup environment = [](std::string_view name) -> std::optional<std::string> {
    const char* value = std::getenv(std::string(name).c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
  if (!file) return parse_config("", "", environment, flags);
  std::error_code failed;
  const auto size = std::filesystem::file_size(*file, failed);
  std::ifstream stream(*file, std::ios::binary);
  if (failed || !stream || size > kFileMaxBytes) {
    ConfigAnswer answer;
    answer.problems.push_back({file->string(), "The configuration file can't be read."});
    return answer;
  }
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  return parse_config(text, file->filename().string(), environment, flags);
}

}  // namespace care::server
