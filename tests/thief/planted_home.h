// tests/thief/planted_home.h — a home whose every kind of secret is known to the test, and what a thief makes of its files.
#pragma once

#include "tests/integration/home.h"
#include "tests/thief/search.h"

namespace care::test {

class PlantedHome {
 public:
  PlantedHome();
  const Search& search() const { return search_; }
  TestServer& server() { return *server_; }
  TestHome& home() { return *home_; }
  const Person& carer() const { return carer_.person; }

  // A copy of the data directory as it is on the disk at this moment: the thief's, or a backup. The master key is not in it.
  void copy_data(const std::filesystem::path& to) const;

  // What was copied, as it lies there: names and bytes of all files.
  std::set<std::string> look_at_files(const std::filesystem::path& copy) const;
  std::set<std::string> look_at_log() const;
  // With the key of the home's database: every value of every table.
  std::set<std::string> look_with_home_key(const std::filesystem::path& copy) const;
  // With the master key: all of that, the file of gate shares, the registry, and the keys themselves.
  std::set<std::string> look_with_master_key(const std::filesystem::path& copy) const;

 private:
  void plant_people();
  void plant_care();
  void plant_traces();
  void plant_keys();
  void plant(const std::string& what, const std::string& value);
  // A value that is printed, and the bytes it stands for.
  void plant_encoded(const std::string& what, const std::string& base64url);

  std::unique_ptr<TestServer> server_;
  std::optional<TestHome> home_;
  Member carer_;
  std::string subject_;
  std::vector<Planted> words_;
  Search search_{{}};
};

// Planting takes seconds, and nobody changes it.
PlantedHome& planted_home();

}  // namespace care::test
