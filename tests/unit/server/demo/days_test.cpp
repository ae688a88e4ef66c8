#include "server/demo/days.h"

#include <map>
#include <set>

#include "tests/support/catch.h"
#include "tests/support/test_clock.h"
#include "tests/support/test_random.h"

namespace care::server::demo {
namespace {

using care::test::TestClock;
using care::test::TestRandom;
using namespace std::chrono;

// Residents as open_records answers them.
Json home() {
  const Json records = resident_records();
  Json out = Json::array();
  for (const Json& record : records.items()) {
    out.push(Json::object({{"fields", *record.find("fields")}, {"subject", "subj_" + std::to_string(out.items().size())}}));
  }
  return out;
}

std::vector<Person> team() {
  std::vector<Person> out;
  for (const Person& person : staff()) {
    if (person.writes && person.role != Role::manager) out.push_back(person);
  }
  return out;
}

Instant moment_of(const Json& record) {
  return instant_from_ms(record.find("fields")->find("body")->find("occurred")->integer());
}

std::vector<Round> two_weeks_until(Instant now) {
  TestRandom random;
  const TestClock clock(to_ms(now));
  return two_weeks(home(), team(), clock, random);
}

Instant on(year_month_day day, minutes time) { return Instant(sys_days(day) + time); }

}  // namespace

TEST_CASE("demo days: what all writers sent lies in the order of its time, and nothing in the future") {
  const Instant now = on(2026y / November / 21, minutes(14 * 60 + 20));
  Instant last = now - days(14);
  std::size_t count = 0;
  for (const Round& round : two_weeks_until(now)) {
    REQUIRE_FALSE(round.records.items().empty());
    for (const Json& record : round.records.items()) {
      CHECK(moment_of(record) >= last);
      last = moment_of(record);
      ++count;
    }
  }
  CHECK(last < now);
  CHECK(count > 1500);
  CHECK(count < 3500);
}

TEST_CASE("demo days: by the afternoon most residents have drunk, eaten, been cared for and been written about today") {
  const Instant now = on(2026y / November / 21, minutes(16 * 60));
  std::map<std::string, std::set<std::string>> today;
  for (const Round& round : two_weeks_until(now)) {
    for (const Json& record : round.records.items()) {
      if (moment_of(record) >= floor<days>(now)) today[record.find("type")->text()].insert(record.find("subject")->text());
    }
  }
  CHECK(today["drink"].size() >= 22);
  CHECK(today["food"].size() >= 22);
  CHECK(today["personal_care"].size() >= 20);
  CHECK(today["note"].size() >= 13);
}

TEST_CASE("demo days: before dawn the night is written down") {
  const Instant now = on(2026y / November / 21, minutes(4 * 60 + 30));
  std::set<std::string> written;
  for (const Round& round : two_weeks_until(now)) {
    for (const Json& record : round.records.items()) {
      if (moment_of(record) >= floor<days>(now)) written.insert(record.find("subject")->text());
    }
  }
  CHECK(written.size() >= 18);
}

TEST_CASE("demo days: night workers write the nights, the others the days") {
  const std::vector<Person> people = team();
  for (const Round& round : two_weeks_until(on(2026y / November / 21, minutes(12 * 60)))) {
    const auto hour = duration_cast<hours>(moment_of(round.records.items().front()) - floor<days>(moment_of(round.records.items().front()))).count();
    CHECK(people.at(round.writer).nights == (hour < 7 || hour >= 21));
  }
}

TEST_CASE("demo days: breakfast is at breakfast time in summer too") {
  for (const auto& [now, offset] : {std::pair{on(2026y / June / 20, minutes(20 * 60)), 900U}, std::pair{on(2026y / December / 20, minutes(20 * 60)), 840U}}) {
    for (const Round& round : two_weeks_until(now)) {
      for (const Json& record : round.records.items()) {
        const Json& body = *record.find("fields")->find("body");
        CHECK(body.find("offset")->integer() == offset);
        if (record.find("type")->text() != "food" || body.find("meal")->text() != "breakfast") continue;
        const Instant there = moment_of(record) + minutes(offset - 840);
        const auto minute = duration_cast<minutes>(there - floor<days>(there)).count();
        CHECK((minute >= 8 * 60 && minute <= 9 * 60 + 30));
      }
    }
  }
}

}  // namespace care::server::demo
