// server/keyring/master_key.h — where the master key comes from: one line of configuration.
//
//   file:PATH      32 raw bytes or 64 hex digits; mode 0400 or 0600, own or root's, not inside the data directory
//   env:NAME       64 hex digits
//   cmd:COMMAND    what the command prints: 64 hex digits; 10 s at most. The operator's own words, run by /bin/sh
//   systemd:NAME   the credential of that name in $CREDENTIALS_DIRECTORY
//
// Errors   config_invalid (no such kind), master_key_missing, master_key_unreadable. explain() says which and what to do.
// Secrets  every copy is wiped
// Tests    tests/unit/server/keyring/master_key_test.cpp
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/signin/secret_text.h"

namespace care::server {

enum class MasterKeyProblem : std::uint8_t {
  none,
  unknown_provider,
  file_missing,
  file_not_readable,
  file_mode_open,      // others may read it
  file_in_data,        // a backup would carry key and data together
  wrong_length,        // not 32 bytes or 64 hex digits
  variable_missing,
  command_failed,
  command_too_slow,
  credential_missing,
};

// One sentence for the operator; never a part of the key.
std::string_view explain(MasterKeyProblem problem);

struct MasterKeyAnswer {
  MasterKeyProblem problem = MasterKeyProblem::none;
  Result<Secret32> key;
};

MasterKeyAnswer load_master_key(std::string_view provider, const std::filesystem::path& data_directory,
                                std::chrono::milliseconds command_limit = std::chrono::seconds(10));

// Another secret at the same kinds of place, such as the key of a service that is asked: letters, digits and signs, a line end behind
// them left out. Errors as above.
Result<signin::SecretText> load_secret_text(std::string_view provider, const std::filesystem::path& data_directory,
                                            std::chrono::milliseconds command_limit = std::chrono::seconds(10));

// For `init`: a new random key in a new file, mode 0400, as 64 hex digits. Never replaces one.
Result<void> make_master_key_file(const std::filesystem::path& path, const std::filesystem::path& data_directory,
                                  Random& random);

}  // namespace care::server
