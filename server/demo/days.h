// server/demo/days.h — two plausible weeks: drinks, meals, washes, turns, moods, notes, observations, day and night, up to now.
//
// The home's days are London's. Nothing lies in the future; since yesterday morning nearly everything is written down, before that
// about half.
// Tests    tests/unit/server/demo/days_test.cpp
#pragma once

#include <span>
#include <vector>

#include "server/demo/sunrise_house.h"
#include "shared/base/clock.h"
#include "shared/base/json.h"

namespace care::server::demo {

// create-records of all residents of sunrise_house.h
Json resident_records();

// What one person wrote within an hour: create-records, oldest first.
struct Round {
  std::size_t writer = 0;
  Json records = Json::array();
};

// Of all `writers` together, oldest first: whoever sends them in this order gets a log that reads like those two weeks.
// At least one writes by day and one by night. `residents` as open_records answers them.
std::vector<Round> two_weeks(const Json& residents, std::span<const Person> writers, const Clock& clock, Random& random);

}  // namespace care::server::demo
