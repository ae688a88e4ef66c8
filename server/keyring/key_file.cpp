#include "server/keyring/key_file.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include "server/disk/durable_files.h"

namespace care::server {
namespace {

constexpr std::string_view kMagic = "CSKEYS";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kEntryHeadBytes = 1 + 4 + 2;
constexpr std::size_t kFileMaxBytes = 64 * 1024;

Error file_error() {
  if (errno == EEXIST) return ErrorCode::home_exists;
  return errno == ENOSPC || errno == EDQUOT ? ErrorCode::disk_full : ErrorCode::store_failed;
}

Result<void> write_synced(const std::filesystem::path& path, BytesView bytes) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return file_error();
  const bool written = ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                       ::fsync(descriptor) == 0;
  const Error error = file_error();
  ::close(descriptor);
  if (!written) return error;
  return {};
}

}  // namespace

Bytes encode_key_file(std::span<const SealedKey> keys) {
  Bytes out = to_bytes(as_bytes(kMagic));
  out.push_back(kVersion);
  out.push_back(static_cast<std::uint8_t>(keys.size()));
  for (const SealedKey& key : keys) {
    out.push_back(key.purpose);
    append_big_endian(out, key.generation);
    append_big_endian(out, static_cast<std::uint16_t>(key.sealed.size()));
    append(out, key.sealed);
  }
  return out;
}

Result<std::vector<SealedKey>> decode_key_file(BytesView bytes) {
  if (bytes.size() < kMagic.size() + 2 || as_text(bytes.first(kMagic.size())) != kMagic) return ErrorCode::store_corrupt;
  if (bytes[kMagic.size()] != kVersion) return ErrorCode::store_newer;
  const std::size_t count = bytes[kMagic.size() + 1];
  BytesView rest = bytes.subspan(kMagic.size() + 2);
  std::vector<SealedKey> keys;
  for (std::size_t i = 0; i < count; ++i) {
    if (rest.size() < kEntryHeadBytes) return ErrorCode::store_corrupt;
    SealedKey key{rest[0], read_big_endian<std::uint32_t>(rest.subspan(1, 4)), {}};
    const std::size_t size = read_big_endian<std::uint16_t>(rest.subspan(5, 2));
    rest = rest.subspan(kEntryHeadBytes);
    if (rest.size() < size) return ErrorCode::store_corrupt;
    key.sealed = to_bytes(rest.first(size));
    rest = rest.subspan(size);
    keys.push_back(std::move(key));
  }
  if (!rest.empty()) return ErrorCode::store_corrupt;
  return keys;
}

Result<void> create_key_file(const std::filesystem::path& path, BytesView bytes) {
  std::filesystem::path beside = path;
  beside += ".new";
  CARE_TRY(write_synced(beside, bytes));
  // link() refuses where rename() would replace.
  const bool placed = ::link(beside.c_str(), path.c_str()) == 0;
  const Error error = file_error();
  ::unlink(beside.c_str());
  if (!placed) return error;
  return sync_folder(path.parent_path());
}

Result<Bytes> load_key_file(const std::filesystem::path& path) { return load_file(path, kFileMaxBytes); }

}  // namespace care::server
