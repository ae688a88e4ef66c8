#include "server/workspace/high_water.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include "shared/audit/merkle.h"
#include "shared/crypto/hazmat/sha2.h"

namespace care::server {
namespace {

constexpr std::size_t kCoveredBytes = 8 + 8 + 32;
constexpr std::size_t kSlotBytes = kCoveredBytes + 24;

Error write_error() { return errno == ENOSPC || errno == EDQUOT ? ErrorCode::disk_full : ErrorCode::store_failed; }

Bytes encode_slot(std::uint64_t sequence, const HighWaterMark& mark) {
  Bytes slot;
  append_big_endian(slot, sequence);
  append_big_endian(slot, mark.size);
  append(slot, mark.root);
  const Hash32 check = crypto::sha256(slot);
  append(slot, BytesView(check).first(kSlotBytes - kCoveredBytes));
  return slot;
}

struct Slot {
  std::uint64_t sequence = 0;
  HighWaterMark mark;
};

std::optional<Slot> decode_slot(BytesView bytes) {
  if (bytes.size() != kSlotBytes) return std::nullopt;
  Slot slot;
  slot.sequence = read_big_endian<std::uint64_t>(bytes.first(8));
  slot.mark.size = read_big_endian<std::uint64_t>(bytes.subspan(8, 8));
  copy_exact(bytes.subspan(16, 32), slot.mark.root);
  if (encode_slot(slot.sequence, slot.mark) != to_bytes(bytes)) return std::nullopt;
  return slot;
}

class FileHighWater final : public HighWater {
 public:
  explicit FileHighWater(int descriptor) : descriptor_(descriptor) {}
  ~FileHighWater() override { ::close(descriptor_); }
  FileHighWater(const FileHighWater&) = delete;
  FileHighWater& operator=(const FileHighWater&) = delete;

  const HighWaterMark& mark() const override { return now_.mark; }

  Result<void> raise(const HighWaterMark& mark) override {
    if (mark.size < now_.mark.size) return ErrorCode::log_rolled_back;
    if (mark == now_.mark && durable_) return {};
    const Slot next{now_.sequence + 1, mark};
    CARE_TRY(write(next));
    now_ = next;
    durable_ = true;
    return {};
  }

  Result<void> start() {
    const Slot first{0, {0, audit::empty_root()}};
    CARE_TRY(write(first));
    now_ = first;
    // The second slot exists from the start: later writes change no size, so one fdatasync is one flush.
    return write({1, first.mark});
  }

  Result<void> load() {
    bool found = false;
    for (std::uint64_t i = 0; i < 2; ++i) {
      Bytes bytes(kSlotBytes);
      const auto got = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(i * kSlotBytes));
      if (got < 0) return ErrorCode::store_failed;
      if (got != static_cast<ssize_t>(bytes.size())) continue;
      const auto slot = decode_slot(bytes);
      if (!slot || (found && slot->sequence < now_.sequence)) continue;
      now_ = *slot;
      found = true;
    }
    if (!found) return ErrorCode::store_corrupt;
    return {};
  }

 private:
  Result<void> write(const Slot& slot) {
    const Bytes bytes = encode_slot(slot.sequence, slot.mark);
    const auto at = static_cast<off_t>((slot.sequence % 2) * kSlotBytes);
    if (::pwrite(descriptor_, bytes.data(), bytes.size(), at) != static_cast<ssize_t>(bytes.size())) return write_error();
    if (::fdatasync(descriptor_) != 0) return write_error();
    return {};
  }

  int descriptor_;
  Slot now_;
  bool durable_ = false;  // what was read may have been written by a process that was killed before its sync
};

class UnreachableMark final : public HighWater {
 public:
  const HighWaterMark& mark() const override { return mark_; }
  Result<void> raise(const HighWaterMark&) override { return ErrorCode::log_rolled_back; }

 private:
  HighWaterMark mark_{~std::uint64_t{0}, {}};
};

}  // namespace

std::unique_ptr<HighWater> make_unreachable_mark() { return std::make_unique<UnreachableMark>(); }

Result<std::unique_ptr<HighWater>> create_high_water(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return write_error();
  auto made = std::make_unique<FileHighWater>(descriptor);
  CARE_TRY(made->start());
  return std::unique_ptr<HighWater>(std::move(made));
}

Result<std::unique_ptr<HighWater>> open_high_water(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT ? ErrorCode::store_corrupt : ErrorCode::store_failed;
  auto opened = std::make_unique<FileHighWater>(descriptor);
  CARE_TRY(opened->load());
  return std::unique_ptr<HighWater>(std::move(opened));
}

}  // namespace care::server
