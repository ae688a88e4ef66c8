#include "shared/redact/patterns_orgs.h"

namespace care::redact {
namespace {

constexpr std::size_t kMostWords = 6;

bool is_given(const View& view, std::size_t i) {
  return (view.classes(i) & (word::given | word::nickname)) != 0 && (view.classes(i) & word::place) == 0;
}

// Behind capitals with "of", "the" and "&" between them, as far as they go.
std::size_t run_end(const View& view, std::size_t i) {
  std::size_t at = i;
  while (at < i + kMostWords && view.capital(at) && !(at > i && view.glued(at) && !view.is_mark(at - 1, '-'))) {
    if (view.has(at, cue::month | cue::weekday | cue::phone | cue::birth | cue::nhs | cue::room)) break;
    ++at;
    const std::size_t inner = at;
    if (view.is_mark(at, '&') || view.is_any(at, {"of", "the", "and", "on"})) ++at;
    if (view.is(at, "the")) ++at;
    if (view.is_mark(at, '-') && view.glued(at) && view.glued(at + 1)) ++at;
    if (!view.capital(at)) return inner;
  }
  return at;
}

// What a form says where no firm is named: "Chemist: Closed", "Hospital: None".
bool is_answer(const View& view, std::size_t i) {
  const WordClasses classes = view.classes(i);
  if ((classes & (word::person_verb | word::grammar | word::kin | word::role | word::title | word::care | word::calendar | word::abbreviation)) != 0) return true;
  return view.word(i).ends_with("ed") || view.is_any(i, {"none", "nil", "na", "n", "unknown", "same", "local", "yes", "no", "see", "tbc", "own", "patient"});
}

}  // namespace

Place org_behind_kind(const View& view, std::size_t i) {
  if (!view.is_mark(i + 1, ":=") && !view.capital(i + 1)) return {};
  const bool firm = view.is_any(i, {"undertaker", "undertakers", "solicitor", "solicitors", "optician", "opticians", "chemist", "chemists", "pharmacy", "pharmacist",
                                     "agency", "dentist", "surgery", "practice", "hospital", "insurer", "insurers", "parish", "union", "charity", "florist"});
  if (!firm) return {};
  const bool label = view.is_mark(i + 1, ":=");
  const std::size_t begin = label ? i + 2 : i + 1;
  if (!view.capital(begin) || view.upper(i) || (view.upper(begin) && view.length(begin) < 4) || is_answer(view, begin)) return {};
  const std::size_t end = run_end(view, begin);
  if (end == begin || !(view.ends(end) || view.is_number(end)) || view.is_mark(end, ":/")) return {};
  const bool owned = view.word(begin).ends_with("'s") || view.is_mark(begin + 1, '\'');
  const bool rare = (view.classes(begin) & word::commonness) == 0;
  if (label) return owned || rare || end > begin + 1 ? Place{begin, end, 1} : Place{};
  // "Undertaker Hales of Mill Street": no person's first name.
  const bool direct = view.is_any(i, {"undertaker", "undertakers", "solicitors", "opticians", "agency", "insurer", "insurers", "charity", "florist"});
  return direct && rare && !is_given(view, begin) ? Place{begin, end, 1} : Place{};
}

Place joined_words_org(const View& view, std::size_t i) {
  const bool joined = i > 0 && !view.glued(i) && view.capital(i) && view.capital(i + 1) && !view.upper(i) && !view.upper(i + 1) && view.length(i) > 2 &&
                      view.length(i + 1) > 2;
  if (!joined || view.is(i, "mac") || view.is(i, "fitz") || is_given(view, i)) return {};
  if (!view.is_any(i - 1, {"of", "from", "with", "by", "at", "via"}) && !view.is_mark(i - 1, '=')) return {};
  std::size_t end = i + 2;
  while (end < i + 4 && view.capital(end) && !view.has(end, cue::month | cue::weekday)) ++end;
  return {i, end, 1};
}

Place inn_at(const View& view, std::size_t i) {
  if (i < 3 || !view.is(i - 2, "the") || view.glued(i) || view.glued(i + 1)) return {};
  const auto names = [&](std::size_t k) { return view.capital(k) && !view.upper(k) && !is_given(view, k) && view.length(k) > 2; };
  const bool led = view.is_any(i - 3, {"at", "in", "from", "to", "outside", "near", "of", "opposite"});
  return led && names(i - 1) && names(i + 1) && (view.ends(i + 2) || (view.classes(i + 2) & word::grammar) != 0) ? Place{i - 1, i + 2, 1} : Place{};
}

Place our_lady_at(const View& view, std::size_t i) {
  if (i == 0 || !view.capital(i) || !view.is(i - 1, "our") || !view.capital(i - 1)) return {};
  std::size_t at = i + 1;
  if (!view.is_mark(at, '&') && !view.is_any(at, {"of", "and"})) return {};
  ++at;
  if (view.is(at, "the")) ++at;
  const std::size_t first = at;
  if (view.is(at, "st")) at += view.is_mark(at + 1, '.') ? 2 : 1;
  while (at < first + 4 && view.capital(at) && !view.glued(at)) ++at;
  return at > first ? Place{i - 1, at, 1} : Place{};
}

}  // namespace care::redact
