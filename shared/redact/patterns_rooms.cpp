#include "shared/redact/patterns_rooms.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace care::redact {
namespace {

constexpr int kMostAge = 119;  // "(84)" behind a name is an age
constexpr int kLeastAge = 60;
constexpr std::size_t kLookBack = 6;

bool is_any(const View& view, std::size_t i, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return view.is(i, word); });
}

bool is_room_letter(const View& view, std::size_t i) {
  if (!view.is_word(i) || view.length(i) != 1) return false;
  const char c = view.word(i)[0];
  return c >= 'a' && c <= 'h';
}

}  // namespace

RoomNumber room_number(const View& view, std::size_t i, bool certain) {
  if (view.is_number(i) && view.length(i) <= 3) {
    std::size_t end = i + 1;
    if (view.glued(end) && view.is_word(end)) {
      const bool roman = certain && is_any(view, end, {"i", "ii", "iii"});
      if (!roman && (!is_room_letter(view, end) || ((view.is(end, "g") || view.is(end, "h")) && !certain))) return {};
      ++end;
    } else if (certain && view.is_word(end) && view.length(end) == 1 && view.upper(end) && is_room_letter(view, end) && view.ends(end + 1)) {
      ++end;
    }
    const bool decimal = view.is_mark(end, ".:/") && view.glued(end) && view.is_number(end + 1) && view.glued(end + 1);
    // "rm 1.09", "rm 2/14": the storey, then two figures; no clock.
    const bool storey =
        certain && decimal && end == i + 1 && view.length(i) == 1 && !view.is_mark(end, ':') &&
        view.length(end + 1) == 2 && (view.is_mark(end, '/') || view.word(end + 1)[0] == '0') &&
        !view.measured(end + 1) &&
        !(view.glued(end + 2) && (view.is_word(end + 2) || (view.is_mark(end + 2, "./:") && view.glued(end + 3))));
    if (storey) return {i, end + 2};
    if (decimal || view.measured(end - 1) || (view.glued(end) && view.is_word(end))) return {};
    return {i, end};
  }
  if (certain) {
    if (const RoomNumber parted = parted_room(view, i); parted.end != 0) return parted;
  }
  const std::size_t most = certain ? 3 : 2;
  const bool wing =
      is_room_letter(view, i) || (view.is_word(i) && view.length(i) <= most && view.upper(i) && !view.is(i, "x"));
  if (wing && view.is_number(i + 1) && view.glued(i + 1) && view.length(i + 1) <= 3) {
    const bool letter_behind = view.is_word(i + 2) && view.glued(i + 2);
    return letter_behind ? RoomNumber{} : RoomNumber{i, i + 2};
  }
  const bool letter = view.is_word(i) && view.length(i) == 1 && view.upper(i) && !view.is(i, "a") && !view.is(i, "i");
  // "bedroom b."
  const bool small = is_room_letter(view, i) && !view.is(i, "a") && view.ends(i + 1) && !view.is_mark(i + 1, "/-&'");
  return (letter || small) && certain ? RoomNumber{i, i + 1} : RoomNumber{};
}

RoomNumber parted_room(const View& view, std::size_t i) {
  const bool parted = view.upper(i) && view.length(i) <= 3 && view.is_mark(i + 1, "/.-") && view.glued(i + 1) &&
                      view.is_number(i + 2) && view.glued(i + 2) && view.length(i + 2) <= 2;
  if (!parted || view.measured(i + 2) || (view.is_word(i + 3) && view.glued(i + 3))) return {};
  const bool goes_on = view.is_mark(i + 3, "/.-:") && view.glued(i + 3) && view.is_number(i + 4) && view.glued(i + 4);
  return goes_on || (i > 0 && view.glued(i) && view.is_mark(i - 1, "/.-")) ? RoomNumber{} : RoomNumber{i, i + 3};
}

std::size_t found_room(const View& view, RoomNumber number, std::uint8_t certainty, Findings& findings) {
  add(findings, view, number.begin, number.end - 1, Type::room, certainty);
  return number.end;
}

