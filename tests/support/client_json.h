// tests/support/client_json.h — what every kind of test device puts together for the client core and for the server.
//
// The devices themselves stay apart: tests/integration keeps each header in the test's hands, tests/load reads no answer while its
// clock runs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "shared/base/json.h"
#include "shared/base/result.h"

namespace care::test {

// Empty where there is none.
inline std::string text_of(const Json& json, std::string_view key) {
  const Json* value = json.find(key);
  return value != nullptr && value->is_text() ? value->text() : std::string();
}

inline Json pick(const Json& json, std::initializer_list<std::string_view> keys) {
  Json out = Json::object();
  for (const std::string_view key : keys) {
    if (const Json* value = json.find(key)) out.set(key, *value);
  }
  return out;
}

inline Json list_of(Json item) {
  Json out = Json::array();
  out.push(std::move(item));
  return out;
}

inline Json entry_for(std::string_view type, const std::string& subject, Json body) {
  return Json::object({{"act", "create"}, {"fields", Json::object({{"body", std::move(body)}})}, {"subject", subject}, {"type", type}});
}

inline Json drink_body(std::uint64_t at_ms, std::uint64_t ml) {
  return Json::object({{"amount_ml", ml}, {"drink", "tea"}, {"entered", at_ms}, {"occurred", at_ms}, {"offset", 840}});
}

inline Json drink_for(const std::string& subject, std::uint64_t at_ms, std::uint64_t ml) {
  return entry_for("drink", subject, drink_body(at_ms, ml));
}

inline Json resident_of(const Json& card, const Json& profile) {
  return Json::object({{"act", "create"}, {"fields", Json::object({{"card", card}, {"profile", profile}})}, {"type", "resident"}});
}

// The sixteen groups of four letters on the printed kit.
inline std::vector<std::string> kit_groups(const Json& kit) {
  std::vector<std::string> groups;
  for (const Json& line : kit.find("lines")->items()) {
    for (std::size_t at = 0; at + 4 <= line.text().size(); at += 5) groups.push_back(line.text().substr(at, 4));
  }
  return groups;
}

// Those of them that it wants typed back: what confirm_kit takes.
inline Json typed_back(const Json& kit) {
  const std::vector<std::string> groups = kit_groups(kit);
  Json typed = Json::array();
  for (const Json& number : kit.find("ask")->items()) typed.push(Json(groups.at(number.integer() - 1)));
  return Json::object({{"groups", std::move(typed)}});
}

// What sync_directory takes: the newest head, membership entries from `next_entry` on, and the proof from the head trusted so far.
// `get` answers Result<Json> for a path.
template <typename Get>
Result<Json> ask_directory(const Get& get, std::uint64_t next_entry, std::uint64_t trusted_size, std::uint64_t now_ms) {
  const Json head = CARE_TRY(get("/api/v1/log/checkpoint"));
  const std::string size = std::to_string(head.find("size")->integer());
  Json entries = Json::array();
  std::uint64_t from = next_entry;
  for (bool more = true; more;) {
    const Json page = CARE_TRY(get("/api/v1/log/membership?from=" + std::to_string(from) + "&size=" + size));
    for (const Json& entry : page.find("entries")->items()) entries.push(entry);
    const Json* next = page.find("next");
    more = next != nullptr;
    if (more) from = next->integer();
  }
  // From a larger tree nothing leads to a smaller one: the core says what that means.
  const bool shrunk = trusted_size > head.find("size")->integer();
  const Json consistency = shrunk ? Json::object({{"proof", Json::array()}})
                                  : CARE_TRY(get("/api/v1/log/consistency?from=" + std::to_string(trusted_size) + "&to=" + size));
  return Json::object({{"consistency", *consistency.find("proof")},
                       {"entries", std::move(entries)},
                       {"note", *head.find("note")},
                       {"now", now_ms}});
}

// What sync_directory takes next where it answered with heads it has no proof for yet: `asked` is what it took before.
template <typename Get>
Result<Json> ask_links(const Get& get, const Json& synced, const Json& asked, std::uint64_t now_ms) {
  const std::string to = std::to_string(synced.find("size")->integer());
  Json links = Json::array();
  for (const Json& from : synced.find("owed")->items()) {
    const Json link = CARE_TRY(get("/api/v1/log/consistency?from=" + std::to_string(from.integer()) + "&to=" + to));
    links.push(Json::object({{"proof", *link.find("proof")}, {"size", from}}));
  }
  return Json::object({{"consistency", Json::array()},
                       {"entries", Json::array()},
                       {"links", std::move(links)},
                       {"note", *asked.find("note")},
                       {"now", now_ms}});
}

}  // namespace care::test
