#include "server/keyring/master_key.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/keyring/key_command.h"
#include "shared/base/encoding.h"

namespace care::server {
namespace {

using Answer = MasterKeyAnswer;

constexpr std::size_t kFileMaxBytes = 512;

// What lies at one of the places, as it lies there.
struct Found {
  MasterKeyProblem problem = MasterKeyProblem::none;
  Result<Bytes> bytes;
};

Found fail(MasterKeyProblem problem, ErrorCode code = ErrorCode::master_key_unreadable) { return {problem, code}; }

std::string_view without_line_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// 64 hex digits, with a line end if a tool printed one; or, from a file, 32 raw bytes.
Answer read_key(BytesView bytes, bool may_be_raw) {
  ByteArray<32> key{};
  if (may_be_raw && copy_exact(bytes, key)) return {MasterKeyProblem::none, Secret32(key)};
  const std::string_view text = without_line_end(as_text(bytes));
  auto decoded = text.size() == 64 ? decode_hex(text) : Result<Bytes>(ErrorCode::encoding_invalid);
  if (!decoded.ok()) return {MasterKeyProblem::wrong_length, ErrorCode::master_key_unreadable};
  copy_exact(*decoded, key);
  wipe(*decoded);
  return {MasterKeyProblem::none, Secret32(key)};
}

bool is_inside(const std::filesystem::path& path, const std::filesystem::path& folder) {
  std::error_code failed;
  const auto inner = std::filesystem::weakly_canonical(path, failed);
  if (failed) return false;
  const auto outer = std::filesystem::weakly_canonical(folder, failed);
  if (failed || outer.empty()) return false;
  auto at = inner.begin();
  for (const auto& part : outer) {
    if (part.empty()) continue;
    if (at == inner.end() || *at != part) return false;
    ++at;
  }
  return true;
}

Found read_file(const std::filesystem::path& path, bool check_mode) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return missing ? fail(MasterKeyProblem::file_missing, ErrorCode::master_key_missing)
                   : fail(MasterKeyProblem::file_not_readable);
  }
  struct stat facts {};
  const bool known = ::fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
  if (!known || (check_mode && (facts.st_mode & 0177U) != 0)) {
    ::close(descriptor);
    return fail(known ? MasterKeyProblem::file_mode_open : MasterKeyProblem::file_not_readable);
  }
  Bytes bytes(kFileMaxBytes);
  const ssize_t got = ::read(descriptor, bytes.data(), bytes.size());
  ::close(descriptor);
  if (got < 0) return fail(MasterKeyProblem::file_not_readable);
  bytes.resize(static_cast<std::size_t>(got));
  return {MasterKeyProblem::none, std::move(bytes)};
}

Found find_in_file(std::string_view path_text, const std::filesystem::path& data) {
  const std::filesystem::path path(path_text);
  if (is_inside(path, data)) return fail(MasterKeyProblem::file_in_data);
  return read_file(path, true);
}

Found find_in_environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr) return fail(MasterKeyProblem::variable_missing, ErrorCode::master_key_missing);
  return {MasterKeyProblem::none, to_bytes(as_bytes(std::string_view(value)))};
}

Found find_by_command(std::string_view command, std::chrono::milliseconds limit) {
  CommandAnswer answer = run_key_command(command, limit);
  if (answer.outcome == CommandAnswer::Outcome::too_slow) return fail(MasterKeyProblem::command_too_slow);
  if (answer.outcome == CommandAnswer::Outcome::failed) return fail(MasterKeyProblem::command_failed);
  return {MasterKeyProblem::none, std::move(answer.output)};
}

Found find_in_credential(std::string_view name) {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  const bool plain = !name.empty() && name.find('/') == std::string_view::npos && name != "..";
  if (folder == nullptr || !plain) return fail(MasterKeyProblem::credential_missing, ErrorCode::master_key_missing);
  Found found = read_file(std::filesystem::path(folder) / name, false);  // the folder is systemd's own, and closed
  if (found.problem == MasterKeyProblem::file_missing) found.problem = MasterKeyProblem::credential_missing;
  return found;
}

