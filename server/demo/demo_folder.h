// server/demo/demo_folder.h — the folder of a demo home: whose it is, whether the home in it is whole, what may be removed.
//
// Shapes   <folder>/careseal-demo is the mark, locked while a demo runs: empty until the home is whole, then one line with the
//          number of the tables' text. Beside it data/ and master.key. Nothing else is ever touched.
// Errors   a sentence for whoever started the demo
// Tests    tests/unit/server/demo/demo_folder_test.cpp
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>

namespace care::server {

class DemoFolder {
 public:
  enum class Found : std::uint8_t {
    nothing,     // a new or empty folder
    home,        // one that was finished, with these tables
    unfinished,  // whoever made it was stopped
    other_tables,
  };

  // `tables` tells one schema from another. A folder that holds anything but a demo is refused, unchanged.
  static std::variant<DemoFolder, std::string> open(const std::filesystem::path& folder, std::uint64_t tables);
  // One that is gone with this object, whatever happens.
  static std::variant<DemoFolder, std::string> make_temporary(std::uint64_t tables);

  DemoFolder(DemoFolder&& other) noexcept;
  DemoFolder& operator=(DemoFolder&&) = delete;
  // A home that is not whole is removed, and the folder too if it was not there before.
  ~DemoFolder();

  Found found() const { return found_; }
  std::filesystem::path data() const { return folder_ / "data"; }
  std::filesystem::path master_key() const { return folder_ / "master.key"; }

  // Removes a home of which nobody has the passwords, or that this program can't read. False: it could not be removed.
  [[nodiscard]] bool clear();
  // From now on the home is whole. False: the mark could not be written.
  [[nodiscard]] bool finish();

 private:
  DemoFolder(std::filesystem::path folder, std::uint64_t tables, int mark)
      : folder_(std::move(folder)), tables_(tables), mark_(mark) {}
  bool remove_home() const;
  void read_mark();

  std::filesystem::path folder_;
  std::uint64_t tables_;
  int mark_;  // its open file; -1 when moved from
  Found found_ = Found::nothing;
  bool was_there_ = false;
  bool temporary_ = false;
};

}  // namespace care::server
