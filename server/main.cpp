// careseal — one program: the server, its set-up, its checks.
#include <algorithm>
#include <csignal>
#include <cstdio>

#include "server/command.h"
#include "server/runtime/closed_memory.h"
#include "shared/crypto/system_random.h"

namespace care::server {
namespace {

constexpr Command kCommands[] = {
    {"serve", "run the server", &run_serve},
    {"init", "write a configuration and a master key", &run_init},
    {"demo", "run a demo home on this machine; its data is gone when it stops", &run_demo},
    {"doctor", "say what is wrong with configuration, certificate, key, disk and clock", &run_doctor},
    {"verify", "check every home's log from its first entry", &run_verify},
    {"rebuild", "compare every table with what the log says; --replace puts them right", &run_rebuild},
    {"version", "print the version", &run_version},
};

void print_help() {
  std::printf("careseal: the care record that its own server can't read\n\nUse: careseal COMMAND [--config FILE] [FLAGS]\n\n");
  for (const Command& command : kCommands) {
    std::printf("  %-9.*s %.*s\n", static_cast<int>(command.name.size()), command.name.data(),
                static_cast<int>(command.summary.size()), command.summary.data());
  }
  std::printf("\nShort: --data DIR, --listen HOST:PORT, --port PORT, --base-domain DOMAIN; serve --setup-link prints a new link.\n\n%s",
              config_help().c_str());
}

// Short names of what is typed most.
constexpr std::pair<std::string_view, std::string_view> kShortFlags[] = {
    {"--data", "--server-data"}, {"--base-domain", "--server-base-host"}, {"--port", "--server-port"}};
constexpr std::string_view kOwnFlags[] = {"--help", "-h", "--setup-link", "--replace"};

bool is_own_flag(std::string_view word) {
  return std::find(std::begin(kOwnFlags), std::end(kOwnFlags), word) != std::end(kOwnFlags);
}

// HOST:PORT, or a host alone.
void add_listen(std::vector<Flag>& flags, std::string_view value) {
  const std::size_t colon = value.rfind(':');
  flags.emplace_back("--server-listen", value.substr(0, std::min(colon, value.size())));
  if (colon != std::string_view::npos) flags.emplace_back("--server-port", value.substr(colon + 1));
}

// --flag value or --flag=value for the keys of the configuration; bare flags belong to the command.
std::optional<Arguments> read_arguments(std::span<char*> words) {
  Arguments out;
  const auto keys = config_keys();
  const auto is_config_flag = [&](std::string_view flag) {
    for (const ConfigKey& key : keys) {
      if (key.flag == flag) return true;
    }
    return false;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    std::optional<std::string_view> value;
    if (const std::size_t equals = word.find('='); word.starts_with("--") && equals != std::string_view::npos) {
      value = word.substr(equals + 1);
      word = word.substr(0, equals);
    }
    for (const auto& [short_name, name] : kShortFlags) {
      if (word == short_name) word = name;
    }
    const bool takes_value = word == "--config" || word == "--listen" || is_config_flag(word);
    if (takes_value && !value) {
      if (i + 1 >= words.size()) {
        std::fprintf(stderr, "careseal: %.*s needs a value\n", static_cast<int>(word.size()), word.data());
        return std::nullopt;
      }
      value = words[++i];
    }
    if (word == "--config") {
      out.config_file = std::string(*value);
    } else if (word == "--listen") {
      add_listen(out.flags, *value);
    } else if (takes_value) {
      out.flags.emplace_back(word, *value);
    } else if (is_own_flag(word)) {
      out.own.push_back(word);
    } else {
      std::fprintf(stderr, "careseal: %.*s is not a flag; see careseal --help\n", static_cast<int>(word.size()), word.data());
      return std::nullopt;
    }
  }
  return out;
}

int run(std::span<char*> words) {
  if (words.empty()) {
    print_help();
    return 2;
  }
  const std::string_view name = words.front();
  if (name == "--help" || name == "-h" || name == "help") {
    print_help();
    return 0;
  }
  if (name == "--version") return run_version({});
  if (!crypto::initialise()) {
    std::fprintf(stderr, "careseal: this machine gives no random numbers\n");
    return 1;
  }
  if (!close_memory()) std::fprintf(stderr, "careseal: this system may write the server's memory to disk at a crash; see careseal doctor\n");
  for (const Command& command : kCommands) {
    if (command.name != name) continue;
    const auto arguments = read_arguments(words.subspan(1));
    if (!arguments) return 2;
    if (arguments->has("--help") || arguments->has("-h")) {
      std::printf("careseal %.*s: %.*s\n\n%s", static_cast<int>(name.size()), name.data(),
                  static_cast<int>(command.summary.size()), command.summary.data(), config_help().c_str());
      return 0;
    }
    return command.run(*arguments);
  }
  std::fprintf(stderr, "careseal: there is no command \"%.*s\"; try careseal --help\n", static_cast<int>(name.size()),
               name.data());
  return 2;
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

bool Arguments::has(std::string_view flag) const {
  for (const std::string_view each : own) {
    if (each == flag) return true;
  }
  return false;
}

std::optional<Config> read_config(const Arguments& arguments) {
  const ConfigAnswer answer = load_config(arguments.config_file, arguments.flags);
  for (const ConfigProblem& problem : answer.problems) {
    std::fprintf(stderr, "careseal: %s: %s\n", problem.where.c_str(), problem.sentence.c_str());
  }
  if (!answer.problems.empty()) return std::nullopt;
  return answer.config;
}

}  // namespace care::server

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);
  return care::server::run(std::span(words, static_cast<std::size_t>(count)).subspan(1));
}