Found find_secret(std::string_view provider, const std::filesystem::path& data, std::chrono::milliseconds command_limit) {
  const auto rest = [&](std::string_view kind) { return provider.substr(kind.size()); };
  if (provider.starts_with("file:")) return find_in_file(rest("file:"), data);
  if (provider.starts_with("env:")) return find_in_environment(rest("env:"));
  if (provider.starts_with("cmd:")) return find_by_command(rest("cmd:"), command_limit);
  if (provider.starts_with("systemd:")) return find_in_credential(rest("systemd:"));
  return fail(MasterKeyProblem::unknown_provider, ErrorCode::config_invalid);
}

}  // namespace

std::string_view explain(MasterKeyProblem problem) {
  switch (problem) {
    case MasterKeyProblem::none: return "The master key was read.";
    case MasterKeyProblem::unknown_provider:
      return "master_key must begin with file:, env:, cmd: or systemd:.";
    case MasterKeyProblem::file_missing:
      return "The master key file does not exist. Put the key back where master_key says, or run careseal init for a new server.";
    case MasterKeyProblem::file_not_readable:
      return "The master key file can't be read. It must be a plain file that the server's user owns.";
    case MasterKeyProblem::file_mode_open:
      return "Others may read the master key file. Run chmod 0400 on it.";
    case MasterKeyProblem::file_in_data:
      return "The master key file lies inside the data directory, where every backup would carry it. Move it elsewhere.";
    case MasterKeyProblem::wrong_length:
      return "The master key must be 64 hex digits, or a file of exactly 32 bytes.";
    case MasterKeyProblem::variable_missing: return "The environment variable with the master key is not set.";
    case MasterKeyProblem::command_failed: return "The command for the master key failed. Run it by hand to see why.";
    case MasterKeyProblem::command_too_slow: return "The command for the master key took too long.";
    case MasterKeyProblem::credential_missing:
      return "systemd did not hand over that credential. Check LoadCredential= in the unit.";
  }
  return "The master key can't be read.";
}

MasterKeyAnswer load_master_key(std::string_view provider, const std::filesystem::path& data_directory,
                                std::chrono::milliseconds command_limit) {
  Found found = find_secret(provider, data_directory, command_limit);
  if (!found.bytes.ok()) return {found.problem, found.bytes.error()};
  Answer answer = read_key(*found.bytes, provider.starts_with("file:") || provider.starts_with("systemd:"));
  wipe(*found.bytes);
  return answer;
}

Result<signin::SecretText> load_secret_text(std::string_view provider, const std::filesystem::path& data_directory,
                                            std::chrono::milliseconds command_limit) {
  Found found = find_secret(provider, data_directory, command_limit);
  if (!found.bytes.ok()) return found.bytes.error();
  Bytes text = to_bytes(as_bytes(without_line_end(as_text(*found.bytes))));
  wipe(*found.bytes);
  const bool printable = std::all_of(text.begin(), text.end(), [](std::uint8_t each) { return each > 0x20 && each < 0x7F; });
  signin::SecretText secret(std::move(text));
  if (secret.size() == 0 || secret.size() >= kFileMaxBytes || !printable) return ErrorCode::master_key_unreadable;
  return secret;
}

Result<void> make_master_key_file(const std::filesystem::path& path, const std::filesystem::path& data_directory,
                                  Random& random) {
  if (is_inside(path, data_directory)) return ErrorCode::config_invalid;
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
  if (descriptor < 0) return ErrorCode::store_failed;
  ByteArray<32> key{};
  random.fill(key);
  std::string text = encode_hex(key);
  wipe(key.data(), key.size());
  text += '\n';
  const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(descriptor) == 0;
  ::close(descriptor);
  wipe(text.data(), text.size());
  if (!written) return ErrorCode::store_failed;
  return {};
}

}  // namespace care::server
