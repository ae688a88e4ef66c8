#include "shared/redact/patterns_rooms.h"

#include <algorithm>
#include <array>

namespace care::redact {
namespace {

constexpr std::size_t kMostInRow = 8;
constexpr std::size_t kMostKnown = 24;

// Behind "3", "3A", "H12" that begins at i; 0 if none does, or if it is of a length, a time, a count.
RoomNumber plain_room(const View& view, std::size_t i) {
  const RoomNumber number = room_number(view, i, false);
  if (number.end == 0 || !may_be_room(view, number) || view.measured(number.end - 1)) return {};
  if (view.is_word(number.begin) && !view.upper(number.begin)) return {};
  return number;
}

bool is_joined(const View& view, std::size_t i) { return view.is_mark(i, ",&") || view.is_any(i, {"and", "or"}); }

// All of "3 & 7", "11, 12 or"; behind the last.
std::size_t found_row(const View& view, RoomNumber first, Findings& findings) {
  std::size_t end = found_room(view, first, 1, findings);
  for (std::size_t more = 0; more < kMostInRow && is_joined(view, end); ++more) {
    const std::size_t at = is_joined(view, end + 1) ? end + 2 : end + 1;
    const RoomNumber next = view.is_number(at) ? plain_room(view, at) : RoomNumber{};
    if (next.end == 0 || !(closes(view, next.end) || is_joined(view, next.end))) break;
    end = found_room(view, next, 1, findings);
  }
  return end;
}

// Where the room begins of which the number at i is a part: "H13" one token before.
std::size_t room_begin(const View& view, std::size_t i) {
  return i > 0 && view.glued(i) && view.is_word(i - 1) && view.upper(i - 1) && view.length(i - 1) <= 2 && !view.glued(i - 1) ? i - 1 : i;
}

// What follows makes it a count: "for 4 residents", "for 2 more".
bool is_counted(const View& view, std::size_t end) {
  if (!view.is_word(end)) return false;
  if ((view.has(end, cue::unit | cue::share | cue::month) && !view.is(end, "on")) || view.is_any(end, {"more", "of", "other", "others", "people", "extra", "new", "big", "small"}))
    return true;
  return view.word(end).ends_with('s') && (view.classes(end) & (word::grammar | word::person_verb)) == 0;
}

// "tablets for 5 came", "pads left for 18.", "obs for 11, 12 or"
bool is_for_room(const View& view, std::size_t preposition) {
  for (std::size_t back = 1; back <= 2 && back <= preposition; ++back) {
    if (view.has(preposition - back, cue::thing | cue::person)) return true;
    // "meds for 14", which may be an hour where it is below 13
    if (view.is_any(preposition - back, {"meds", "medication", "tea", "supper", "breakfast", "lunch"}) && view.number(preposition + 1) > 12) return true;
    const bool passes = view.is_any(preposition - back, {"left", "due", "needed", "ready", "here", "ordered", "in", "sent", "come", "came", "out"});
    if (!passes) return false;
  }
  return false;
}

bool has_room_before(const View& view, std::size_t i) {
  for (std::size_t back = 1; back <= 20 && back <= i; ++back) {
    if (view.has(i - back, cue::room)) return true;
  }
  return false;
}

bool led_by_thing(const View& view, std::size_t begin, RoomNumber number) {
  if (begin < 2) return false;
  const std::size_t before = begin - 1;
  const bool lettered = number.end == number.begin + 2;
  // "a key for 1 cupboard"
  const bool noun = view.is_word(number.end) && !lettered && view.number(number.begin) <= 12 &&
                    (view.classes(number.end) & (word::grammar | word::person_verb | word::calendar)) == 0;
  if (view.is(before, "for")) return (!noun && is_for_room(view, before)) || (lettered && closes(view, number.end));
  if (view.is(before, "from")) return view.has(before - 1, cue::thing) || view.is_any(before - 1, {"spare", "borrowed", "chair", "parcel", "complaint", "frame"});
  if (view.is(before, "to")) return view.is_any(before - 1, {"access", "keys", "key", "door"});
  if (view.is(before, "of")) return view.has(before - 1, cue::body);
  if (!view.is(before, "in")) return false;
  // "the bell going in 22"
  const bool rings = view.is_any(before - 1, {"going", "ringing", "sounding", "buzzing"}) && begin > 2 && view.has(before - 2, cue::fixture | cue::room_part);
  if (rings) return true;
  // "goes in 10 on the sideboard"; "the parcel \"for Sir\" in 4"
  if (view.is_any(before - 1, {"goes", "put", "kept", "left"})) return view.is_any(number.end, {"on", "by", "beside", "under", "behind", "with"});
  // "in room 8 and then, when the stairs became too much, in 2."
  return view.is_mark(before - 1, ",\"") && view.ends(number.end) && has_room_before(view, before);
}

// "bloods 15."; "2 to hoist 16."
bool is_done_to(const View& view, std::size_t begin, RoomNumber number) {
  if (begin == 0 || !view.is_mark(number.end, ".;") || view.number(number.begin) <= 2) return false;
  return view.is_any(begin - 1, {"bloods", "hoist", "toilet", "shave", "reposition", "repositioned", "toileted"});
}

bool opens_clause(const View& view, std::size_t i) {
  if (i == 0 || view.is_line(i - 1)) return true;
  if (view.glued(i)) return false;
  if (view.is_word(i - 1)) return view.has(i - 1, cue::filler | cue::stop) && view.is_any(i - 1, {"and", "also", "but"});
  return view.is_mark(i - 1, ",;|*&:") || (view.is_mark(i - 1, ".!?") && view.glued(i - 1));
}

// "13 tap drips & 2 curtain rail hanging off": one of it is in a room, so that no taps are counted.
bool has_fixture(const View& view, RoomNumber number) {
  const std::size_t thing = number.end;
  if (!view.has(thing, cue::fixture) || view.number(number.begin) == 1 || view.glued(thing)) return false;
  std::size_t at = thing + 1;
  if (view.is_any(at, {"rail", "light", "mat", "cord", "pull", "bulb"})) ++at;
  return view.is_any(at, {"drips", "dripping", "broken", "broke", "hanging", "stuck", "leaking", "leaks", "faulty", "flickering", "gone", "off", "not",
                           "loose", "cracked", "blocked", "needs", "wont", "won't", "jammed", "dead", "smells", "squeaks", "overflowing"});
}

// "her rings, G7."
bool is_ground_room(const View& view, std::size_t begin, RoomNumber number) {
  return begin > 0 && view.is(begin, "g") && number.end == begin + 2 && view.is_mark(begin - 1, ",(") && view.is_mark(number.end, ".,);") && begin > 1 &&
         view.is_word(begin - 2);
}

// "9 & 10 were both awake", "nos 3 & 7 need bloods"
bool opens_row(const View& view, std::size_t i, RoomNumber number) {
  const bool numbered = i > 0 && view.is(i - 1, "nos");
  if (!is_joined(view, number.end)) return false;
  // "the GP to see 3, 7 and 12", "legs in 4, 8, 15", "turned 17 and 19": hours are at most 12 there, and do not rise so far.
  if (i > 0 && (view.has(i - 1, cue::cared) || view.is(i - 1, "in"))) {
    std::size_t at = number.end;
    int last = view.number(number.begin);
    std::size_t count = 1;
    while (count < kMostInRow && is_joined(view, at) && view.number(at + 1) > last && view.length(at + 1) <= 3) {
      last = view.number(at + 1);
      at += 2;
      ++count;
    }
    const bool all = view.ends(at) && !view.measured(at - 1) && !view.is_mark(at, "/-%");
    const bool care = !view.is(i - 1, "see") && !view.is(i - 1, "in");
    return all && (care ? count >= 2 && last > 12 : count >= 3);
  }
  if (!(numbered || opens_clause(view, i))) return false;
  const RoomNumber next = plain_room(view, number.end + 1);
  if (next.end == 0 || !view.is_number(number.end + 1) || view.is_mark(number.end, ',')) return numbered && next.end != 0;
  return numbered || view.is_any(next.end, {"were", "are", "both", "need", "have", "awake", "asleep", "slept", "refused", "want"});
}

// "1-6 done", behind the head of a clause or the name of a wing
std::size_t found_range(const View& view, std::size_t i, Findings& findings) {
  const bool range = view.is_mark(i + 1, '-') && view.is_number(i + 2) && view.glued(i + 1) && view.glued(i + 2) && view.length(i) <= 2 &&
                     view.length(i + 2) <= 2 && view.number(i) < view.number(i + 2);
  if (!range || !view.is_any(i + 3, {"done", "checked", "asleep", "settled", "washed", "turned"})) return 0;
  // "4-6 asleep" are some.
  const bool headed = view.capital(i - 1) || (opens_clause(view, i) && view.is_any(i + 3, {"done", "settled", "washed"}));
  if (!headed) return 0;
  found_room(view, {i, i + 1}, 1, findings);
  return found_room(view, {i + 2, i + 3}, 1, findings);
}

// "0200 6 ok": what was seen at that hour
bool seen_at_hour(const View& view, std::size_t i, RoomNumber number) {
  const bool hour = i > 0 && view.length(i - 1) == 4 && view.number(i - 1) >= 0 && view.number(i - 1) < 2400 && view.number(i - 1) % 100 < 60;
  return hour && view.number(i) > 2 && view.is_any(number.end, {"ok", "wet", "dry", "soiled", "asleep", "up", "buzzed", "fine", "settled"});
}

// "nearly given 4's tablets"
bool owns(const View& view, std::size_t i) {
  if (view.glued(i) || view.length(i) > 2 || !view.glued(i + 1)) return false;
  const std::size_t thing = view.is(i + 1, "'s") ? i + 2 : view.is_mark(i + 1, '\'') && view.is(i + 2, "s") ? i + 3 : view.size();
  return (view.classes(thing) & word::care) != 0 || view.has(thing, cue::thing);
}

}  // namespace

std::size_t room_with_things(const View& view, std::size_t i, Findings& findings) {
  if (view.length(i) > 3 || (view.glued(i) && room_begin(view, i) == i)) return 0;
  if (const std::size_t end = found_range(view, i, findings)) return end;
  if (owns(view, i)) return found_room(view, {i, i + 1}, 1, findings);
  const std::size_t begin = room_begin(view, i);
  if (begin > 0 && view.is_word(begin - 1) && !view.has(begin - 1, cue::filler | cue::number_label | cue::thing | cue::stop | cue::cared)) return 0;
  // "36.5", "10/2", "5mg"
  if (view.glued(i + 1) && ((view.glued(i + 2) && view.is_number(i + 2)) || view.has(i + 1, cue::unit))) return 0;
  const RoomNumber number = plain_room(view, begin);
  if (number.end == 0) return 0;
  if (has_fixture(view, number) && opens_clause(view, begin)) return found_room(view, number, 1, findings);
  if (is_counted(view, number.end) || !(closes(view, number.end) || is_joined(view, number.end))) return 0;
  if (led_by_thing(view, begin, number) || opens_row(view, begin, number)) return found_row(view, number, findings);
  if (is_ground_room(view, begin, number) || is_done_to(view, begin, number) || seen_at_hour(view, begin, number)) return found_room(view, number, 1, findings);
  return 0;
}

bool begins_clause(const View& view, std::size_t i) {
  if (view.length(i) > 3) return false;
  const std::size_t begin = room_begin(view, i);
  if (begin == i && view.glued(i)) return false;
  const bool hour = begin > 0 && view.length(begin - 1) == 4 && view.is_number(begin - 1);
  return hour || opens_clause(view, begin);
}

void find_known_rooms(const View& view, std::span<const std::size_t> clauses, std::size_t first_finding, Findings& findings) {
  if (clauses.empty()) return;
  const std::size_t last = findings.size();
  std::array<Found, kMostKnown> known;
  std::size_t count = 0;
  for (std::size_t k = first_finding; k < last && count < kMostKnown; ++k) {
    if (findings[k].type == Type::room) known[count++] = findings[k];
  }
  if (count == 0) return;
  const auto text = [&](std::uint32_t begin, std::uint32_t end) { return view.text().substr(begin, end - begin); };
  for (const std::size_t i : clauses) {
    const RoomNumber number = plain_room(view, room_begin(view, i));
    const bool told = view.is_word(number.end) ? !view.glued(number.end) && !is_counted(view, number.end) : view.is_mark(number.end, ":-");
    if (number.end == 0 || !told) continue;
    const std::uint32_t begin = view.at(number.begin).begin;
    const std::uint32_t end = view.at(number.end - 1).end;
    const bool lettered = number.end == number.begin + 2 && view.is_word(number.begin);
    const bool same = std::any_of(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(count), [&](const Found& room) {
      const std::string_view other = text(room.begin, room.end);
      // "G2 up. G5 alarm mat": the same wing.
      return other == text(begin, end) || (lettered && other.size() > 1 && other[0] == view.word(number.begin)[0] && view.length(number.begin) == 1);
    });
    if (same) found_room(view, number, 1, findings);
  }
}

}  // namespace care::redact
