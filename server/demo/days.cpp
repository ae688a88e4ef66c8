#include "server/demo/days.h"

#include <algorithm>

namespace care::server::demo {
namespace {

using std::chrono::minutes;

constexpr int kDays = 14;
constexpr unsigned kNightEnds = 7 * 60;
constexpr unsigned kNightBegins = 21 * 60;
constexpr std::size_t kRoundMax = 90;

enum Kind : unsigned { early_drink, drink, meal, wash, toilet, evening_care, turn, mood, observation, day_note, night_note };

// What is done for a resident in a day: between which minutes of it, and in how many of a hundred cases it is written down.
struct Habit {
  Kind kind;
  unsigned from, to;
  unsigned usually, lately;
};
constexpr unsigned at(unsigned hour, unsigned minute) { return hour * 60 + minute; }
constexpr Habit kHabits[] = {
    {turn, at(0, 5), at(1, 45), 50, 95},
    {early_drink, at(0, 10), at(2, 0), 8, 60},
    {toilet, at(0, 30), at(4, 30), 12, 45},
    {night_note, at(1, 0), at(3, 30), 20, 60},
    {turn, at(4, 0), at(6, 0), 50, 95},
    {early_drink, at(6, 15), at(7, 40), 40, 90},
    {wash, at(7, 10), at(9, 50), 45, 95},
    {meal, at(8, 0), at(9, 30), 45, 96},
    {observation, at(9, 0), at(11, 0), 12, 30},
    {drink, at(10, 0), at(11, 15), 45, 92},
    {mood, at(10, 30), at(12, 0), 20, 45},
    {day_note, at(11, 0), at(12, 45), 30, 55},
    {turn, at(11, 30), at(12, 20), 40, 95},
    {meal, at(12, 20), at(13, 30), 45, 95},
    {drink, at(12, 20), at(13, 40), 20, 85},
    {drink, at(14, 45), at(15, 50), 45, 92},
    {day_note, at(14, 0), at(16, 45), 25, 45},
    {turn, at(15, 0), at(16, 20), 40, 95},
    {meal, at(16, 50), at(18, 0), 45, 94},
    {drink, at(16, 55), at(18, 10), 25, 80},
    {drink, at(19, 20), at(20, 45), 30, 85},
    {evening_care, at(19, 30), at(21, 30), 30, 85},
    {mood, at(19, 45), at(20, 55), 8, 25},
    {turn, at(20, 0), at(21, 30), 40, 95},
    {night_note, at(22, 0), at(23, 50), 12, 40},
};

// How far London is ahead of UTC: an hour from the last Sunday of March to the last of October, one o'clock in the morning.
minutes london_ahead(Instant when) {
  using namespace std::chrono;
  const year_month_day day{floor<days>(when)};
  const auto changes = [&](month in) { return sys_days(day.year() / in / Sunday[last]) + hours(1); };
  return when >= changes(March) && when < changes(October) ? minutes(60) : minutes(0);
}

Json split(std::string_view list) {
  Json out = Json::array();
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    out.push(Json(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

std::string fill_in(std::string_view sentence, const std::string& name) {
  std::string out(sentence);
  for (std::size_t at = out.find("{name}"); at != std::string::npos; at = out.find("{name}")) out.replace(at, 6, name);
  return out;
}

Json create(std::string_view type, const std::string& subject, Json body) {
  return Json::object({{"act", "create"},
                       {"fields", Json::object({{"body", std::move(body)}})},
                       {"subject", subject},
                       {"type", type}});
}

// Who can't turn without help, or whose skin asks for it.
bool is_turned(const Json& resident) {
  const Json& card = *resident.find("fields")->find("card");
  const std::string& mobility = card.find("mobility")->text();
  if (mobility == "bed" || mobility == "hoist") return true;
  const Json* risks = card.find("risks");
  return risks != nullptr && std::any_of(risks->items().begin(), risks->items().end(),
                                         [](const Json& risk) { return risk.text() == "pressure_damage"; });
}

// Draws what is written down, and how it was.
class Chance {
 public:
  explicit Chance(Random& random) : random_(random) {}

  std::uint64_t below(std::uint64_t limit) {
    ByteArray<8> bytes{};
    random_.fill(bytes);
    return read_big_endian<std::uint64_t>(bytes) % limit;
  }

  Json entry(const Json& resident, Kind kind, std::uint64_t at_ms, unsigned minute) {
    const std::string& subject = resident.find("subject")->text();
    const std::string& name = resident.find("fields")->find("card")->find("preferred_name")->text();
    const auto offset = static_cast<std::uint64_t>(840 + london_ahead(instant_from_ms(at_ms)).count());  // 840 is UTC
    Json body = Json::object({{"entered", at_ms}, {"occurred", at_ms}, {"offset", offset}});
    switch (kind) {
      case early_drink:
        return create("drink", subject, body.set("amount_ml", 50 * (2 + below(2))).set("drink", pick({"water", "tea", "milk"})));
      case drink:
        return create("drink", subject, body.set("amount_ml", 50 * (3 + below(4))).set("drink", pick({"tea", "tea", "water", "juice", "coffee", "squash"})));
      case meal: {
        const std::string_view which = minute < at(11, 0) ? "breakfast" : minute < at(15, 0) ? "lunch" : "tea";
        const std::uint64_t eaten[] = {50, 75, 75, 100, 100, 100, 25};
        return create("food", subject, body.set("eaten_percent", eaten[below(std::size(eaten))]).set("meal", which));
      }
      case wash:
        return create("personal_care", subject, body.set("care", Json::Array{Json("wash"), Json("oral_care"), Json("dressed")}).set("help", pick({"prompted", "one_person", "two_people"})).set("mood", pick({"settled", "content"})));
      case toilet:
        return create("personal_care", subject, body.set("care", Json::Array{pick({"toilet", "pad_changed"})}).set("help", "one_person"));
      case evening_care:
        return create("personal_care", subject, body.set("care", Json::Array{Json("oral_care"), Json("undressed")}).set("help", pick({"prompted", "one_person"})));
      case turn: {
        const bool night = minute < kNightEnds || minute >= at(20, 0);
        return create("repositioning", subject, body.set("position", night ? pick({"left", "right", "back"}) : pick({"chair", "left", "right"})).set("skin", "no_concern"));
      }
      case mood: return create("mood", subject, body.set("mood", pick({"settled", "content", "content", "happy", "low"})));
      case observation:
        return create("observation", subject, body.set("consciousness", "alert").set("diastolic", 68 + below(16)).set("pulse", 62 + below(24)).set("respiration", 14 + below(5)).set("spo2", 94 + below(5)).set("systolic", 118 + below(30)).set("temperature", 362 + below(9)));
      case day_note: return create("note", subject, body.set("text", fill_in(day_notes()[below(day_notes().size())], name)));
      case night_note: return create("note", subject, body.set("text", fill_in(night_notes()[below(night_notes().size())], name)));
    }
    return body;
  }

 private:
  Json pick(std::initializer_list<std::string_view> choices) {
    return Json(*(choices.begin() + static_cast<std::ptrdiff_t>(below(choices.size()))));
  }

  Random& random_;
};

struct Moment {
  Instant when;
  unsigned minute;  // of London's day
  const Json* resident;
  Kind kind;
};

std::vector<Moment> draw_moments(const Json& residents, Instant now, Chance& chance) {
  const Instant first = now - std::chrono::days(kDays);
  const auto today = std::chrono::floor<std::chrono::days>(now + london_ahead(now));
  std::vector<Moment> moments;
  for (int ago = kDays; ago >= 0; --ago) {
    const auto day = today - std::chrono::days(ago);
    for (const Json& resident : residents.items()) {
      const bool turned = is_turned(resident);
      for (const Habit& habit : kHabits) {
        if (habit.kind == turn && !turned) continue;
        if (chance.below(100) >= (ago <= 1 ? habit.lately : habit.usually)) continue;
        const auto minute = static_cast<unsigned>(habit.from + chance.below(habit.to - habit.from));
        const auto on_the_clock = day + minutes(minute);
        const Instant when = on_the_clock - london_ahead(on_the_clock) + std::chrono::milliseconds(chance.below(60'000));
        if (when >= first && when < now) moments.push_back({when, minute, &resident, habit.kind});
      }
    }
  }
  std::sort(moments.begin(), moments.end(), [](const Moment& a, const Moment& b) { return a.when < b.when; });
  return moments;
}

}  // namespace

Json resident_records() {
  Json out = Json::array();
  std::uint64_t target = 1300;
  for (const Resident& each : residents()) {
    Json card = Json::object({{"allergies_known", each.allergies.empty() ? "none_known" : "has_allergies"},
                              {"diet", each.diet},
                              {"dnacpr", each.dnacpr ? "dnacpr_in_place" : "no_dnacpr"},
                              {"drink_target_ml", target},
                              {"first_name", each.first},
                              {"fluids", each.fluids},
                              {"last_name", each.last},
                              {"mobility", each.mobility},
                              {"preferred_name", each.preferred},
                              {"pronouns", each.pronouns},
                              {"risks", split(each.risks)},
                              {"room", each.room},
                              {"status", "living_here"}});
    if (!each.allergies.empty()) card.set("allergies", split(each.allergies));
    target = target == 1600 ? 1300 : target + 100;
    Json profile = Json::object({{"about_me", each.about}, {"date_of_birth", each.born}, {"gp", "Dr Farrow, Millbrook Surgery"}});
    out.push(Json::object({{"act", "create"},
                           {"fields", Json::object({{"card", std::move(card)}, {"profile", std::move(profile)}})},
                           {"type", "resident"}}));
  }
  return out;
}

std::vector<Round> two_weeks(const Json& residents, std::span<const Person> writers, const Clock& clock, Random& random) {
  Chance chance(random);
  std::vector<std::size_t> by_day;
  std::vector<std::size_t> by_night;
  for (std::size_t i = 0; i < writers.size(); ++i) (writers[i].nights ? by_night : by_day).push_back(i);
  std::vector<Round> out;
  std::int64_t last_hour = -1;
  for (const Moment& moment : draw_moments(residents, clock.now(), chance)) {
    const std::int64_t hour = std::chrono::floor<std::chrono::hours>(moment.when).time_since_epoch().count();
    if (hour != last_hour || out.back().records.items().size() >= kRoundMax) {
      const bool night = moment.minute < kNightEnds || moment.minute >= kNightBegins;
      const auto& team = night ? by_night : by_day;
      Round round;
      round.writer = team[static_cast<std::size_t>(hour) % team.size()];
      out.push_back(std::move(round));
      last_hour = hour;
    }
    out.back().records.push(chance.entry(*moment.resident, moment.kind, to_ms(moment.when), moment.minute));
  }
  return out;
}

}  // namespace care::server::demo