bool is_titled(const View& view, std::size_t i) {
  return is_any(view, i, {"mr", "mrs", "miss", "ms", "mx", "sir", "lady", "fr", "sr"});
}

// A word that may be somebody's name here.
bool may_be_named(const View& view, std::size_t i) {
  if (!view.is_word(i) || view.length(i) < 2) return false;
  const WordClasses classes = view.classes(i);
  if (i > 0 && (is_titled(view, i - 1) || (view.is_mark(i - 1, '.') && i > 1 && is_titled(view, i - 2)))) return true;
  if (view.cue(i).bits != 0 || (classes & (word::care | word::abbreviation | word::calendar)) != 0) return false;
  if ((classes & (word::given | word::surname | word::nickname)) != 0)
    return view.capital(i) || (classes & word::commonness) == 0;
  return view.capital(i) && (classes & (word::commonness | word::grammar | word::role | word::person_verb)) == 0;
}

// A clause ends or a verb of people follows: no length of time, no price, no score.
bool closes(const View& view, std::size_t end) {
  if (view.ends(end)) {
    if (view.is_mark(end, "/%*=+")) return false;
    if (view.is_mark(end, ".:-") && view.glued(end) && view.is_number(end + 1) && view.glued(end + 1)) return false;
    return !view.is_mark(end, '-') || view.at(end).blank_before;
  }
  return view.is_word(end) && !view.has(end, cue::unit) && !view.glued(end) &&
         !is_any(view, end, {"of", "to", "or", "x", "per"});
}

int plain_value(const View& view, RoomNumber number) {
  return number.end == number.begin + 1 ? view.number(number.begin) : 0;
}

bool may_be_room(const View& view, RoomNumber number) {
  const int value = plain_value(view, number);
  return value == 0 || (value >= 1 && view.word(number.begin)[0] != '0');
}

