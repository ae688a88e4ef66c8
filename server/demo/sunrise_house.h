// server/demo/sunrise_house.h — the people and days of the demo home. All invented.
#pragma once

#include <span>
#include <string_view>

#include "shared/schema/access_tables.gen.h"

namespace care::server::demo {

struct Person {
  std::string_view name;
  std::string_view job;
  Role role;
  bool writes = false;  // signs in while the demo is made, and writes notes
  bool shown = false;   // whose sign-in is printed
  bool nights = false;  // writes from nine in the evening to seven in the morning
};
std::span<const Person> staff();

struct Resident {
  std::string_view first, last, preferred, room, pronouns;
  std::string_view born;       // yyyy-mm-dd
  std::string_view allergies;  // separated by ';', empty: none known
  bool dnacpr = false;
  std::string_view risks;      // separated by ';'
  std::string_view diet, fluids, mobility;
  std::string_view about;
};
std::span<const Resident> residents();

std::span<const std::string_view> day_notes();    // {name} stands for the preferred name
std::span<const std::string_view> night_notes();

}  // namespace care::server::demo
