#include "server/demo/demo_folder.h"

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace care::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMark = "careseal-demo";

std::string mark_text(std::uint64_t tables) { return "whole " + std::to_string(tables) + "\n"; }

// Answers false too where it can't be looked into.
bool is_empty_folder(const fs::path& folder) {
  std::error_code failed;
  const fs::directory_iterator first(folder, failed);
  return !failed && first == fs::directory_iterator();
}

}  // namespace

std::variant<DemoFolder, std::string> DemoFolder::open(const fs::path& folder, std::uint64_t tables) {
  std::error_code failed;
  const bool was_there = fs::exists(folder, failed);
  if (!was_there) fs::create_directories(folder, failed);
  if (failed || !fs::is_directory(folder, failed)) return folder.string() + " is no folder and can't be made one.";
  const fs::path mark = folder / kMark;
  const bool marked = fs::symlink_status(mark, failed).type() == fs::file_type::regular;
  if (!marked && !is_empty_folder(folder)) {
    return folder.string() + " holds something else than a demo home. Nothing was changed. Name a new or an empty folder.";
  }
  const int descriptor = ::open(mark.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return "Nothing can be written to " + folder.string() + ".";
  DemoFolder opened(folder, tables, descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    opened.found_ = Found::home;  // somebody else's to remove
    return "A demo runs in " + folder.string() + " already.";
  }
  opened.was_there_ = was_there;
  if (marked) opened.read_mark();
  return opened;
}

std::variant<DemoFolder, std::string> DemoFolder::make_temporary(std::uint64_t tables) {
  std::error_code failed;
  const fs::path place = fs::temp_directory_path(failed);
  std::string folder = (place / "careseal-demo-XXXXXX").string();
  if (failed || ::mkdtemp(folder.data()) == nullptr) return std::string("No temporary folder can be made.");
  auto made = open(folder, tables);
  if (auto* demo = std::get_if<DemoFolder>(&made)) {
    demo->was_there_ = false;
    demo->temporary_ = true;
  }
  return made;
}

DemoFolder::DemoFolder(DemoFolder&& other) noexcept
    : folder_(std::move(other.folder_)),
      tables_(other.tables_),
      mark_(std::exchange(other.mark_, -1)),
      found_(other.found_),
      was_there_(other.was_there_),
      temporary_(other.temporary_) {}

DemoFolder::~DemoFolder() {
  if (mark_ < 0) return;
  if (temporary_ || found_ != Found::home) {
    std::error_code ignored;
    if (remove_home()) fs::remove(folder_ / kMark, ignored);
    if (!was_there_) fs::remove(folder_, ignored);  // only when it is empty
  }
  ::close(mark_);
}

void DemoFolder::read_mark() {
  char text[64];
  const ssize_t got = ::pread(mark_, text, sizeof text, 0);
  const std::string said(text, got > 0 ? static_cast<std::size_t>(got) : 0);
  if (said == mark_text(tables_)) {
    found_ = Found::home;
  } else {
    found_ = said.starts_with("whole ") && said.ends_with("\n") ? Found::other_tables : Found::unfinished;
  }
}

bool DemoFolder::remove_home() const {
  std::error_code data_failed;
  std::error_code key_failed;
  fs::remove_all(data(), data_failed);
  fs::remove(master_key(), key_failed);
  return !data_failed && !key_failed;
}

bool DemoFolder::clear() {
  found_ = Found::unfinished;
  return ::ftruncate(mark_, 0) == 0 && ::fsync(mark_) == 0 && remove_home();
}

bool DemoFolder::finish() {
  const std::string text = mark_text(tables_);
  if (::pwrite(mark_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()) || ::fsync(mark_) != 0) return false;
  found_ = Found::home;
  return true;
}

}  // namespace care::server