namespace {

// "room twelve", "room twenty-two", "room five."
std::size_t said_room(const View& view, std::size_t i, Findings& findings) {
  const Cue& cue = view.cue(i);
  if ((cue.bits & cue::number_word) != 0 && cue.value < 100) {
    std::size_t end = i + 1;
    const std::size_t unit = view.is_mark(end, '-') ? end + 1 : end;
    if (cue.value >= 20 && view.has(unit, cue::digit) && view.cue(unit).value > 0) end = unit + 1;
    return view.has(end, cue::unit) ? 0 : found_room(view, {i, end}, 2, findings);
  }
  const bool digit = (cue.bits & cue::digit) != 0 && cue.value > 0 && view.length(i) > 1;
  return digit && view.ends(i + 1) ? found_room(view, {i, i + 1}, 2, findings) : 0;
}

// "Room 12", "rm no. 4b", "(rooms 4 and 5)", "room: G4"
std::size_t labelled_room(const View& view, std::size_t i, Findings& findings) {
  std::size_t at = i + 1;
  for (int fillers = 0; fillers < 3; ++fillers) {
    // The full stop shortens "rm." only.
    const bool stop = at == i + 1 && view.is_mark(at, '.') && view.length(i) > 3;
    if ((stop || !view.is_mark(at, "(:#.-")) && !is_any(view, at, {"no", "number", "num", "nr", "is"})) break;
    ++at;
  }
  // "Room" and "17", each alone on its line.
  const bool own_lines = at == i + 1 && view.is_line(at) && (i == 0 || view.is_line(i - 1)) &&
                         (at + 2 >= view.size() || view.is_line(at + 2));
  if (own_lines) ++at;
  if (view.is_line(at)) return 0;
  if (const std::size_t end = said_room(view, at, findings)) return end;
  RoomNumber number = room_number(view, at, true);
  // "rms 3/5"
  const bool several = view.word(i).ends_with('s');
  if (number.end == 0 && several && view.is_mark(at + 1, '/') && view.length(at) <= 2 && view.is_number(at + 2) && view.length(at + 2) <= 2)
    number = {at, at + 1};
  // "Room19CAllergy": no blanks at all
  if (number.end == 0 && at == i + 1 && view.is_number(at) && view.glued(at) && view.length(at) <= 3 && view.length(at + 1) > 2)
    number = {at, at + 1};
  if (number.end == 0) return 0;
  // "room 5 minutes later", "rooms 2 carers"
  if (view.has(number.end, cue::unit) && !view.glued(number.end)) return 0;
  std::size_t end = found_room(view, number, 3, findings);
  for (int more = 0; more < 8; ++more) {
    std::size_t next_at = end;
    const bool row =
        view.is_mark(end, ',') && view.is_number(end + 1) && (view.is_mark(end + 2, ",&") || view.is(end + 2, "and")) && view.is_number(end + 3);
    const bool listed = row || more > 0 || view.word(i).ends_with('s') || view.is_mark(end, "/&-+") || is_any(view, end, {"and", "to"});
    while (next_at < end + 2 && (view.is_mark(next_at, ",&/+-") || is_any(view, next_at, {"and", "to", "or"}))) ++next_at;
    if (next_at == end || !listed || !(view.is_number(next_at) || view.upper(next_at))) break;
    const RoomNumber next = room_number(view, next_at, several);
    if (next.end == 0 ||
        (several && !view.is_number(next.end - 1) && view.length(next.end - 1) == 1 && next.end == next_at + 1))
      break;
    end = found_room(view, next, 2, findings);
  }
  return end;
}

std::size_t sure_room(const View& view, std::size_t at, Findings& findings) {
  if (is_any(view, at, {"no", "number"}) && view.is_number(at + 1)) ++at;
  const RoomNumber number = room_number(view, at, false);
  if (number.end == 0 || (view.is_word(number.begin) && !view.upper(number.begin))) return 0;
  return found_room(view, number, 2, findings);
}

// "bed 4 of ward 7", "Ward 3 bed 12", "bed 4 on Willow", "bed 7 - new catheter", "Bay B: asleep"
std::size_t bed(const View& view, std::size_t i, Findings& findings) {
  const bool lettered_bay = view.is(i, "bay") && view.upper(i + 1) && view.length(i + 1) == 1 && view.ends(i + 2);
  const RoomNumber number = lettered_bay ? RoomNumber{i + 1, i + 2} : room_number(view, i + 1, false);
  if (number.end == 0) return 0;
  const std::size_t end = number.end;
  bool in_ward = lettered_bay || is_any(view, end, {"of", "ward", "bay"}) ||
                 (view.is_mark(end, ',') && is_any(view, end + 1, {"ward", "bay", "bed"})) || (view.is(end, "on") && view.is(end + 1, "ward"));
  for (std::size_t back = 1; back <= 4 && back <= i; ++back) in_ward = in_ward || is_any(view, i - back, {"ward", "bay"});
  // "to bed 10 pm", "in bed 3 hrs" are times.
  const bool begins = i == 0 || view.ends(i - 1) || view.at(i).sentence_start;
  const bool goes_on = (view.is_mark(end, "-") && view.at(end).blank_before) || view.is_mark(end, ":") ||
                       is_any(view, end, {"empty", "on", "is", "free", "vacant", "has", "was"}) || view.capital(end);
  return in_ward || (begins && goes_on && view.length(number.begin) <= 2) ? found_room(view, number, 2, findings) : 0;
}

// Who or what is in a room: "the fella in 22", "buzzer in 9", "Mrs Hale in 8".
bool stays_in_rooms(const View& view, std::size_t i) {
  if (view.has(i, cue::person) || may_be_named(view, i) || is_titled(view, i)) return true;
  return is_any(view, i,
                {"fella",  "fellow",   "bloke",  "buzzer",  "bell",     "lamp",   "light",  "commode", "radiator",
                 "heater", "window",   "tap",    "toilet",  "sink",     "basin",  "tv",     "telly",   "sensor",
                 "mat",    "door",     "carpet", "curtain", "curtains", "leak",   "smell",  "asleep",  "found",
                 "slept",  "sleeping", "stays",  "staying", "resident", "couple", "ladies", "gents",   "bed",
                 "blind",  "socket",   "fan",    "alarm",   "now",      "beds",   "guy",    "new",     "res"});
}

// "went to 21", "return it to 29", "bang from 18", "floor of 31"
bool leads_to_room(const View& view, std::size_t preposition) {
  if (preposition == 0) return false;
  // "To 16."
  if (view.is(preposition, "to") && view.capital(preposition) && view.at(preposition).sentence_start) return true;
  const std::size_t i = preposition - 1;
  // "it went to 40" is a figure.
  if (i > 0 && view.is(i - 1, "it")) return false;
  if (view.is(preposition, "to") || view.is(preposition, "into")) {
    return view.is(preposition, "into") ||
           is_any(view, i,
                  {"return", "returned", "it", "went", "go", "goes", "gone", "back", "swapped", "swap", "called",
                   "summoned", "ran", "run", "attended", "them", "these", "transferred"}) ||
           (is_any(view, i, {"moved", "moving", "moves"}) && view.number(preposition + 1) > 12);
  }
  if (view.is(preposition, "from"))
    return is_any(view, i,
                  {"bang", "noise", "noises", "shouting", "shout", "shouts", "scream", "screaming", "buzzer", "bell", "call", "smell", "gone",
                   "missing", "stolen", "crash", "crying", "thud", "swapped"});
  if (view.is(preposition, "of")) return is_any(view, i, {"floor", "bathroom", "door", "outside", "front", "toilet", "window", "corridor"});
  return is_any(view, preposition, {"outside", "opposite"});
}

bool observed_before(const View& view, std::size_t i) {
  for (std::size_t back = 1; back <= kLookBack && back <= i; ++back) {
    if (view.is_line(i - back) || view.is_mark(i - back, ".!?;")) return false;
    if (view.has(i - back, cue::observation | cue::goods) && !view.is(i - back, "o")) return true;
  }
  return false;
}

bool room_near(const View& view, std::size_t i, std::size_t reach) {
  for (std::size_t back = 1; back <= reach && back <= i; ++back) {
    if (view.is_line(i - back) || view.is_mark(i - back, ".;")) return false;
    if (view.has(i - back, cue::room)) return true;
  }
  return false;
}

bool kin_near(const View& view, std::size_t i) {
  for (std::size_t back = 1; back <= 4 && back <= i; ++back) {
    if ((view.classes(i - back) & word::kin) != 0 || is_any(view, i - back, {"aged", "age", "child", "children", "kids"})) return true;
  }
  return false;
}

// "Hale (14)", "his own room nearer the lounge (204 or 219)"
std::size_t bracketed_room(const View& view, std::size_t i, Findings& findings) {
  const RoomNumber number = room_number(view, i, false);
  if (number.end == 0 || i < 2 || !may_be_room(view, number)) return 0;
  const bool near = room_near(view, i, 8);
  RoomNumber second;
  if (is_any(view, number.end, {"or", "and"}) || view.is_mark(number.end, "/&,")) second = room_number(view, number.end + 1, false);
  if (!view.is_mark(second.end != 0 ? second.end : number.end, ')')) return 0;
  const int value = plain_value(view, number);
  const bool no_age = value < kLeastAge || value > kMostAge;
  const bool named = may_be_named(view, i - 2) && view.capital(i - 2) && no_age && !kin_near(view, i - 1) && second.end == 0;
  if (!named && !near) return 0;
  found_room(view, number, 1, findings);
  return second.end != 0 ? found_room(view, second, 1, findings) : number.end;
}

}  // namespace

