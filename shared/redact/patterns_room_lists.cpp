#include "shared/redact/patterns_rooms.h"

#include <array>

namespace care::redact {
namespace {

struct Entry {
  RoomNumber number;
  bool heads = false;   // the number comes first
  bool strong = false;  // somebody's name is beside it
  bool weak = false;    // anything may follow: "5 - as usual"
};

// "14 Edna", "• 14: Edna", "| 14 | Edna"
Entry heading_entry(const View& view, std::size_t i) {
  std::size_t before = i;
  while (before > 0 && i - before < 2 && view.at(before - 1).kind == TokenKind::mark && !view.is_mark(before - 1, "([.,:;#@$'\"%+=/")) --before;
  // "101 Ida: slept. 102: clear": of three figures each
  const bool sentence = before == i && view.length(i) == 3 && view.is_mark(i - 1, '.') && view.glued(i - 1) && view.at(i).blank_before;
  const bool heads = before == 0 || view.is_line(before - 1) || sentence;
  if (!heads || (view.glued(i) && view.is_mark(i - 1, '-'))) return {};
  const RoomNumber number = room_number(view, i, false);
  if (number.end == 0 || !may_be_room(view, number)) return {};
  std::size_t at = number.end;
  if (view.is_mark(at, ":|/-")) ++at;
  if (at > number.end && view.is_mark(at, '|')) return {number, true, false};
  const bool blank = at < view.size() && view.at(at).blank_before;
  if (!view.is_word(at) || (at == number.end && !blank) || view.has(at, cue::unit | cue::month | cue::weekday | cue::street)) return {};
  const bool empty = view.is_any(at, {"empty", "void", "vacant"});
  if (!view.capital(at) && !empty && !view.is_mark(number.end, "|:")) return {number, true, false, true};
  // "2 Refused meds": capitals begin what happened, too.
  const WordClasses classes = view.classes(at);
  const bool happened = (classes & (word::person_verb | word::role)) != 0 || ((classes & word::given) == 0 && (classes & word::commonness) > 3);
  const bool person = view.capital(at) && (is_titled(view, at) || (may_be_named(view, at) && !happened));
  return {number, true, person};
}

// "Edna 14 slept well" at the head of a sentence
Entry trailing_entry(const View& view, std::size_t i) {
  if (i == 0 || !may_be_named(view, i - 1) || !view.capital(i - 1) || view.glued(i)) return {};
  std::size_t first = i - 1;
  while (first > 0 && i - first < 3 && view.capital(first - 1) && (may_be_named(view, first - 1) || is_titled(view, first - 1))) --first;
  const bool heads = first == 0 || view.is_line(first - 1) || view.is_mark(first - 1, ".!?;,-") || view.at(first).sentence_start;
  const RoomNumber number = room_number(view, i, false);
  if (!heads || number.end == 0 || !may_be_room(view, number) || !view.is_word(number.end) || view.has(number.end, cue::unit)) return {};
  return {number, false, !view.capital(number.end) || (view.classes(number.end) & (word::abbreviation | word::care)) != 0};
}

Entry entry_at(const View& view, std::size_t i) {
  if (view.length(i) > 3) return {};
  if (const Entry entry = heading_entry(view, i); entry.number.end != 0) return entry;
  return trailing_entry(view, i);
}

// "GP ROUND", "List for the visit" before the first of 1, 2, 3: points, no rooms.
bool is_list_of_points(const View& view, std::size_t first) {
  for (std::size_t back = 1; back <= 8 && back <= first; ++back) {
    if (view.is_any(first - back, {"round", "list", "agenda", "actions", "jobs", "points", "minutes", "questions", "todo"})) return true;
  }
  return false;
}

}  // namespace

bool begins_entry(const View& view, std::size_t i) { return entry_at(view, i).number.end != 0; }

void find_room_list(const View& view, std::span<const std::size_t> entries, Findings& findings) {
  if (entries.size() < 2) return;
  std::array<std::size_t, 2> strong{};
  bool counted = true;  // 1, 2, 3 …
  int point = 0;
  std::array<std::size_t, 2> all{};
  for (const std::size_t i : entries) {
    const Entry entry = entry_at(view, i);
    if (entry.heads) counted = counted && entry.number.end == i + 1 && view.number(i) == ++point;
    if (!entry.weak) ++all[entry.heads ? 0 : 1];
    if (entry.strong) ++strong[entry.heads ? 0 : 1];
  }
  const bool table = view.has(0, cue::room) || (view.size() > 1 && view.is_mark(0, '|') && view.has(1, cue::room));
  const bool numbered = counted && point >= 3 && !table && is_list_of_points(view, entries.front());
  const bool heading = numbered ? false : strong[0] >= 2 || (strong[0] == 1 && all[0] >= 3) || (table && strong[0] >= 1 && all[0] >= 2);
  const bool trailing = strong[1] >= 3;
  int last = 0;  // a weak entry stands between others
  for (const std::size_t i : entries) {
    const Entry entry = entry_at(view, i);
    if (entry.weak && view.number(i) <= last) continue;
    if (entry.heads) last = view.number(i);
    if (entry.heads ? heading : trailing && entry.strong) found_room(view, entry.number, 1, findings);
  }
}

}  // namespace care::redact
