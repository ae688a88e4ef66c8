#include "shared/redact/roster.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace care;
using namespace care::redact;

namespace {

Person person(std::string name, std::vector<std::string> aliases = {}) {
  Person out;
  out.name = std::move(name);
  out.aliases = std::move(aliases);
  return out;
}

Roster home() {
  return Roster::create({person("Ẹniọlá Adébáyọ̀", {"Niola"}), person("Coralie Thackray-Dell"), person("Cormac O'Hagan"), person("Reginald Bexley")}).value();
}

std::vector<std::uint32_t> people(NameParts parts) {
  std::vector<std::uint32_t> out;
  for (const NamePart& part : parts) out.push_back(part.person);
  return out;
}

}  // namespace

TEST_CASE("roster: each word of a name finds its person, without accents, apostrophes and hyphens") {
  const Roster roster = home();
  CHECK(people(roster.find("eniola")) == std::vector<std::uint32_t>{0});
  CHECK(people(roster.find("niola")) == std::vector<std::uint32_t>{0});
  CHECK(people(roster.find("dell")) == std::vector<std::uint32_t>{1});
  CHECK(people(roster.find("ohagan")) == std::vector<std::uint32_t>{2});
  CHECK(roster.find("nobody").empty());
}

TEST_CASE("roster: a word two people share finds both") {
  const Roster roster = Roster::create({person("Ewa Lis"), person("Adam Lis")}).value();
  CHECK(people(roster.find("lis")).size() == 2);
}

TEST_CASE("roster: one slip of the finger still finds the person, two do not in a short name") {
  const Roster roster = home();
  CHECK(people(roster.find_alike("adbeayo")) == std::vector<std::uint32_t>{0});   // swapped
  CHECK(people(roster.find_alike("thackry")) == std::vector<std::uint32_t>{1});   // left out
  CHECK(people(roster.find_alike("corallie")) == std::vector<std::uint32_t>{1});  // put in
  CHECK(people(roster.find_alike("bexlay")) == std::vector<std::uint32_t>{3});    // changed
  CHECK(roster.find_alike("baxlay").empty());
}

TEST_CASE("roster: the beginning of a first name finds the person") {
  CHECK(people(home().find_alike("reg")) == std::vector<std::uint32_t>{3});
  CHECK(home().find_alike("bex").empty());
}

TEST_CASE("roster: initials are those of all words, and of the first and last") {
  const Roster roster = home();
  CHECK(people(roster.find_initials("ea")) == std::vector<std::uint32_t>{0});
  CHECK(people(roster.find_initials("ctd")) == std::vector<std::uint32_t>{1});
  CHECK(people(roster.find_initials("cd")) == std::vector<std::uint32_t>{1});
}

TEST_CASE("roster: too many people, names too long and names that are no text are refused") {
  CHECK(Roster::create(std::vector<Person>(20'001, person("A B"))).error().code() == ErrorCode::roster_too_large);
  CHECK(Roster::create({person(std::string(201, 'a'))}).error().code() == ErrorCode::field_too_long);
  CHECK(Roster::create({person("\xFF")}).error().code() == ErrorCode::field_bad_text);
  CHECK(Roster::create({person("A", {"\xC3"})}).error().code() == ErrorCode::field_bad_text);
}

TEST_CASE("roster: names without letters find nobody and break nothing") {
  const Roster roster = Roster::create({person(""), person("  "), person("123"), person("'"), person("X")}).value();
  CHECK(roster.find("x").empty());
  CHECK(roster.find_alike("xyz").empty());
}