std::size_t room_at(const View& view, std::size_t i, Findings& findings) {
  const CueBits bits = view.cue(i).bits;
  if ((bits & cue::room) != 0) {
    if (const std::size_t end = labelled_room(view, i, findings)) return end;
  }
  if ((bits & cue::room_part) != 0 && (view.is(i + 1, "of") || view.is(i, "outside")))
    return sure_room(view, view.is(i + 1, "of") ? i + 2 : i + 1, findings);
  if ((bits & cue::person) != 0 && is_any(view, i + 1, {"in", "from"})) return sure_room(view, i + 2, findings);
  if (view.is(i, "in")) {
    // "in 16A": only with a letter, "in 2 hours" is none. "lamp in G4"
    const RoomNumber number = room_number(view, i + 1, false);
    const bool lettered = number.end == i + 3 && view.glued(i + 2);
    const bool wing = lettered && view.is_word(i + 1);
    if (!lettered || view.is_mark(number.end, "/-%") || (wing && !(view.upper(i + 1) && i > 0 && stays_in_rooms(view, i - 1)))) return 0;
    return found_room(view, number, 1, findings);
  }
  return is_any(view, i, {"bed", "bay"}) ? bed(view, i, findings) : 0;
}

std::size_t bare_room(const View& view, std::size_t i, Findings& findings) {
  if (view.length(i) > 3) return 0;
  // "12a's buzzer"
  const bool owned = !view.glued(i) && view.glued(i + 1) && view.length(i + 1) == 3 && view.word(i + 1).ends_with("'s") && view.word(i + 1)[0] <= 'f';
  if (owned) {
    findings.push_back({view.at(i).begin, view.at(i + 1).begin + 1, Type::room, 1});
    return i + 2;
  }
  if (i == 0) return 0;
  // "R12" behind "in" or at the head of a line
  if (view.glued(i) && view.is(i - 1, "r") && view.upper(i - 1) && !view.glued(i - 1) && closes(view, i + 1)) {
    const bool led = i == 1 || view.is_line(i - 2) || view.is_mark(i - 2, '(') || is_any(view, i - 2, {"in", "to", "from", "into", "of", "outside"});
    if (led) return found_room(view, {i - 1, i + 1}, 1, findings);
  }
  // "rmF2"
  if (view.glued(i) && view.is_word(i - 1) && view.length(i - 1) == 3 && view.word(i - 1).starts_with("rm"))
    return found_room(view, {i, i + 1}, 2, findings);
  if (view.is_mark(i - 1, '(')) return bracketed_room(view, i, findings);
  if (view.glued(i)) {
    const bool outside = view.is(i - 1, "s") && i > 2 && view.is_mark(i - 2, '/') && view.is(i - 3, "o");
    if (!outside) return 0;
  }
  const RoomNumber number = room_number(view, i, false);
  if (number.end == 0 || !may_be_room(view, number) || view.measured(number.end - 1) || !closes(view, number.end)) return 0;
  const bool lettered = number.end == i + 2 && !is_any(view, i + 1, {"g", "h", "d", "c"});
  // "o/s 211": outside
  if (view.is(i - 1, "s") && i > 2 && view.is_mark(i - 2, '/') && view.is(i - 3, "o")) return found_room(view, number, 1, findings);
  // "Mags in 3 lines"
  const bool counted =
      view.is_word(number.end) && view.word(number.end).ends_with('s') && (view.classes(number.end) & (word::grammar | word::person_verb)) == 0;
  if (counted && i > 1 && may_be_named(view, i - 2)) return 0;
  // "ask rosalba in 22," of somebody whose name is in no list
  const bool unlisted = i > 1 && view.is(i - 1, "in") && view.is_word(i - 2) && view.length(i - 2) > 3 &&
                        view.classes(i - 2) == 0 && view.cue(i - 2).bits == 0 && view.ends(number.end);
  if (unlisted && !observed_before(view, i)) return found_room(view, number, 1, findings);
  // "died 23.40 in 21."
  const bool timed = view.is(i - 1, "in") && i > 4 && view.is_number(i - 2) && view.is_mark(i - 3, ".:") &&
                     view.is_number(i - 4) && view.length(i - 2) == 2 && view.ends(number.end);
  if (timed) return found_room(view, number, 1, findings);
  if (view.is(i - 1, "in"))
    return i > 1 && stays_in_rooms(view, i - 2) && !observed_before(view, i) ? found_room(view, number, 1, findings)
                                                                             : 0;
  // "call bell 12."
  if (is_any(view, i - 1, {"bell", "buzzer", "mat", "sensor", "corridor", "landing"})) {
    const bool said =
        view.ends(number.end) ||
        is_any(view, number.end, {"going", "ringing", "faulty", "broken", "stuck", "not", "still", "again", "off"});
    return said && !observed_before(view, i) ? found_room(view, number, 1, findings) : 0;
  }
  if (is_any(view, i - 1, {"no", "number"}) && i > 1) {
    return is_any(view, i - 2, {"in", "outside", "at"}) ? found_room(view, number, 1, findings) : 0;
  }
  if (!is_any(view, i - 1, {"to", "into", "from", "of", "outside", "opposite"})) return 0;
  if (lettered && is_any(view, i - 1, {"to", "into", "from"}) && !observed_before(view, i)) return found_room(view, number, 1, findings);
  const bool ends = view.ends(number.end) || is_any(view, number.end, {"and", "as", "by", "with", "where", "then", "when", "at", "she", "he", "saw"});
  return ends && leads_to_room(view, i - 1) && !observed_before(view, i) ? found_room(view, number, 1, findings) : 0;
}

