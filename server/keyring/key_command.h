// server/keyring/key_command.h — runs the operator's command for the master key and takes what it prints.
//
// Secrets  the caller wipes the output; every other copy is wiped here
// Tests    tests/unit/server/keyring/master_key_test.cpp
#pragma once

#include <chrono>
#include <string_view>

#include "shared/base/bytes.h"

namespace care::server {

struct CommandAnswer {
  enum class Outcome : std::uint8_t { done, failed, too_slow };
  Outcome outcome = Outcome::failed;
  Bytes output;  // at most 256 bytes; empty unless done
};

// By /bin/sh, in a process group of its own that is ended when the time is over: `limit` is for its output and its end together.
CommandAnswer run_key_command(std::string_view command, std::chrono::milliseconds limit);

}  // namespace care::server
