#include "shared/redact/patterns_orgs.h"

#include "shared/redact/patterns_org_words.h"

namespace care::redact {
namespace {

constexpr std::size_t kMostWords = 7;
constexpr CueBits kHead = cue::org | cue::loose_org;

// Dictionary words say little about what a capital means where everything has capitals, or nothing has.
bool is_dictionary_word(const View& view, std::size_t i) {
  const WordClasses classes = view.classes(i);
  if ((classes & word::place) != 0) return false;
  return (classes & (word::commonness | word::care | word::abbreviation | word::title | word::kin | word::role | word::calendar | word::grammar)) !=
             0 &&
         (classes & word::surname) == 0;
}

bool is_plain(const View& view, std::size_t i) {
  return view.has(i, cue::generic | cue::stop | cue::not_name | cue::inner | cue::month | cue::weekday | cue::unit) || view.has(i, kHead);
}

// A word that names: no word for a kind of thing.
bool names(const View& view, std::size_t i) { return view.is_word(i) && !is_plain(view, i); }

struct Back {
  std::size_t begin = 0;
  bool named = false;
  bool weak = false;   // by a word that is also something else
  bool lower = false;  // nothing in it has a capital
};

bool joins(const View& view, std::size_t i) { return view.is_mark(i, "&") || (view.is_mark(i, '-') && view.glued(i) && view.glued(i + 1)); }

// The words before the head that belong to it, written with capitals.
Back capitals_before(const View& view, std::size_t head, std::size_t floor) {
  Back back{head, false, false, false};
  std::size_t at = head;
  while (at > floor && head - at < kMostWords) {
    const std::size_t before = at - 1;
    if (view.is(at, "e") && view.is_mark(before, '&') && before > floor && view.is(before - 1, "a")) {
      ++at;  // "A&E Royal Wenbury"
      break;
    }
    if (joins(view, before) && before > floor && view.is_word(before - 1)) {
      at = before;
      continue;
    }
    if (view.is_mark(before, '.') && before > floor && (view.is(before - 1, "st") || view.length(before - 1) == 1)) {
      at = before;
      continue;
    }
    // "All Saints' Church"
    if (at == head && view.is_mark(before, '\'') && view.glued(before) && before > floor && view.capital(before - 1)) {
      at = before;
      continue;
    }
    if (view.glued(at) && !view.is_word(before) && !joins(view, at)) break;
    const bool inside = view.has(before, cue::inner) && !view.capital(before) && before > floor && view.capital(before - 1) &&
                        !view.is(before, "s") && !view.is(before, "with") && !view.is(before, "by") && !view.is(before, "at") &&
                        (!view.is(before, "in") || (view.classes(before - 1) & word::place) != 0) &&
                        (!view.is(before, "of") || takes_of(view, before - 1)) &&
                        (!view.is(before, "and") || is_partners_head(view, head) || (view.classes(before - 1) & word::given) == 0);
    if (!view.is_word(before) || !(view.capital(before) || inside)) break;
    if (view.has(before, cue::not_name) && !view.is(before, "on") && !view.is(before, "in") && !view.is(before, "and") && !view.is(before, "the"))
      break;
    if (view.has(before, cue::month | cue::weekday) && !view.is(before, "may")) break;
    at = before;
  }
  // What opens it must have a capital and be part of the name.
  const auto opens = [&](std::size_t k) {
    if (!view.capital(k)) return false;
    if (view.is(k, "st") || view.is(k, "the") || (view.is(k, "all") && view.is(k + 1, "saints"))) return true;
    if (view.has(k, cue::stop | cue::not_name | cue::inner | cue::phone) || view.is_any(k, {"gp", "nok", "fd", "chi", "notify", "inform", "chase"}))
      return false;
    // "Undertaker Hale & Sons", "Service Brackenfield Crematorium": what it is, then its name.
    const bool kind = view.is_any(
        k, {"solicitor", "solicitors", "undertaker", "undertakers", "service", "transport", "optician", "dentist", "pharmacist", "agency"});
    if (kind && k + 1 < head && names(view, k + 1)) return false;
    // "Raised Northgate Council": a word begins the sentence, the name comes behind it.
    const bool action = (view.classes(k) & word::person_verb) != 0 || view.word(k).ends_with("ed");
    const bool verb = view.at(k).sentence_start && action && is_dictionary_word(view, k) && k + 1 < head &&
                      (names(view, k + 1) || view.has(k + 1, cue::stop | cue::inner));
    return !verb || view.upper(k);
  };
  while (at < head && !opens(at)) ++at;
  for (std::size_t k = at; k < head; ++k) back.named = back.named || (view.capital(k) && names(view, k));
  back.begin = at;
  return back;
}

// "we've changed pharmacy"
bool is_contraction(const View& view, std::size_t i) {
  const std::string_view word = view.word(i);
  return view.at(i).apostrophe && (word.ends_with("ve") || word.ends_with("ll") || word.ends_with("re") || word.ends_with("d") || word.ends_with("nt") || word.ends_with("t"));
}

// "millbeck council", "fernley adult care" in a note without capitals, and in one that has nothing else.
Back words_before(const View& view, std::size_t head, std::size_t floor) {
  Back back{head, false, false, true};
  // "PENDLEWICK MBC" is a council whose kind no list of words has.
  if (view.classes(head) == 0 && !(view.upper(head) && view.is_any(head, {"mbc", "mdc", "rbc", "cbc"}))) return back;
  std::size_t at = head;
  std::size_t named = 0;
  bool street = false;
  // "eyecare-at-home ltd"
  if (view.is_any(head, {"ltd", "limited", "plc", "llp"}) && head > floor && view.is_word(head - 1)) {
    std::size_t chain = head - 1;
    while (chain > floor + 1 && head - chain < 6 && joins(view, chain - 1) && view.is_mark(chain - 1, '-') &&
           view.is_word(chain - 2))
      chain -= 2;
    if (chain < head - 1) return {chain, true, false, true};
  }
  while (at > floor && head - at < 4 && !view.glued(at) && view.is_word(at - 1)) {
    const std::size_t before = at - 1;
    const bool saint = view.is(before, "st");
    if (view.has(before, cue::stop | cue::not_name) || is_contraction(view, before)) break;
    // "priory road surgery", "mill bank surgery": a word before a street names it, whatever it is.
    if (named == 0 && !street && view.has(before, cue::street | cue::loose_street) && view.is_word(before - 1) && before > floor) {
      street = true;
      at = before;
      continue;
    }
    const bool plain = is_plain(view, before) && !saint && !street;
    if (!plain && !saint && !street && is_dictionary_word(view, before)) {
      // "dunnock pharmacy": a rare word may be a name, too.
      constexpr WordClasses kOther = word::care | word::abbreviation | word::title | word::kin | word::role |
                                     word::calendar | word::grammar | word::person_verb;
      const bool rare = (view.classes(before) & kOther) == 0 &&
                        (view.classes(before) & word::commonness) <= (is_compound_head(view, head) ? 4U : 2U);
      const bool article = named == 0 && is_compound_head(view, head) && view.upper(head) && before > floor &&
                           view.is(before - 1, "the");
      if (article && !view.has(before, cue::generic)) {
        ++named;
        back.begin = before - 1;
        break;
      }
      if (!rare || named > 0) break;
      back.weak = true;
      ++named;
      back.begin = before;
      break;
    }
    if (plain && !view.has(before, cue::generic | kHead)) break;
    if (named > 0 && !saint && (view.classes(before) & word::given) != 0) break;
    if (!plain) {
      ++named;
      back.begin = before;
      if (named == 2 || street) break;
    }
    at = before;
  }
  back.named = named > 0;
  // "queen ethelburga's hosp"
  if (named > 0 && back.begin > floor && view.is_any(back.begin - 1, {"queen", "king", "prince", "princess", "duchess", "lady", "royal", "sir"}))
    --back.begin;
  return back;
}

// "Grigg & Sons" where everything has capitals, and "solicitors Crake Dunning".
Place firm(const View& view, std::size_t i, std::size_t floor) {
  if (i > floor + 1 && view.is_mark(i - 1, '&') && view.is_word(i - 2) && !view.has(i - 2, cue::stop)) {
    const bool before = i > floor + 2 && view.is_word(i - 3) && !view.glued(i - 2) && view.capital(i - 3) == view.capital(i - 2) &&
                        !is_plain(view, i - 3) && (view.classes(i - 3) & (word::given | word::surname)) != 0;
    return {before ? i - 3 : i - 2, i + 1, 2};
  }
  return {};
}

Place after_plural(const View& view, std::size_t i) {
  const bool plural = view.is(i, "solicitors") || view.is(i, "undertakers") || view.is(i, "directors") || view.is(i, "opticians");
  if (!plural || view.capital(i)) return {};
  std::size_t at = i + 1;
  while (at < i + 4 && view.capital(at) && !view.glued(at) && !is_plain(view, at)) ++at;
  return at > i + 2 || (at > i + 1 && view.is_mark(at, '&')) ? Place{i + 1, at, 1} : Place{};
}

std::size_t forward_end(const View& view, std::size_t head, bool capital) {
  std::size_t at = head + 1;
  while (at < head + 6) {
    const bool belongs = view.has(at, kHead | cue::nhs) || view.is(at, "foundation") || view.is(at, "county") || view.is(at, "district") ||
                         view.is(at, "medical") || view.is(at, "health") || view.is(at, "dental");
    if (!view.is_word(at) || view.glued(at) || !belongs || view.capital(at) != capital) break;
    // "Harwick Housing Co-op"
    if (view.is(at, "co") && view.is_mark(at + 1, '-') && view.is(at + 2, "op") && view.glued(at + 2)) return at + 3;
    ++at;
  }
  // "University of Wenbury", "London Borough of Barnet"
  const bool of = view.is(at, "of") && (view.is(at - 1, "university") || view.is(at - 1, "borough") || view.is(at - 1, "college") ||
                                        view.is(at - 1, "hospital") || view.is(at - 1, "bank"));
  if (of && capital && view.capital(at + 1)) {
    at += 2;
    while (at < head + 8 && view.capital(at) && !view.glued(at) && (view.classes(at) & word::place) != 0) ++at;
  }
  // "… Council Adult Social Care", "… Hospital Eye Unit"
  std::size_t more = at;
  for (std::size_t k = at;
       k < at + 3 && capital && view.capital(k) && !view.glued(k) && view.has(k, kHead | cue::generic) && !view.has(k, cue::stop | cue::inner); ++k) {
    if (view.is_any(k, {"services", "service", "care", "trust", "unit", "department", "hospital", "infirmary", "church", "work", "cic"}))
      more = k + 1;
  }
  return more;
}

bool only_given_name(const View& view, std::size_t begin, std::size_t head) {
  if (head != begin + 1) return false;
  const WordClasses classes = view.classes(begin);
  return (classes & word::given) != 0 && (classes & word::place) == 0;
}

// "St Wilfrid's", "Royal Oldham": names of hospitals without the word.
Place short_name(const View& view, std::size_t i, std::size_t floor) {
  // "Royal Strathorrin ward 22" at the head of a sentence
  if (view.is(i, "royal") && view.capital(i) && view.at(i).sentence_start && view.capital(i + 1) &&
      view.classes(i + 1) == 0 && !view.has(i + 1, cue::org) && !view.capital(i + 2))
    return {i, i + 2, 1};
  if (i == floor || i == 0) return {};
  const bool lead = view.is(i - 1, "at") || view.is(i - 1, "to") || view.is(i - 1, "from") || view.is(i - 1, "the") || view.is(i - 1, "in");
  if (!lead || !view.capital(i)) return {};
  // "St Oswin's Eye Unit" is found at its last word.
  for (std::size_t k = i + 2; k < i + 6 && view.capital(k) && !view.glued(k); ++k) {
    if (view.has(k, cue::org) || view.is_any(k, {"unit", "church"})) return {};
  }
  if (view.is(i, "st")) {
    const std::size_t name = view.is_mark(i + 1, '.') ? i + 2 : i + 1;
    const bool saint = view.capital(name) && (view.word(name).ends_with("'s") || view.word(name).ends_with("s'"));
    return saint && !view.has(name + 1, cue::street | kHead) && !view.is(name + 1, "day") && !view.is(name + 1, "eve") ? Place{i, name + 1, 1}
                                                                                                                       : Place{};
  }
  if (view.is(i, "royal") && view.capital(i + 1) && !view.has(i + 1, cue::org) && (view.classes(i + 1) & word::commonness) == 0) return {i, i + 2, 1};
  return {};
}

// "Cyngor Dyffryn Arth", "Ysbyty Gwynedd", "University of Wenbury": the word for it comes first.
Place name_behind(const View& view, std::size_t i) {
  // "lb of wenbury", but not "2 lb of apples"
  const bool borough = view.is(i, "lb") && view.is(i + 1, "of") && (i == 0 || !view.is_number(i - 1)) &&
                       view.is_word(i + 2) && ((view.classes(i + 2) & word::place) != 0 || view.classes(i + 2) == 0);
  if (borough && !view.capital(i)) return {i, i + 3, 1};
  if (!view.has(i, cue::org_first) || !view.capital(i) || (view.is(i, "lb") && !borough) || (view.is(i, "kirk") && !view.is(i + 1, "of"))) return {};
  std::size_t at = view.is(i + 1, "of") ? i + 2 : i + 1;
  const std::size_t first = at;
  while (at < first + 4 && view.capital(at) && !view.glued(at) && !view.has(at, cue::stop | cue::not_name)) ++at;
  return at > first ? Place{i, at, 2} : Place{};
}

struct Head {
  bool strong = false;
  bool capital = false;
  bool shouted = false;
};

bool led_to(const View& view, std::size_t i) {
  if (i == 0) return false;
  for (const std::string_view lead : {"at", "to", "from", "in", "of", "by", "the", "via", "per", "with", "gp", "rang", "phoned"}) {
    if (view.is(i - 1, lead)) return true;
  }
  return view.is_mark(i - 1, "(,:");
}

Place capital_org(const View& view, std::size_t i, std::size_t floor, Head head) {
  const Back back = capitals_before(view, i, floor);
  if (!back.named || (head.shouted && view.upper(back.begin) && view.length(back.begin) > 1)) return {};
  const std::size_t end = forward_end(view, i, head.capital);
  if (continues_as_thing(view, end) && !head.strong) return {};
  const bool compound = is_compound_head(view, i);
  const bool weak = is_weak_head(view, end - 1) && end == i + 1 && !compound && !(i > 0 && view.is_mark(i - 1, '&'));
  std::size_t rare = 0;
  std::size_t named = 0;
  for (std::size_t k = back.begin; k < i; ++k) {
    if (!names(view, k) || !view.capital(k)) continue;
    ++named;
    rare += is_dictionary_word(view, k) ? 0 : 1;
  }
  // "Carrier: Bell Line Transport": a label's colon begins no sentence.
  const bool opens = view.at(back.begin).sentence_start && !(back.begin > 0 && view.is_mark(back.begin - 1, ':'));
  const bool led = !opens && led_to(view, back.begin) && view.is_word(back.begin - 1) && !view.is(back.begin - 1, "the") && !view.is(back.begin - 1, "in");
  if (is_doubtful_head(view, i) &&
      ((rare == 0 && named < 2 && !(led && head.capital && !head.shouted)) || only_given_name(view, back.begin, i) || (is_short_head(view, i) && !head.shouted)))
    return {};
  // "The Elms Practice", "at the Bridge Hotel", "All Saints' Church"
  const bool article = view.is(back.begin, "the") || (back.begin > 0 && view.is(back.begin - 1, "the"));
  const bool kept_weak = head.capital && !head.shouted && named > 0 &&
                         ((view.is(i, "practice") && view.is(back.begin, "the")) || (article && !opens && view.is_any(i, {"hotel", "inn", "arms"})) ||
                          (view.is(i, "church") && view.is_mark(i - 1, '\'')) || (view.is(i, "church") && view.word(i - 1).ends_with("'s")));
  if (kept_weak) return {back.begin, end, 1};
  if (weak && rare == 0 && !(named >= 2 && !opens)) return {};
  // "Personal Care | 0316": a heading.
  if (rare == 0 && opens && named == 1 && end == i + 1 && view.is_any(i, {"care", "team", "kitchen"})) return {};
  if (!head.capital && view.is(i, "solicitor") && i > 0 && view.is_mark(i - 1, '&')) return {};
  if (head.capital) return {back.begin, end, static_cast<std::uint8_t>(weak ? 1 : 2)};
  // The word for it in small letters: "Eastbridge hospital", but not "Mabel hospital appointment", "Mabel's surgery".
  if (!head.strong) return {};
  const bool titled = back.begin > 0 && (view.classes(back.begin - 1) & word::title) != 0 && !view.is(back.begin, "st");
  const bool asked = titled || (view.is(i, "hosp") && continues_as_thing(view, i + 1));
  if (asked && !view.is(i, "solicitors")) return {};
  if ((only_given_name(view, back.begin, i) || view.word(i - 1).ends_with("'s")) && !view.is(back.begin, "st")) return {};
  if (opens && rare == 0) return {};
  bool placed = view.is(back.begin, "st");
  for (std::size_t k = back.begin; k < i; ++k) placed = placed || (view.classes(k) & word::place) != 0;
  return placed || led_to(view, back.begin) ? Place{back.begin, end, 1} : Place{};
}

Place plain_org(const View& view, std::size_t i, std::size_t floor, Head head) {
  const Back back = words_before(view, i, floor);
  if (!back.named) return {};
  const bool upper = view.upper(back.begin) && view.length(back.begin) > 1;
  if (head.shouted != upper || (!upper && view.capital(back.begin))) return {};
  bool kept = head.strong || is_compound_head(view, i);
  if (is_compound_head(view, i) && (view.classes(back.begin) & word::given) != 0 &&
      (view.classes(back.begin) & word::place) == 0)
    return {};
  // A rare word before "surgery" names it where something leads there: "from dunnock pharmacy", "hawthorn surgery,
  // original in file".
  if (back.weak && !(back.begin == 0 || led_to(view, back.begin) || view.ends(back.begin - 1))) return {};
  if (back.weak && !is_compound_head(view, i) &&
      !view.is_any(i, {"surgery", "pharmacy", "chemist", "chemists", "hospital", "hosp", "surg", "hospice", "infirmary", "solicitors", "council", "opticians"}))
    return {};
  if ((view.classes(i - 1) & word::kin) != 0 || view.word(i - 1).ends_with("father's")) return {};
  for (const std::string_view name :
       {"royal", "general", "lodge", "grange", "manor", "staffing", "recruitment", "home", "agency", "unit", "district"})
    kept = kept || view.is(i, name);
  const bool placed = (view.classes(back.begin) & word::place) != 0;
  const bool between = i > back.begin + 1 && view.has(i - 1, cue::generic);
  // "southgate audiology", "wenbury cc": behind a name that is nothing else
  const bool sole = !back.weak && i == back.begin + 1 && view.length(back.begin) > 4 &&
                    (view.classes(back.begin) & ~(word::place | word::surname)) == 0;
  kept = kept || (is_doubtful_head(view, i) && sole && !view.glued(i + 1));
  if (view.is_any(i, {"home", "hm", "unit", "agency"})) kept = between;
  if (view.is(i, "care")) kept = placed || between;
  if (view.is(i, "service") || view.is(i, "services"))
    kept = i > 0 && (view.is(i - 1, "ambulance") || view.is(i - 1, "social") || view.is(i - 1, "rescue"));
  if (!kept || (only_given_name(view, back.begin, i) && !view.is(i - 1, "st"))) return {};
  const std::size_t end = forward_end(view, i, head.capital);
  if (continues_as_thing(view, end) && !head.strong) return {};
  std::size_t begin = back.begin;
  // "st. cuthman's surg", "isle of brent council"
  if (begin > floor + 1 && view.is_mark(begin - 1, '.') && view.is(begin - 2, "st")) begin -= 2;
  if (begin > floor + 1 && view.is(begin - 1, "of") && view.is_any(begin - 2, {"isle", "city", "borough", "county"}))
    begin -= 2;
  return {begin, end, 1};
}

// "wenbury CC": the name small, the authority in capitals.
Place small_before_short(const View& view, std::size_t i, std::size_t floor) {
  if (i <= floor || !is_short_head(view, i) || !view.upper(i) || view.glued(i) || !view.is_word(i - 1) ||
      view.capital(i - 1))
    return {};
  const bool named =
      names(view, i - 1) && view.length(i - 1) > 4 && (view.classes(i - 1) & ~(word::place | word::surname)) == 0;
  return named ? Place{i - 1, i + 1, 1} : Place{};
}

// "Co-op Funerals Wenbury"
Place co_op(const View& view, std::size_t i) {
  if (!view.capital(i) || !view.is(i, "co") || !view.is_mark(i + 1, '-') || !view.glued(i + 1) || !view.is(i + 2, "op"))
    return {};
  const std::size_t first = i + 3;
  std::size_t at = first;
  while (at < first + 3 && view.capital(at) && !view.glued(at) &&
         (view.has(at, kHead | cue::generic) || (view.classes(at) & word::place) != 0 || view.classes(at) == 0))
    ++at;
  return at > first ? Place{i, at, 2} : Place{};
}

Place bare_org(const View& view, std::size_t i, std::size_t floor) {
  if (view.is(i, "st") || view.is(i, "royal")) {
    if (const Place named = short_name(view, i, floor); named.end != 0) return named;
  }
  if (const Place named = name_behind(view, i); named.end != 0) return named;
  if (const Place named = co_op(view, i); named.end != 0) return named;
  if (const Place named = small_before_short(view, i, floor); named.end != 0) return named;
  // "h. brackley & daughters"
  const bool kept_small = i > floor + 1 && !view.capital(i) && view.is_any(i, {"daughters", "sons", "son"}) &&
                          view.is_mark(i - 1, '&') && view.is_word(i - 2) &&
                          (view.classes(i - 2) & (word::commonness | word::kin | word::care)) == 0 &&
                          names(view, i - 2);
  if (kept_small) return {i - 2, i + 1, 1};
  const CueBits bits = view.cue(i).bits;
  if ((bits & kHead) == 0) return {};
  const Head head{(bits & cue::org) != 0, view.capital(i), view.upper(i) && view.length(i) > 1};
  if (is_firm_end(view, i) && !view.is(i, "ltd") && !view.is(i, "limited") && !view.is(i, "plc") && !view.is(i, "llp")) {
    if (!head.capital || i == floor || !(view.is_mark(i - 1, '&') || view.is(i - 1, "and"))) return {};
    if (head.shouted) return firm(view, i, floor);
  }
  if (const Place named = capital_org(view, i, floor, head); named.end != 0) return named;
  if (!head.capital || head.shouted) {
    if (const Place named = plain_org(view, i, floor, head); named.end != 0) return named;
  }
  return after_plural(view, i);
}

}  // namespace

Place org_around(const View& view, std::size_t i, std::size_t floor) {
  // "FP10": a form.
  if (view.glued(i + 1) && view.is_number(i + 1)) return {};
  Place place = bare_org(view, i, floor);
  if (place.end == 0) return place;
  // "A. H. Lightbown Ltd", "Wm. Hale & Co"
  while (place.begin > floor + 1 && !view.is(place.begin, "the") && view.is_mark(place.begin - 1, '.') && view.glued(place.begin - 1) &&
         !view.glued(place.begin) &&
         ((view.is_word(place.begin - 2) && view.length(place.begin - 2) == 1) ||
          view.is_any(place.begin - 2, {"wm", "chas", "jas", "geo", "thos", "jos"})))
    place.begin -= 2;
  if (place.begin > floor && view.is(place.begin, "lady") && view.is(place.begin - 1, "our")) --place.begin;
  return place;
}

}  // namespace care::redact
