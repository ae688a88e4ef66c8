#include "shared/redact/patterns_rooms.h"

namespace care::redact {
namespace {

constexpr int kMostAge = 119;  // "(84)" behind a name is an age
constexpr int kLeastAge = 60;
constexpr std::size_t kLookBack = 6;

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
      const bool roman = certain && view.is_any(end, {"i", "ii", "iii"});
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
  return view.is_any(i, {"mr", "mrs", "miss", "ms", "mx", "sir", "lady", "fr", "sr"});
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
         !view.is_any(end, {"of", "to", "or", "x", "per"});
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
    if ((stop || !view.is_mark(at, "(:#.-")) && !view.is_any(at, {"no", "number", "num", "nr", "is"})) break;
    ++at;
  }
  // "Unit/room: Heron / H12"
  if (view.is_mark(at - 1, ':') && view.capital(at) && view.length(at) > 2) {
    const std::size_t wing = view.is_mark(at + 1, '/') ? at + 2 : at + 1;
    const RoomNumber inside = view.capital(wing) || view.is_number(wing) ? room_number(view, wing, false) : RoomNumber{};
    if (inside.end != 0 && view.ends(inside.end)) return found_room(view, inside, 2, findings);
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
  // "Room19CAllergy", "RM22BP": no blanks at all
  if (number.end == 0 && at == i + 1 && view.is_number(at) && view.glued(at) && view.length(at) <= 3 && view.length(at + 1) > 1 && view.glued(at + 1) &&
      view.is_word(at + 1) && !view.has(at + 1, cue::unit))
    number = {at, at + 1};
  if (number.end == 0) return 0;
  // "room 5 minutes later", "rooms 2 carers"
  if (view.has(number.end, cue::unit) && !view.glued(number.end)) return 0;
  std::size_t end = found_room(view, number, 3, findings);
  for (int more = 0; more < 8; ++more) {
    std::size_t next_at = end;
    const bool row =
        view.is_mark(end, ',') && view.is_number(end + 1) &&
        (((view.is_mark(end + 2, ",&") || view.is(end + 2, "and")) && view.is_number(end + 3)) ||
         (view.is_word(end + 2) && view.glued(end + 2) && view.length(end + 2) == 1 && view.is(end + 3, "and") && view.is_number(end + 4)));
    const bool listed = row || more > 0 || view.word(i).ends_with('s') || view.is_mark(end, "/&-+") || view.is_any(end, {"and", "to"});
    while (next_at < end + 2 && (view.is_mark(next_at, ",&/+-") || view.is_any(next_at, {"and", "to", "or"}))) ++next_at;
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
  if (view.is_any(at, {"no", "number"}) && view.is_number(at + 1)) ++at;
  const RoomNumber number = room_number(view, at, false);
  if (number.end == 0 || (view.is_word(number.begin) && !view.upper(number.begin))) return 0;
  return found_room(view, number, 2, findings);
}

// "bed 4 of ward 7", "Ward 3 bed 12", "bed 4 on Willow", "bed 7 - new catheter", "Bay B: asleep"
std::size_t bed(const View& view, std::size_t i, Findings& findings) {
  // "park in bay B" is no bed.
  const bool lettered_bay = view.is(i, "bay") && view.upper(i + 1) && view.length(i + 1) == 1 && view.ends(i + 2) &&
                            (view.at(i).sentence_start || view.is_mark(i + 2, ":-("));
  const RoomNumber number = lettered_bay ? RoomNumber{i + 1, i + 2} : room_number(view, i + 1, false);
  if (number.end == 0) return 0;
  const std::size_t end = number.end;
  bool in_ward = lettered_bay || view.is_any(end, {"of", "ward", "bay"}) ||
                 (view.is_mark(end, ',') && view.is_any(end + 1, {"ward", "bay", "bed"})) || (view.is(end, "on") && view.is(end + 1, "ward"));
  for (std::size_t back = 1; back <= 4 && back <= i; ++back) in_ward = in_ward || view.is_any(i - back, {"ward", "bay"});
  // "to bed 10 pm", "in bed 3 hrs" are times.
  const bool begins = i == 0 || view.ends(i - 1) || view.at(i).sentence_start;
  const bool goes_on = (view.is_mark(end, "-") && view.at(end).blank_before) || view.is_mark(end, ":") ||
                       view.is_any(end, {"empty", "on", "is", "free", "vacant", "has", "was"}) || view.capital(end);
  // "bed 1 snoring bed 2 talking"
  bool row = false;
  for (std::size_t k = 1; k <= 4; ++k) row = row || (view.is(end + k, "bed") && view.is_number(end + k + 1)) || (k < i && view.is(i - k, "bed") && view.is_number(i - k + 1));
  const bool in_row = row && view.length(number.begin) <= 2 && (view.is_word(end) || view.is_mark(end, "(:-")) && !view.has(end, cue::unit);
  return in_ward || in_row || (begins && goes_on && view.length(number.begin) <= 2) ? found_room(view, number, 2, findings) : 0;
}

// Who or what is in a room: "the fella in 22", "buzzer in 9", "Mrs Hale in 8".
bool stays_in_rooms(const View& view, std::size_t i) {
  if (view.has(i, cue::person) || may_be_named(view, i) || is_titled(view, i)) return true;
  return view.is_any(i,
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
  // "laxido back to 1" is a dose, "it went to 40" a figure.
  if (view.is(i, "back") && i > 0 && (view.classes(i - 1) & word::care) != 0) return false;
  if (i > 0 && view.is(i - 1, "it")) return false;
  if (view.is(preposition, "to") || view.is(preposition, "into")) {
    return view.is(preposition, "into") ||
           view.is_any(i,
                  {"return", "returned", "it", "went", "go", "goes", "gone", "back", "swapped", "swap", "called",
                   "summoned", "ran", "run", "attended", "them", "these", "transferred"}) ||
           (view.is_any(i, {"moved", "moving", "moves"}) && view.number(preposition + 1) > 12);
  }
  if (view.is(preposition, "from"))
    return view.is_any(i,
                  {"bang", "noise", "noises", "shouting", "shout", "shouts", "scream", "screaming", "buzzer", "bell", "call", "smell", "gone",
                   "missing", "stolen", "crash", "crying", "thud", "swapped"});
  if (view.is(preposition, "of")) return view.is_any(i, {"floor", "bathroom", "door", "outside", "front", "toilet", "window", "corridor"});
  return view.is_any(preposition, {"outside", "opposite"});
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
    if ((view.classes(i - back) & word::kin) != 0 || view.is_any(i - back, {"aged", "age", "child", "children", "kids"})) return true;
  }
  return false;
}

// "Hale (14)", "his own room nearer the lounge (204 or 219)"
std::size_t bracketed_room(const View& view, std::size_t i, Findings& findings) {
  const RoomNumber number = room_number(view, i, false);
  if (number.end == 0 || i < 2 || !may_be_room(view, number)) return 0;
  const bool near = room_near(view, i, 8);
  RoomNumber second;
  if (view.is_any(number.end, {"or", "and"}) || view.is_mark(number.end, "/&,")) second = room_number(view, number.end + 1, false);
  if (!view.is_mark(second.end != 0 ? second.end : number.end, ')')) return 0;
  const int value = plain_value(view, number);
  const bool no_age = value < kLeastAge || value > kMostAge;
  if (view.is_any(i - 2, {"own", "hers", "theirs", "ours"}) && second.end == 0) return found_room(view, number, 1, findings);
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
  if ((bits & cue::person) != 0 && view.is_any(i + 1, {"in", "from"})) return sure_room(view, i + 2, findings);
  if (view.is(i, "in")) {
    // "in 16A": only with a letter, "in 2 hours" is none. "lamp in G4"
    const RoomNumber number = room_number(view, i + 1, false);
    const bool lettered = number.end == i + 3 && view.glued(i + 2);
    const bool wing = lettered && view.is_word(i + 1);
    if (!lettered || view.is_mark(number.end, "/-%") || (wing && !(view.upper(i + 1) && i > 0 && stays_in_rooms(view, i - 1)))) return 0;
    return found_room(view, number, 1, findings);
  }
  return view.is_any(i, {"bed", "bay"}) ? bed(view, i, findings) : 0;
}

namespace {

// "r14 hettie refused", "R10 eyes bathed": no breaths of a minute, which figures or letters with figures follow.
bool names_row(const View& view, std::size_t i) {
  const bool heads = i == 1 || view.is_line(i - 2) || (view.is_mark(i - 2, ".;,") && view.glued(i - 2) && view.at(i - 1).blank_before);
  if (!heads || view.measured(i) || !view.is_word(i + 1) || view.glued(i + 1) || view.length(i + 1) < 2) return false;
  return !(view.is_number(i + 2) && view.glued(i + 2)) && !view.is_any(i + 1, {"on", "regular", "per", "and", "at"}) && !view.has(i + 1, cue::observation);
}

}  // namespace

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
    const bool led = i == 1 || view.is_line(i - 2) || view.is_mark(i - 2, '(') || view.is_any(i - 2, {"in", "to", "from", "into", "of", "outside"});
    if (led || names_row(view, i)) return found_room(view, {i - 1, i + 1}, 1, findings);
  }
  if (view.glued(i) && view.is(i - 1, "r") && !view.glued(i - 1) && names_row(view, i)) return found_room(view, {i, i + 1}, 1, findings);
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
  const bool lettered = number.end == i + 2 && !view.is_any(i + 1, {"g", "h", "d", "c"});
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
  if (view.is_any(i - 1, {"bell", "buzzer", "mat", "sensor", "corridor", "landing"})) {
    const bool said =
        view.ends(number.end) ||
        view.is_any(number.end, {"going", "ringing", "faulty", "broken", "stuck", "not", "still", "again", "off"});
    return said && !observed_before(view, i) ? found_room(view, number, 1, findings) : 0;
  }
  if (view.is_any(i - 1, {"no", "number"}) && i > 1) {
    return view.is_any(i - 2, {"in", "outside", "at"}) ? found_room(view, number, 1, findings) : 0;
  }
  if (!view.is_any(i - 1, {"to", "into", "from", "of", "outside", "opposite"})) return 0;
  if (lettered && view.is_any(i - 1, {"to", "into", "from"}) && !observed_before(view, i)) return found_room(view, number, 1, findings);
  const bool ends = view.ends(number.end) || view.is_any(number.end, {"and", "as", "by", "with", "where", "then", "when", "at", "she", "he", "saw"});
  return ends && leads_to_room(view, i - 1) && !observed_before(view, i) ? found_room(view, number, 1, findings) : 0;
}

}  // namespace care::redact
