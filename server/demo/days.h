// server/demo/days.h — two plausible weeks: drinks, meals, washes, turns, moods, notes, observations, spread over day and night.
#pragma once

#include <vector>

#include "shared/base/clock.h"
#include "shared/base/json.h"

namespace care::server::demo {

// create-records of all residents of sunrise_house.h
Json resident_records(std::uint64_t now_ms);

class Days {
 public:
  Days(const Clock& clock, Random& random) : clock_(clock), random_(random) {}
  // The share of one of `writers` people, in batches of at most 90, oldest first. `residents` as open_records answers them.
  std::vector<Json> records_of_writer(const Json& residents, std::size_t writer, std::size_t writers) const;

 private:
  std::uint64_t below(std::uint64_t limit) const;
  Json entry(const Json& resident, std::uint64_t at_ms, unsigned hour) const;

  const Clock& clock_;
  Random& random_;
};

}  // namespace care::server::demo
