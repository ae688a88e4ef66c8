#include "shared/redact/patterns_rooms.h"

#include <algorithm>
#include <array>

namespace care::redact {
namespace {

constexpr int kLeastAge = 60;  // "Edna Hale 84" is an age
constexpr int kMostAge = 119;
constexpr std::size_t kMostGap = 16;  // tokens between two rooms of a round

// What wings and floors of homes are called.
constexpr std::array<std::string_view, 78> kWings = {
    "acorn",       "alder",   "amber",    "ash",        "aspen",      "azalea",      "beech",   "begonia",
    "birch",       "blossom", "bluebell", "bramble",    "buttercup",  "camellia",    "cedar",   "cherry",
    "chestnut",    "clover",  "coral",    "cornflower", "cypress",    "daffodil",    "dahlia",  "daisy",
    "diamond",     "elder",   "elm",      "emerald",    "fern",       "foxglove",    "fuchsia", "garden",
    "hawthorn",    "hazel",   "heather",  "heron",      "holly",      "honeysuckle", "iris",    "ivy",
    "jasmine",     "jubilee", "juniper",  "kestrel",    "kingfisher", "larch",       "laurel",  "lavender",
    "lilac",       "lily",    "linden",   "magnolia",   "maple",      "marigold",    "meadow",  "mulberry",
    "nightingale", "oak",     "olive",    "orchard",    "orchid",     "pearl",       "pine",    "poppy",
    "primrose",    "robin",   "rose",     "rowan",      "ruby",       "sapphire",    "skylark", "snowdrop",
    "sunflower",   "swallow", "sycamore", "tulip",      "violet",     "willow"};
static_assert(std::is_sorted(kWings.begin(), kWings.end()));

bool is_wing(const View& view, std::size_t i) {
  return view.capital(i) && view.length(i) > 2 && std::binary_search(kWings.begin(), kWings.end(), view.word(i));
}

bool heads_clause(const View& view, std::size_t i) {
  // "no 7 wet", "#12 asleep"
  if (i > 0 && (view.is_any(i - 1, {"no", "number"}) || view.is_mark(i - 1, '#'))) --i;
  if (i == 0 || view.is_line(i - 1)) return true;
  return !view.glued(i) && (view.is_mark(i - 1, ",;|*") || (view.is_mark(i - 1, ".!?") && view.glued(i - 1)));
}

// What one person does: "14 is asleep", "9 wants the light on".
bool has_singular_verb(const View& view, std::size_t i) {
  return view.is_any(i, {"is",       "has",       "was",       "wants",    "needs",   "says",    "likes",
                          "keeps",    "isn't",     "hasn't",    "wasn't",   "won't",   "fell",    "wakes",
                          "sleeps",   "refuses",   "seems",     "buzzing",  "buzzed",  "chesty",  "incontinent",
                          "vomiting", "unsettled", "wandering", "wandered", "snoring", "tearful", "agitated"});
}

bool has_status(const View& view, std::size_t i) {
  if (has_singular_verb(view, i)) return true;
  return view.is_any(i, {"settled", "asleep",       "awake",    "slept",    "up",     "wet",     "dry",    "soiled",
                          "calm",    "refused",      "empty",    "restless", "hosp",   "sore",    "poorly", "ok",
                          "fine",    "washed",       "padded",   "zz",       "turned", "checked", "family", "fam",
                          "emp",     "repositioned", "toileted", "dressed",  "quiet",  "void",    "vacant", "new"});
}

// The whole of a number that a letter in capitals may open ("G4") or close ("9B").
RoomNumber whole(const View& view, std::size_t i) {
  const bool lettered = view.glued(i) && view.is_word(i - 1) && view.upper(i - 1) && !view.glued(i - 1) &&
                        (view.length(i - 1) == 1 || view.is_any(i - 1, {"gf", "ff", "sf", "tf", "lg", "ug", "gr"}));
  if (view.glued(i) && !lettered) return {};
  const RoomNumber number = room_number(view, lettered ? i - 1 : i, false);
  // "82F" is somebody's age, "T34" a pump, "L3" a texture.
  if (number.end == number.begin + 2 &&
      (lettered ? view.length(i - 1) == 1 && view.word(i - 1)[0] > 'h' : view.number(i) >= kLeastAge))
    return {};
  return number;
}

bool lettered(RoomNumber number) { return number.end == number.begin + 2; }

// Behind a dash or the like: "12 - asleep", "12: asleep".
std::size_t seen_at(const View& view, std::size_t end) {
  const bool dash = view.is_mark(end, '-') && view.at(end).blank_before;
  return (dash || view.is_mark(end, ":=")) && end + 1 < view.size() && view.at(end + 1).blank_before ? end + 1 : end;
}

// "Ann Hale 4 stitches"
bool counts(const View& view, std::size_t end) {
  return view.is_word(end) && view.word(end).ends_with('s') &&
         (view.classes(end) & (word::grammar | word::person_verb)) == 0;
}

// "Lilac 3 asleep", "back in Poppy 4.", "Oak 9's", "A-wing, 2 waited"
bool in_wing(const View& view, RoomNumber number) {
  const std::size_t i = number.begin;
  if (i == 0 || view.glued(i)) return false;
  const std::size_t before = view.is_mark(i - 1, ',') ? i - 1 : i;
  if (before > 0 && view.is(before - 1, "wing")) return closes(view, number.end);
  return is_wing(view, i - 1) && closes(view, number.end) && !view.has(number.end, cue::month) &&
         !counts(view, number.end);
}

// "Empty bed A.15", "Hale (G/07)", "LGF-4 door", "Mr Hale in T-5"
std::size_t parted_beside(const View& view, std::size_t i, Findings& findings) {
  const RoomNumber number = i >= 2 ? parted_room(view, i - 2) : RoomNumber{};
  if (number.end == 0) return 0;
  const std::size_t before = number.begin;
  const bool led =
      before > 0 && (view.is_any(before - 1, {"in", "bed", "into", "outside", "opposite", "door", "from", "empty"}) ||
                     (view.is_mark(before - 1, '(') && before > 1 && may_be_named(view, before - 2)));
  const bool opens =
      heads_clause(view, before) &&
      (has_status(view, number.end) || view.is_any(number.end, {"door", "buzzer", "bell", "bed", "window"}));
  return led || opens ? found_room(view, number, 1, findings) : 0;
}

// "Violet Hale 14 slept", "SHEILA BROOM 8 NOT TO": first name, surname, room.
bool behind_full_name(const View& view, RoomNumber number) {
  const std::size_t i = number.begin;
  if (i < 2 || view.glued(i) || view.glued(i - 1) || !view.capital(i - 1) || !view.capital(i - 2)) return false;
  const WordClasses first = view.classes(i - 2);
  const WordClasses last = view.classes(i - 1);
  const bool full = (first & (word::given | word::nickname)) != 0 && view.cue(i - 2).bits == 0 &&
                    view.cue(i - 1).bits == 0 && view.length(i - 1) > 2 &&
                    (last & (word::care | word::abbreviation | word::calendar | word::place)) == 0 &&
                    ((last & word::surname) != 0 || (last & word::commonness) == 0);
  if (!full || !closes(view, number.end) || view.is_mark(number.end, ")]|:")) return false;
  if (view.has(number.end, cue::month | cue::weekday | cue::digit | cue::share | cue::street | cue::loose_street))
    return false;
  // "Mary Poppins 7, Kes 2" are votes.
  return !counts(view, number.end) && (view.is_word(number.end) || number.end >= view.size());
}

// "moved from 14 to 22", "In 12 the tap drips"
bool moved(const View& view, RoomNumber number) {
  const std::size_t i = number.begin;
  if (i == 0 || view.glued(i)) return false;
  if (view.is(i - 1, "in") && view.capital(i - 1) && view.at(i - 1).sentence_start)
    return view.is_any(number.end, {"the", "there", "we", "she", "he", "his", "her"});
  const auto moves = [&](std::size_t k) {
    return view.is_any(k, {"moved", "move", "moving", "moves", "swap", "swapped", "transferred"});
  };
  const auto late = [&](std::size_t k) { return view.number(k) > 12 || (view.is_number(k) && view.glued(k + 1)); };
  if (i > 1 && view.is(i - 1, "from") && moves(i - 2))
    return view.is(number.end, "to") && view.is_number(number.end + 1) && (late(i) || late(number.end + 1));
  return i > 3 && view.is(i - 1, "to") && view.is_number(i - 2) && view.is(i - 3, "from") && moves(i - 4) &&
         (late(i) || late(i - 2)) && closes(view, number.end);
}

}  // namespace

std::size_t room_beside(const View& view, std::size_t i, Findings& findings) {
  if (view.length(i) > 3) return 0;
  if (i > 0 && view.glued(i) && view.is_mark(i - 1, "/.-")) return parted_beside(view, i, findings);
  // "Oak 9's wife", "12's door", but not "the 40's"
  const bool owned = !view.glued(i) && view.glued(i + 1) && (view.is(i + 1, "'s") || view.is_mark(i + 1, "'"));
  const bool decade = view.length(i) > 1 && view.word(i).ends_with('0');
  if (owned && view.length(i) <= 2 && ((i > 0 && is_wing(view, i - 1)) || (heads_clause(view, i) && !decade)))
    return found_room(view, {i, i + 1}, 1, findings);
  const RoomNumber number = whole(view, i);
  if (number.end == 0 || !may_be_room(view, number) || view.measured(number.end - 1)) return 0;
  if (in_wing(view, number) || moved(view, number)) return found_room(view, number, 1, findings);
  const int value = lettered(number) ? 0 : view.number(i);
  const std::size_t seen = seen_at(view, number.end);
  if (heads_clause(view, number.begin)) {
    const bool sure = lettered(number) || (seen != number.end && value > 9);
    // "3 Fell at tea": capitals begin what happened, too.
    const bool small = !view.capital(seen) || (view.upper(seen) && view.length(seen) > 1);
    const bool told = !small ? false
                      : sure ? has_status(view, seen)
                             : value > 2 && seen == number.end && has_singular_verb(view, seen);
    if (told) return found_room(view, number, 1, findings);
  }
  const bool no_age = value < kLeastAge || value > kMostAge;
  return no_age && !lettered(number) && behind_full_name(view, number) ? found_room(view, number, 1, findings) : 0;
}

bool begins_status(const View& view, std::size_t i) {
  if (view.length(i) > 3 || !(view.is_word(i + 1) || view.is_mark(i + 1, ":=-?"))) return false;
  const RoomNumber number = whole(view, i);
  if (number.end == 0 || !may_be_room(view, number)) return false;
  if (view.measured(number.end - 1)) return false;
  const std::size_t seen = seen_at(view, number.end);
  return (view.is_word(seen) && !view.glued(seen)) || (view.is_mark(seen, '?') && !view.glued(seen));
}

void find_round(const View& view, std::span<const std::size_t> numbers, Findings& findings) {
  for (std::size_t first = 0; first < numbers.size();) {
    // A row goes on while the numbers rise and soon follow each other.
    std::size_t last = first;
    std::size_t seen = 0;
    const auto sees = [&](std::size_t i) {
      const RoomNumber number = whole(view, i);
      const std::size_t at = seen_at(view, number.end);
      // "1 Ada to ring, 2 order pads" numbers what is to be done, "10 Ada, 11 Bert" may be hours.
      const bool named =
          view.number(i) > 12 && view.capital(at) && (view.classes(at) & word::given) != 0 && may_be_named(view, at);
      const bool named_small = lettered(number) && !view.capital(at) && may_be_named(view, at);
      return has_status(view, at) || (!view.capital(at) && (view.classes(at) & word::person_verb) != 0) || named ||
             named_small;
    };
    while (last + 1 < numbers.size() && numbers[last + 1] - numbers[last] <= kMostGap &&
           view.number(numbers[last + 1]) >= view.number(numbers[last]) &&
           whole(view, numbers[last]).end - whole(view, numbers[last]).begin ==
               whole(view, numbers[last + 1]).end - whole(view, numbers[last + 1]).begin) {
      ++last;
    }
    const std::size_t size = last - first + 1;
    for (std::size_t k = first; size >= 3 && k <= last; ++k) seen += sees(numbers[k]) ? 1U : 0U;
    const bool letters = lettered(whole(view, numbers[first]));
    if (size >= 3 && seen >= 2 && seen * 2 >= size &&
        (letters || numbers[first] == 0 || heads_clause(view, numbers[first]) ||
         view.is_mark(numbers[first] - 1, "\":"))) {
      for (std::size_t k = first; k <= last; ++k) found_room(view, whole(view, numbers[k]), 1, findings);
    }
    first = last + 1;
  }
}

}  // namespace care::redact
