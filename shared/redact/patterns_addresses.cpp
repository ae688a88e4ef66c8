#include "shared/redact/patterns_addresses.h"

#include "shared/redact/patterns_references.h"

#include <algorithm>

namespace care::redact {
namespace {

constexpr std::size_t kMostNameWords = 4;
constexpr CueBits kAnyStreet = cue::street | cue::loose_street;

bool is_short_head(const View& view, std::size_t i) {
  return view.is(i, "st") || view.is(i, "dr") || view.is(i, "rd") || view.is(i, "av") || view.is(i, "ave");
}

bool is_postcode_here(const View& view, std::size_t i) { return postcode_end(view, i, true) != 0; }

// LS6, BN99: the first half of a postcode.
bool is_outward_here(const View& view, std::size_t i) {
  return view.is_word(i) && view.length(i) <= 2 && view.is_number(i + 1) && view.glued(i + 1) && view.length(i + 1) <= 2;
}

// A word of a street's or town's name; "St." may have its stop.
bool is_name_word(const View& view, std::size_t i) {
  if (!view.is_word(i)) return false;
  const CueBits bits = view.cue(i).bits;
  if ((bits & cue::stop) != 0 || view.is(i, "mr") || view.is(i, "mrs") || view.is(i, "miss") || view.is(i, "ms")) return false;
  return (bits & cue::unit) == 0 || view.capital(i);
}

struct Street {
  std::size_t end = 0;   // behind the word for the street; 0: none
  bool capital = false;  // written as names are
  bool loose = false;    // ends in a word that is also something else
};

// "Tanners Yard", "The Crescent", "St. John's Road" at i.
Street street_name(const View& view, std::size_t i) {
  Street best;
  bool capital = true;
  bool shouted = true;
  std::size_t at = i;
  for (std::size_t words = 0; words <= kMostNameWords; ++words) {
    const bool article = words == 0 && view.is(at, "the");
    if (!article && !is_name_word(view, at)) break;
    if (words > 0 && view.glued(at) && !view.is_mark(at - 1, "-.")) break;
    const CueBits bits = view.cue(at).bits;
    if (words > 0 && (bits & kAnyStreet) != 0) {
      const bool month_before = words == 1 && view.has(at - 1, cue::month) && is_short_head(view, at);
      const bool a_name_follows = is_short_head(view, at) && view.capital(at + 1) && !view.ends(at + 1) && !is_outward_here(view, at + 1) &&
                                  (view.is(at, "dr") || view.is(at, "st"));
      if (!month_before && !a_name_follows) {
        best = {at + 1, capital && (view.capital(at) || words > 0),
                (bits & cue::street) == 0 || is_short_head(view, at) || (bits & cue::loose_street) != 0};
        if (shouted && view.upper(at)) best.capital = false;
      }
    }
    capital = capital && (view.capital(at) || (bits & cue::inner) != 0);
    shouted = shouted && view.upper(at);
    ++at;
    // "33 Chapel" and on the next line "Terrace"
    if (view.is_line(at) && capital && view.capital(at + 1) && (view.cue(at + 1).bits & kAnyStreet) == cue::street && view.length(at + 1) > 3) ++at;
    if (view.is_mark(at, '-') && view.glued(at) && view.glued(at + 1)) ++at;
    if (view.is_mark(at, '.') && view.is(at - 1, "st")) ++at;
  }
  return best;
}

// "Heol y Deri", "Ffordd Gwynedd"; behind a number only.
std::size_t street_first_end(const View& view, std::size_t i) {
  if (!view.has(i, cue::street_first) || view.is(i, "the")) return 0;
  std::size_t at = i + 1;
  std::size_t words = 0;
  const bool capital = view.capital(i);
  while (words < 4 && view.is_word(at) && !view.has(at, cue::stop) && (!capital || view.capital(at) || view.length(at) <= 2)) {
    ++at;
    ++words;
    if (!capital && words >= 2) break;
    if (view.is_mark(at, '-') && view.glued(at) && view.glued(at + 1)) ++at;
  }
  return words == 0 ? 0 : at;
}

bool is_place(const View& view, std::size_t i) { return (view.classes(i) & word::place) != 0; }
bool is_compass(const View& view, std::size_t i) {
  return view.is(i, "nth") || view.is(i, "sth") || view.is(i, "north") || view.is(i, "south") || view.is(i, "east") || view.is(i, "west");
}

bool is_village_first(const View& view, std::size_t i) {
  for (const std::string_view first : {"nether", "upper", "lower", "over", "great", "little", "high", "low", "market", "temple", "north", "south",
                                       "east", "west", "middle", "kirk", "castle", "port", "st"}) {
    if (view.is(i, first)) return true;
  }
  return false;
}

// A town, county or further line at i, behind a comma or a line end; i if there is none.
std::size_t town_end(const View& view, std::size_t i, bool shouted) {
  const Street street = street_name(view, i);
  if (street.end != 0 && street.capital) return street.end;
  std::size_t at = i;
  bool known = true;
  while ((at < i + 4 || (at < i + 6 && view.glued(at))) && is_name_word(view, at) &&
         (view.capital(at) ||
          (at > i && (view.is(at, "on") || view.is(at, "upon") || view.is(at, "in") || view.is(at, "of"))) ||
          is_place(view, at))) {
    if (is_title(view, at) || view.has(at, cue::month | cue::weekday | cue::phone | cue::birth) ||
        is_outward_here(view, at) || is_postcode_here(view, at))
      break;
    if (at > i && view.glued(at) && !view.is_mark(at - 1, '-')) break;
    known = known && (is_place(view, at) || !view.capital(at));
    ++at;
    if (view.is_mark(at, '-') && view.glued(at) && view.glued(at + 1)) ++at;
  }
  if (at == i) return i;
  const bool closed = view.ends(at) || is_postcode_here(view, at) || is_outward_here(view, at);
  if (is_person(view, i) && !closed) return i;
  if (is_person(view, i) && shouted) return i;
  // "…, Harwick is", but not "…, Olds says": a name nobody lists, and no verb of people behind it.
  const bool unlisted =
      at == i + 1 && view.capital(i) && view.classes(i) == 0 && view.cue(i).bits == 0 && (view.classes(at) & word::person_verb) == 0;
  // "…, Nether Wickley or ring"
  const bool village = at == i + 2 && view.capital(i) && view.capital(i + 1) && is_village_first(view, i) &&
                       (view.classes(at) & word::person_verb) == 0;
  return closed || known || unlisted || village ? at : i;
}

// Lines of a few capitals each, as far as a postcode: behind the last before it; 0 if they do not lead to one.
std::size_t lines_to_postcode(const View& view, std::size_t i) {
  std::size_t at = i;
  for (int line = 0; line < 4; ++line) {
    std::size_t word = at;
    while (word < at + 4 && view.capital(word) && is_name_word(view, word) && !is_title(view, word) && !is_postcode_here(view, word)) ++word;
    if (word == at) return 0;
    std::size_t next = view.is_mark(word, ',') ? word + 1 : word;
    if (view.is_line(next)) ++next;
    if (is_postcode_here(view, next)) return word;
    if (next == word || !view.is_line(next - 1)) return 0;
    at = next;
  }
  return 0;
}

// What follows a street: "North", ", Harwick, Kent", a new line with a town before a postcode.
std::size_t tail_end(const View& view, std::size_t i) {
  std::size_t at = i;
  if (is_compass(view, at) && (view.capital(at) || view.ends(at + 1))) ++at;
  if (view.is(at, "estate") || (view.is(at, "homes") && view.capital(at))) ++at;
  if (view.is_line(at)) {
    if (const std::size_t end = lines_to_postcode(view, at + 1)) return end;
  }
  for (int part = 0; part < 5; ++part) {
    std::size_t next = at;
    bool line = false;
    if (view.is_mark(next, ',')) ++next;
    if (view.is_line(next)) {
      line = true;
      ++next;
    }
    if (next == at) {
      // "14 Mill Lane Leeds"
      if (part == 0 && view.capital(at) && is_place(view, at) && !is_person(view, at)) {
        ++at;
        continue;
      }
      break;
    }
    if (const std::size_t flat = flat_part_end(view, next); flat != next) {
      at = flat;
      continue;
    }
    // "nr Bakewick", "nr. Bakewick", "off Mill Lane"
    if (view.is(next, "nr")) next += view.is_mark(next + 1, '.') ? 2 : 1;
    for (const std::string_view beside : {"off", "near", "opposite", "opp", "behind", "by"}) {
      if (view.is(next, beside) && view.capital(next + 1)) {
        ++next;
        break;
      }
    }
    const std::size_t end = town_end(view, next, false);
    if (end == next) break;
    const bool line_fits = view.is_line(end) || is_postcode_here(view, end) || end >= view.size() || view.is_mark(end, ',');
    const bool comma_before = view.is_mark(next - 1, ',') || (line && next >= 2 && view.is_mark(next - 2, ','));
    if (line && !(line_fits && (comma_before || is_postcode_here(view, end) || is_postcode_here(view, end + 1)))) break;
    at = end;
  }
  return at;
}

bool led(const View& view, std::size_t i) {
  if (i == 0) return true;
  const std::size_t before = i - 1;
  if (view.is_mark(before, ",(:/-") || view.is_line(before)) return true;
  for (const std::string_view lead : {"at", "to", "from", "of", "address", "lives", "is", "near", "c/o", "o", "in", "visit", "home", "on", "house"}) {
    if (view.is(before, lead)) return true;
  }
  return view.has(before, cue::address);
}

// Behind the number of a house: 14, 14a, 14-16, 2/1; i if there is none.
std::size_t house_number_end(const View& view, std::size_t i) {
  if (!view.is_number(i) || view.length(i) > 4) return i;
  std::size_t at = i + 1;
  if (view.is_word(at) && view.glued(at) && view.length(at) == 1) ++at;
  if (view.is_mark(at, "-/") && view.glued(at) && view.is_number(at + 1) && view.glued(at + 1) &&
      view.length(at + 1) <= 3)
    at += 2;
  // "3rd Ave"
  if (at == i + 1 && view.glued(at) && view.has(at, cue::suffix))
    return view.capital(at + 1) && view.has(at + 1, kAnyStreet) ? at + 1 : i;
  if (view.is_word(at) && view.glued(at)) return i;
  // "14 - 16 Mill Lane"
  const bool range =
      view.is_mark(at, '-') && view.at(at).blank_before && view.is_number(at + 1) && view.at(at + 1).blank_before && view.length(at + 1) <= 3;
  return range && view.capital(at + 2) && !view.measured(at + 1) ? at + 2 : at;
}

std::size_t with_number(const View& view, std::size_t i, bool announced) {
  std::size_t at = house_number_end(view, i);
  if (at == i) return 0;
  if (view.is_mark(at, ',') && view.glued(at)) ++at;
  if (view.is_line(at)) return 0;
  // "3rd Ave"
  if (view.has(at - 1, cue::suffix) && view.has(at, kAnyStreet)) return tail_end(view, at + 1);
  if (const std::size_t end = street_first_end(view, at); end != 0 && (view.capital(at) || announced))
    return tail_end(view, end);
  const Street street = street_name(view, at);
  if (street.end == 0) return 0;
  if (!street.capital) {
    const bool ends_well = view.is_mark(street.end, ',') || is_place(view, street.end) ||
                           is_postcode_here(view, street.end) || view.ends(street.end);
    const bool lead = announced || led(view, i);
    if (street.loose ? !(lead && ends_well) : !(lead || ends_well)) return 0;
    if (view.has(at, cue::unit | cue::stop)) return 0;
  }
  return tail_end(view, street.end);
}

// Figures and capitals as far as they go: an address of a form nobody here knows.
std::size_t address_run(const View& view, std::size_t i, std::size_t most) {
  std::size_t at = i;
  std::size_t words = 0;
  while (at < i + most) {
    if (view.is_number(at) || view.capital(at) || (view.is_word(at) && at > i && view.classes(at) == 0 && view.cue(at).bits == 0)) {
      if (view.has(at, cue::phone | cue::nhs | cue::birth) || is_title(view, at)) break;
      if (view.is_mark(at + 1, "@:")) break;
      words += view.is_word(at) ? 1 : 0;
      ++at;
      continue;
    }
    std::size_t next = at;
    const bool short_stop = view.is_mark(at, '.') && at > i && (view.length(at - 1) <= 4 || view.is_number(at - 1));
    const bool joins = view.is_mark(at, "-'/") && view.glued(at) && view.glued(at + 1);
    const bool small = view.has(at, cue::inner | cue::street | cue::flat | cue::street_first) && !view.has(at, cue::stop) && at > i;
    if (short_stop || joins || view.is_mark(at, ',') || small) ++next;
    while (next < at + 4 && (view.is_line(next) || view.is_mark(next, ">,"))) ++next;
    if (next == at || !(view.is_number(next) || view.capital(next) || (joins && view.is_word(next)))) break;
    if (view.is_line(next - 1) && !view.is_number(next) && view.is_mark(next + 1, ':')) break;
    at = next;
  }
  while (at > i && !(view.is_number(at - 1) || view.is_word(at - 1))) --at;
  return words > 0 ? at : i;
}

// A flat or suite stands soon behind the number and the name.
bool has_flat_soon(const View& view, std::size_t i) {
  for (std::size_t at = i + 1; at < i + 14 && at < view.size(); ++at) {
    if (view.has(at, cue::stop | cue::unit | cue::observation) && !view.capital(at)) return false;
    if (view.is_mark(at, "!?;:()")) return false;
    const bool flat = view.is(at, "apt") || view.is(at, "suite");
    if (flat && (view.is_number(at + 1) || (view.is_mark(at + 1, '.') && view.is_number(at + 2)))) return true;
  }
  return false;
}

std::size_t unusual(const View& view, std::size_t i, bool announced) {
  if (view.length(i) > 5 || view.measured(i)) return 0;
  const std::size_t name = view.is_number(i + 1) && view.length(i + 1) <= 5 ? i + 2 : i + 1;
  if (!view.is_word(name) || view.glued(name) || view.has(name, cue::month | cue::weekday | cue::unit)) return 0;
  const bool suite = !view.has(name, cue::stop) && has_flat_soon(view, i);
  // "12 Lindevej 4": a name between two numbers.
  std::size_t second = name;
  while (second < name + 5 &&
         (view.capital(second) || (second > name && (view.is_mark(second, '.') || (view.is_word(second) && view.classes(second) == 0)))))
    ++second;
  const bool clock = i > 1 && view.is_mark(i - 1, ':') && view.glued(i) && view.is_number(i - 2);
  const bool dose =
      (view.classes(name) & (word::abbreviation | word::care)) != 0 || view.has(name, cue::room) || view.is_mark(second + 1, "/.") || clock;
  const bool framed = second > name && !dose && view.is_number(second) && view.length(second) <= 4 && view.length(i) >= 3 && view.capital(name) &&
                      (view.classes(name) & word::commonness) == 0 && !view.measured(second);
  if (!suite && !framed && !(announced && view.capital(name))) return 0;
  const std::size_t end = address_run(view, i, 28);
  return end > name ? end : 0;
}

// "at 22 Oakfield, Wenbury": no word for a street, but a lead, a number, a name and a town.
std::size_t unstreeted_end(const View& view, std::size_t i, bool announced) {
  if (view.length(i) > 3 || view.word(i)[0] == '0' || i == 0) return 0;
  bool lead =
      announced || view.has(i - 1, cue::address) || (view.is_mark(i - 1, ',') && i > 1 && view.is(i - 2, "house"));
  for (const std::string_view word : {"at", "of", "to", "from", "address", "home", "is"})
    lead = lead || view.is(i - 1, word);
  if (!lead) return 0;
  const std::size_t number = house_number_end(view, i);
  const std::size_t name = number != i && view.is_mark(number, ',') ? number + 1 : number;
  if (name != i && ends_as_street(view, name) && !view.capital(name + 1) && !view.measured(i)) return tail_end(view, name + 1);
  std::size_t at = name;
  while (at < name + 3 && view.capital(at) && !view.glued(at) && is_name_word(view, at) &&
         !view.has(at, cue::month | cue::weekday) &&
         (view.classes(at) & (word::care | word::abbreviation | word::kin | word::role | word::person_verb)) == 0 &&
         !is_person(view, at))
    ++at;
  if (at == name || !view.is_mark(at, ',') || view.measured(i)) return 0;
  const bool town = view.capital(at + 1) && !is_title(view, at + 1) && !is_person(view, at + 1) &&
                    view.cue(at + 1).bits == 0 && (is_place(view, at + 1) || view.classes(at + 1) == 0);
  return town ? tail_end(view, at) : 0;
}

}  // namespace

Place address_at(const View& view, std::size_t i, bool announced) {
  // "DX 41177 Harwick": a box of the lawyers' post.
  if (view.is(i, "dx")) {
    if (!view.upper(i) || !view.is_number(i + 1) || view.length(i + 1) < 3 || view.glued(i + 1)) return {};
    std::size_t town = i + 2;
    while (town < i + 5 && view.capital(town) && !view.glued(town)) ++town;
    return {i, view.is_number(town) && view.length(town) == 1 ? town + 1 : town, 2};
  }
  // "PO Box 12", "P.O. Box 12"
  if (view.is(i, "po") && view.is(i + 1, "box") && view.is_number(i + 2)) return {i, tail_end(view, i + 3), 3};
  if (view.is(i, "p") && view.is(i + 2, "o") && view.is(i + 4, "box") && view.is_number(i + 5)) return {i, tail_end(view, i + 6), 3};
  // "PSC 1437, Box 3833": military post.
  const bool military = (view.is(i, "psc") || view.is(i, "unit")) && view.is_number(i + 1) &&
                        (view.is(i + 2, "box") || (view.is_mark(i + 2, ',') && view.is(i + 3, "box")));
  if (military) return {i, address_run(view, i, 12), 2};
  if (view.has(i, cue::flat)) {
    std::size_t at = i + 1;
    if (view.is(at, "no") || view.is(at, "number")) ++at;
    std::size_t number = house_number_end(view, at);
    if (number == at && view.is_word(at) && view.length(at) == 1 && !view.is(at, "a"))
      number = view.is_number(at + 1) && view.glued(at + 1) ? at + 2 : at + 1;
    if (number == at) return {};
    if (view.is_mark(number, ',')) ++number;
    if (view.is_line(number)) ++number;
    if (const std::size_t end = with_number(view, number, true)) return {i, end, 3};
    const Street house = street_name(view, number);
    if (house.end != 0 && (house.capital || !house.loose)) return {i, tail_end(view, house.end), 2};
    // "Flat 3, Beech House, 14 Mill Lane", "apt 4 the ropewalk, 2 dock st"
    std::size_t word = number;
    while (word < number + kMostNameWords && view.is_word(word) && !view.glued(word)) ++word;
    if (word > number && view.is_mark(word, ',')) {
      const std::size_t next = view.is_line(word + 1) ? word + 2 : word + 1;
      if (const std::size_t more = with_number(view, next, true)) return {i, more, 3};
      if (const Street street = street_name(view, next); view.capital(number) && street.end != 0 && street.capital)
        return {i, tail_end(view, street.end), 2};
    }
    word = number;
    while (word < number + kMostNameWords && view.capital(word) && !view.has(word, cue::building)) ++word;
    if (word > number && view.has(word, cue::building) && view.capital(word)) {
      std::size_t end = word + 1;
      if (view.is_mark(end, ',')) {
        if (const std::size_t more = with_number(view, end + 1, true)) return {i, more, 3};
      }
      return {i, tail_end(view, end), 2};
    }
    return {};
  }
  if (!view.is_number(i)) return {};
  if (const std::size_t end = with_number(view, i, announced)) {
    // "14 Crown Street Old Squares, Suite 321": more of it than a street.
    const std::size_t more = has_flat_soon(view, i) ? unusual(view, i, announced) : 0;
    return {i, std::max(end, more), 2};
  }
  if (const std::size_t end = unusual(view, i, announced)) return {i, end, 1};
  if (const std::size_t end = unstreeted_end(view, i, announced)) return {i, end, 1};
  return {};
}

std::size_t address_tail_end(const View& view, std::size_t i) { return tail_end(view, i); }

std::size_t street_end(const View& view, std::size_t i) {
  const Street street = street_name(view, i);
  return street.capital ? street.end : 0;
}

bool street_begins(const View& view, std::size_t i) {
  const Street street = street_name(view, i);
  return street.end != 0 && street.capital;
}

Place corner_at(const View& view, std::size_t i) {
  if (!view.is(i + 1, "of") || !(view.is_number(i + 2) || view.capital(i + 2))) return {};
  const std::size_t first = address_run(view, i + 2, 14);
  if (first == i + 2 || !view.is(first, "and"))
    return first > i + 2 && view.is(first - 1, "and") ? Place{} : Place{i, first, first > i + 4 ? std::uint8_t{1} : std::uint8_t{0}};
  const std::size_t second = address_run(view, first + 1, 14);
  return second > first + 1 ? Place{i, second, 1} : Place{};
}

Place street_around(const View& view, std::size_t i, std::size_t floor, bool announced) {
  if (!view.capital(i) || is_title(view, i)) return {};
  std::size_t begin = i;
  while (begin > floor && i - begin < kMostNameWords && view.capital(begin - 1) && !view.glued(begin) && is_name_word(view, begin - 1) &&
         !view.has(begin - 1, cue::not_name | cue::address))
    --begin;
  // "Ivy Cottage, The Green"
  const bool behind_house = begin == i && begin > floor + 2 && view.is(i - 1, "the") && view.capital(i - 1) &&
                            view.is_mark(i - 2, ',') && view.has(i - 3, cue::building) && view.capital(i - 3);
  if (behind_house) --begin;
  if (begin == i) return {};
  if (view.is(begin, "the") && begin + 1 == i && !announced && !behind_house) return {};
  const std::size_t end = tail_end(view, i + 1);
  // "Rose Cottage, Mill Lane": the house's name before it.
  if (begin > floor + 2 && view.is_mark(begin - 1, ',') && view.capital(begin - 2) && view.has(begin - 2, cue::building)) {
    std::size_t house = begin - 2;
    while (house > floor && begin - house < kMostNameWords + 2 && view.capital(house - 1) && !view.glued(house) && is_name_word(view, house - 1) &&
           !view.has(house - 1, cue::not_name | cue::address))
      --house;
    if (house < begin - 2) return {house, end, 2};
  }
  // "back to Moor End, Hebble Lane": a house whose name nobody lists.
  if (begin > floor + 2 && view.is_mark(begin - 1, ',') && (view.cue(i).bits & cue::street) != 0) {
    const std::size_t house = house_begin(view, begin - 1, floor);
    if (house < begin - 1) return {house, end, 2};
  }
  const bool care_of = begin > 2 && view.is(begin - 1, "o") && view.is_mark(begin - 2, '/') && view.is(begin - 3, "c");
  if (care_of) {
    const Street whole = street_name(view, begin);
    return {begin, whole.end > end ? tail_end(view, whole.end) : end, 2};
  }
  // "moved to Mill Lane", "of Hebble Crescent, Harwick"
  const bool strong = (view.cue(i).bits & (cue::street | cue::loose_street)) == cue::street && view.length(i) > 3 &&
                      begin > 0 && i - begin <= 3 && !view.is(begin, "the") && (view.ends(i + 1) || end > i + 1) &&
                      !view.is_mark(i + 1, '(');
  // "at Tanners Fold", "to Brackley Croft": behind a name that is no other word
  const bool rare = !strong && (view.cue(i).bits & cue::street) != 0 && begin + 1 == i && begin > 0 && !view.at(begin).sentence_start &&
                    (view.classes(begin) & (word::commonness | word::given | word::role | word::care)) == 0 && view.length(begin) > 3 &&
                    view.length(i) > 3 && !view.upper(i) && !view.capital(i + 1);
  if (strong || rare) {
    for (const std::string_view lead : {"at", "of", "near", "to", "from", "on", "in", "off", "along", "down"}) {
      if (view.is(begin - 1, lead)) return {begin, end, 1};
    }
  }
  const bool named =
      announced || is_postcode_here(view, end) || (view.is_mark(end, ',') && is_postcode_here(view, end + 1));
  return named && (view.cue(i).bits & cue::street) != 0 ? Place{begin, end, 1} : Place{};
}

}  // namespace care::redact
