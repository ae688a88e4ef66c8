#include "shared/redact/own_values.h"

#include "shared/redact/redact.h"
#include "shared/redact/roster.h"
#include "tests/support/catch.h"
#include "tests/unit/redact/lists.h"

namespace care::redact {
namespace {

Roster home() {
  Person ernestine{PersonRole::resident, "Ernestine Popplewell", {"Nessie"}, "1936-02-25", "999 263 6467", "24", {}};
  Person albert{PersonRole::resident, "Albert Macaraeg", {}, "", "", "Room 22A", {"+44 7700 900145"}};
  Person jerome{PersonRole::staff, "Jerome Baptiste", {}, "", "", "", {}};
  return Roster::create({ernestine, albert, jerome}).value();
}

// "ROOM 24, PHONE 900145": all but the names.
std::string values_in(std::string_view text, const Roster& roster) {
  std::string out;
  for (const Identifier& found : find_identifiers(text, roster, shipped_lexicon())) {
    if (found.person || type_label(found.span.type).starts_with("NAME")) continue;
    if (!out.empty()) out += ", ";
    out += std::string(type_label(found.span.type)) + " " + std::string(text.substr(found.span.begin, found.span.end - found.span.begin));
  }
  return out;
}

TEST_CASE("own values: a room stands beside the name of whoever lives there") {
  CHECK(values_in("24: Nessie awake til 1", home()) == "ROOM 24");
  CHECK(values_in("24 - Mrs Popplewell up", home()) == "ROOM 24");
  CHECK(values_in("Popplewell,Ernestine,19360225,24", home()) == "DATE_OF_BIRTH 19360225, ROOM 24");
  CHECK(values_in("tea in 24, please", home()) == "ROOM 24");
  // Somebody else's, and figures.
  CHECK(values_in("24 peas for Jerome", home()) == "");
  CHECK(values_in("Nessie 24 hrs fluids", home()) == "");
  CHECK(values_in("Nessie 24/7 watch, obs at 2.24. Nessie ate 24 peas", home()) == "");
  CHECK(values_in("spent 24. Nessie fine", home()) == "");
}

TEST_CASE("own values: a room with a letter is found wherever it stands, written as such") {
  CHECK(values_in("mop needed, 22A", home()) == "ROOM 22A");
  CHECK(values_in("mop needed, 22B", home()) == "");
  CHECK(values_in("mop needed, 122A", home()) == "");
}

TEST_CASE("own values: birth dates and telephones that their form alone does not show") {
  CHECK(values_in("ref card says 250236", home()) == "DATE_OF_BIRTH 250236");
  CHECK(values_in("rang 900145, no answer", home()) == "PHONE 900145");
  CHECK(values_in("fluids 250236ml", home()) == "");
  CHECK(values_in("lot 250237", home()) == "");
}

TEST_CASE("own values: of a roster without any nothing is found, and nobody's room is every room") {
  const Roster nobody;
  CHECK(values_in("mop needed, 22A", nobody) == "");
  const Person odd{PersonRole::resident, "Ida Quill", {}, "19", "12", "first floor, the blue one", {"5"}};
  const Roster roster = Roster::create({odd}).value();
  CHECK_FALSE(roster.own_values().has_rooms());
  CHECK(roster.own_values().find_digits("5") == nullptr);
}

}  // namespace
}  // namespace care::redact
