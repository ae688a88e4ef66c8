// server/command.h — the sub-commands of `careseal`: one row each, so that --help can't forget one.
//
// Exit codes   0 done · 1 it did not work (one line says why) · 2 used wrongly · 3 something is wrong with the data
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/config/config.h"
#include "shared/base/id.h"

namespace care::server {

struct Arguments {
  std::optional<std::string> config_file;
  std::vector<Flag> flags;               // those of the configuration
  std::vector<std::string_view> own;     // those of the sub-command itself, such as --setup-link
  bool has(std::string_view flag) const;
};

struct Command {
  std::string_view name;
  std::string_view summary;
  int (*run)(const Arguments& arguments);
};
std::span<const Command> commands();

int run_serve(const Arguments& arguments);
int run_init(const Arguments& arguments);
int run_demo(const Arguments& arguments);
int run_doctor(const Arguments& arguments);
int run_rebuild(const Arguments& arguments);
int run_verify(const Arguments& arguments);
int run_version(const Arguments& arguments);

// Of a home's folder that the registry does not name.
std::string sentence_of_stray(const WorkspaceId& workspace);

// Says what is wrong with the configuration and returns 2, or the configuration.
std::optional<Config> read_config(const Arguments& arguments);

}  // namespace care::server
