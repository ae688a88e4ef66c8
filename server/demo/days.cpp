#include "server/demo/days.h"

#include <algorithm>

#include "server/demo/sunrise_house.h"

namespace care::server::demo {
namespace {

constexpr std::uint64_t kHourMs = 60ULL * 60 * 1000;
constexpr unsigned kDays = 14;
constexpr std::size_t kBatch = 90;
constexpr std::uint64_t kUtcOffset = 840;  // minutes east of UTC plus 840: the demo writes in winter time

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

}  // namespace

Json resident_records(std::uint64_t) {
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

std::uint64_t Days::below(std::uint64_t limit) const {
  ByteArray<8> bytes{};
  random_.fill(bytes);
  return read_big_endian<std::uint64_t>(bytes) % limit;
}

Json Days::entry(const Json& resident, std::uint64_t at_ms, unsigned hour) const {
  const std::string& subject = resident.find("subject")->text();
  const Json& card = *resident.find("fields")->find("card");
  const std::string& name = card.find("preferred_name")->text();
  const auto pick = [&](std::initializer_list<std::string_view> choices) {
    return Json(*(choices.begin() + static_cast<std::ptrdiff_t>(below(choices.size()))));
  };
  Json body = Json::object({{"entered", at_ms}, {"occurred", at_ms}, {"offset", kUtcOffset}});
  const bool night = hour < 7 || hour >= 21;
  const std::uint64_t kind = below(night ? 6 : 12);
  if (night) {
    if (kind < 2) return create("repositioning", subject, body.set("position", pick({"left", "right", "back"})).set("skin", "no_concern"));
    if (kind < 3) return create("personal_care", subject, body.set("care", Json::Array{Json("toilet")}).set("help", "one_person"));
    return create("note", subject, body.set("text", fill_in(night_notes()[below(night_notes().size())], name)));
  }
  if (kind < 4) {
    return create("drink", subject, body.set("amount_ml", 50 * (2 + below(4))).set("drink", pick({"tea", "tea", "water", "juice", "coffee", "milk"})));
  }
  if (kind < 6) {
    const std::string_view meal = hour < 10 ? "breakfast" : hour < 15 ? "lunch" : "tea";
    return create("food", subject, body.set("eaten_percent", 25 * (1 + below(4))).set("meal", meal));
  }
  if (kind < 7) {
    return create("personal_care", subject, body.set("care", Json::Array{Json("wash"), Json("oral_care"), Json("dressed")}).set("help", pick({"prompted", "one_person", "two_people"})).set("mood", pick({"settled", "content"})));
  }
  if (kind < 8) return create("mood", subject, body.set("mood", pick({"settled", "content", "content", "happy", "low"})));
  if (kind < 9) return create("repositioning", subject, body.set("position", pick({"chair", "left", "right"})));
  if (kind < 10) {
    return create("observation", subject, body.set("consciousness", "alert").set("diastolic", 68 + below(16)).set("pulse", 62 + below(24)).set("respiration", 14 + below(5)).set("spo2", 94 + below(5)).set("systolic", 118 + below(30)).set("temperature", 362 + below(9)));
  }
  return create("note", subject, body.set("text", fill_in(day_notes()[below(day_notes().size())], name)));
}

std::vector<Json> Days::records_of_writer(const Json& residents, std::size_t writer, std::size_t writers) const {
  struct At {
    std::uint64_t ms;
    unsigned hour;
    const Json* resident;
  };
  std::vector<At> moments;
  const std::uint64_t now = to_ms(clock_.now());
  std::size_t turn = 0;
  for (unsigned hours_ago = kDays * 24; hours_ago > 0; --hours_ago) {
    const std::uint64_t hour_start = now - hours_ago * kHourMs;
    const auto hour = static_cast<unsigned>((hour_start / kHourMs) % 24);
    for (const Json& resident : residents.items()) {
      const bool night = hour < 7 || hour >= 21;
      if (below(night ? 6 : 3) != 0) continue;
      if (turn++ % writers != writer) continue;
      moments.push_back({hour_start + below(kHourMs), hour, &resident});
    }
  }
  std::sort(moments.begin(), moments.end(), [](const At& a, const At& b) { return a.ms < b.ms; });
  std::vector<Json> batches;
  for (const At& moment : moments) {
    if (batches.empty() || batches.back().items().size() >= kBatch) batches.push_back(Json::array());
    batches.back().push(entry(*moment.resident, moment.ms, moment.hour));
  }
  return batches;
}

}  // namespace care::server::demo