namespace {

struct Entry {
  RoomNumber number;
  bool heads = false;   // the number comes first
  bool strong = false;  // somebody's name is beside it
};

// "14 Edna", "• 14: Edna", "| 14 | Edna"
Entry heading_entry(const View& view, std::size_t i) {
  std::size_t before = i;
  while (before > 0 && i - before < 2 && view.at(before - 1).kind == TokenKind::mark && !view.is_mark(before - 1, "([.,:;#@$'\"%+=/")) --before;
  const bool heads = before == 0 || view.is_line(before - 1);
  if (!heads || (view.glued(i) && view.is_mark(i - 1, '-'))) return {};
  const RoomNumber number = room_number(view, i, false);
  if (number.end == 0 || !may_be_room(view, number)) return {};
  std::size_t at = number.end;
  if (view.is_mark(at, ":|/-")) ++at;
  if (at > number.end && view.is_mark(at, '|')) return {number, true, false};
  const bool blank = at < view.size() && view.at(at).blank_before;
  if (!view.is_word(at) || (at == number.end && !blank) || view.has(at, cue::unit | cue::month | cue::weekday | cue::street)) return {};
  const bool empty = is_any(view, at, {"empty", "void", "vacant"});
  if (!view.capital(at) && !empty && !view.is_mark(number.end, "|:")) return {};
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

}  // namespace

bool begins_entry(const View& view, std::size_t i) { return entry_at(view, i).number.end != 0; }

void find_room_list(const View& view, std::span<const std::size_t> entries, Findings& findings) {
  if (entries.size() < 2) return;
  std::array<std::size_t, 2> strong{};
  std::array<std::size_t, 2> all{};
  for (const std::size_t i : entries) {
    const Entry entry = entry_at(view, i);
    ++all[entry.heads ? 0 : 1];
    if (entry.strong) ++strong[entry.heads ? 0 : 1];
  }
  const bool table = view.has(0, cue::room) || (view.size() > 1 && view.is_mark(0, '|') && view.has(1, cue::room));
  const bool heading = strong[0] >= 2 || (strong[0] == 1 && all[0] >= 3) || (table && strong[0] >= 1 && all[0] >= 2);
  const bool trailing = strong[1] >= 3;
  for (const std::size_t i : entries) {
    const Entry entry = entry_at(view, i);
    if (entry.heads ? heading : trailing && entry.strong) found_room(view, entry.number, 1, findings);
  }
}

}  // namespace care::redact
