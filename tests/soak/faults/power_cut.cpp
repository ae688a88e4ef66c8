#include "tests/soak/faults/power_cut.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/soak/faults/control.h"
#include "tests/support/temp_folder.h"

namespace care::soak {
namespace {

constexpr std::size_t kSectorBytes = 512;

struct Change {
  Note note;
  std::string before;
  std::string after;
  enum class Fate : std::uint8_t { waiting, durable, lost } fate = Fate::waiting;  // lost: a sync failed on it
};

using Files = std::map<std::uint64_t, std::vector<Change>>;  // by inode

void settle(std::vector<Change>& changes, std::uint64_t up_to, Change::Fate fate) {
  for (Change& each : changes) {
    if (each.fate == Change::Fate::waiting && each.note.sequence <= up_to) each.fate = fate;
  }
}

// Where the note ends that begins here; nothing for half a note, which is what a kill leaves of its last.
std::optional<std::size_t> end_of_note(const std::string& text, std::size_t at) {
  if (at + sizeof(Note) > text.size()) return std::nullopt;
  Note note;
  std::memcpy(&note, text.data() + at, sizeof(Note));
  const std::size_t end = at + sizeof(Note) + note.old_bytes + note.new_bytes;
  if (end > text.size()) return std::nullopt;
  return end;
}

Files read_journal(const std::string& text) {
  Files files;
  std::size_t at = 0;
  while (const auto end = end_of_note(text, at)) {
    Change change;
    std::memcpy(&change.note, text.data() + at, sizeof(Note));
    change.before = text.substr(at + sizeof(Note), change.note.old_bytes);
    change.after = text.substr(*end - change.note.new_bytes, change.note.new_bytes);
    at = *end;
    std::vector<Change>& changes = files[change.note.inode];
    switch (change.note.kind) {
      case Note::Kind::write:
      case Note::Kind::truncate: changes.push_back(std::move(change)); break;
      case Note::Kind::synced: settle(changes, change.note.sequence, Change::Fate::durable); break;
      case Note::Kind::sync_failed: settle(changes, change.note.sequence, Change::Fate::lost); break;
      case Note::Kind::fresh: changes.clear(); break;
    }
  }
  return files;
}

class File {
 public:
  explicit File(const std::filesystem::path& path) : descriptor_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) { REQUIRE(descriptor_ >= 0); }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void undo(const Change& change) {
    const auto size = static_cast<off_t>(change.note.size);
    write(change.before, change.note.offset);
    REQUIRE(::ftruncate(descriptor_, size) == 0);
  }
  void apply(const Change& change, std::size_t length) {
    if (change.note.kind == Note::Kind::truncate) {
      REQUIRE(::ftruncate(descriptor_, static_cast<off_t>(change.note.offset)) == 0);
    } else {
      write(change.after.substr(0, length), change.note.offset);
    }
  }

 private:
  void write(const std::string& bytes, std::uint64_t offset) {
    REQUIRE(::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset)) == static_cast<ssize_t>(bytes.size()));
  }
  int descriptor_;
};

// How much of a change that no sync reached is on the disk.
std::size_t surviving(const Change& change, std::uint64_t manner, test::TestRandom& random) {
  const std::size_t all = change.note.kind == Note::Kind::truncate ? 1 : change.after.size();
  if (manner == 0) return 0;
  if (random.below(2) == 0) return 0;
  return random.below(4) == 0 ? std::min<std::size_t>(all, random.below(8) * kSectorBytes) : all;
}

void replay(const std::filesystem::path& path, const std::vector<Change>& changes, test::TestRandom& random, PowerCut& cut) {
  File file(path);
  for (auto each = changes.rbegin(); each != changes.rend(); ++each) file.undo(*each);
  const std::uint64_t manner = random.below(3);  // 0: nothing survives; 1, 2: about half
  for (const Change& each : changes) {
    ++cut.noted;
    const std::size_t all = each.note.kind == Note::Kind::truncate ? 1 : each.after.size();
    std::size_t length = all;
    if (each.fate != Change::Fate::durable) {
      ++cut.waiting;
      length = surviving(each, manner, random);
      if (length < all) ++cut.dropped;
    }
    if (length > 0) file.apply(each, length);
  }
}

}  // namespace

void drop_half_note(const std::filesystem::path& journal) {
  const std::string text = test::read_file(journal);
  std::size_t whole = 0;
  while (const auto end = end_of_note(text, whole)) whole = *end;
  std::filesystem::resize_file(journal, whole);
}

PowerCut cut_power(const std::filesystem::path& folder, const std::filesystem::path& journal, test::TestRandom& random) {
  PowerCut cut;
  const Files files = read_journal(test::read_file(journal));
  std::vector<std::filesystem::path> gone;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    struct stat facts {};
    if (!entry.is_regular_file() || ::stat(entry.path().c_str(), &facts) != 0) continue;
    // The index of a write-ahead log lives in memory.
    if (entry.path().string().ends_with("-shm")) gone.push_back(entry.path());
    const auto at = files.find(facts.st_ino);
    if (at != files.end() && !entry.path().string().ends_with("-shm")) replay(entry.path(), at->second, random, cut);
  }
  for (const auto& each : gone) std::filesystem::remove(each);
  test::write_file(journal, "");
  return cut;
}

}  // namespace care::soak
