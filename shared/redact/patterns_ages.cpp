#include "shared/redact/patterns_ages.h"

namespace care::redact {
namespace {

constexpr int kFirst = 90;
constexpr int kLast = 119;

// What is said: 94, ninety-four, a hundred and two, 95th.
struct Said {
  int value = -1;
  std::size_t end = 0;
  bool ordinal = false;
};

Said in_words(const View& view, std::size_t i) {
  const Cue first = view.cue(i);
  if ((first.bits & cue::number_word) == 0 || first.value < 90) {
    return view.is(i, "ninetieth") ? Said{90, i + 1, true} : view.is(i, "hundredth") ? Said{100, i + 1, true} : Said{};
  }
  int value = first.value;
  std::size_t at = i + 1;
  if (value == 100 && view.is(at, "and")) ++at;
  if (view.is_mark(at, '-')) ++at;
  const Cue next = view.cue(at);
  if ((next.bits & cue::digit) != 0 && next.value > 0) return {value + next.value, at + 1, false};
  if ((next.bits & cue::ordinal) != 0 && next.value < 10) return {value + next.value, at + 1, true};
  if (value == 100 && (next.bits & cue::number_word) != 0 && next.value < 20) return {value + next.value, at + 1, false};
  return {value, i + 1, false};
}

Said in_figures(const View& view, std::size_t i) {
  if (view.length(i) > 3) return {};
  const int value = view.number(i);
  if (value < kFirst || value > kLast) return {};
  const bool suffix = view.glued(i + 1) && view.has(i + 1, cue::suffix);
  return {value, suffix ? i + 2 : i + 1, suffix};
}

// "yo", "y/o", "y.o.", "year-old", "yrs", also glued or behind a dash.
bool years_follow(const View& view, std::size_t i) {
  std::size_t at = i;
  if (view.is_mark(at, '-')) ++at;
  if (view.is(at, "y") || view.is(at, "yr")) return view.is_mark(at + 1, "/.") ? view.is(at + 2, "o") || view.is(at + 2, "old") : true;
  if (view.has(at, cue::age_unit)) return true;
  return view.is(at, "young") || view.is(at, "old");
}

bool observed_before(const View& view, std::size_t i) {
  for (std::size_t back = 1; back <= 5 && back <= i; ++back) {
    const std::size_t at = i - back;
    if (view.is_line(at) || view.is_mark(at, ".!?;")) return false;
    if (view.has(at, cue::observation | cue::room | cue::goods)) return true;
  }
  return false;
}

// What may stand behind an age that a verb announces.
bool may_follow(const View& view, std::size_t i) {
  if (view.ends(i)) return !view.is_mark(i, "/%:") && !(view.is_mark(i, '.') && view.glued(i) && view.is_number(i + 1) && view.glued(i + 1));
  for (const std::string_view next :
       {"and", "today", "tomorrow", "now",  "so",  "but",   "next", "this", "on",   "in",  "with",  "if",   "too",     "bless", "years", "years'",
        "or",  "he",    "she",      "soon", "not", "going", "who",  "at",   "last", "old", "she's", "he's", "they're", "i'm",   "her",   "his"}) {
    if (view.is(i, next)) return true;
  }
  return false;
}

bool is_birthday(const View& view, std::size_t i) {
  for (std::size_t at = i; at < i + 3; ++at) {
    if (view.is(at, "birthday") || view.is(at, "bday") || view.is(at, "b'day") || view.is(at, "birthdays") || view.is(at, "year")) return true;
    if (!view.is_word(at)) return false;
  }
  return false;
}

// A word that is somebody's name, written as one or in no list of other words.
bool may_be_named(const View& view, std::size_t i) {
  const WordClasses classes = view.classes(i);
  if (!view.is_word(i) || view.length(i) < 2 || view.cue(i).bits != 0) return false;
  if ((classes & (word::given | word::surname)) != 0) return view.capital(i) || (classes & word::commonness) == 0;
  return (classes & (word::commonness | word::care | word::abbreviation)) == 0;
}

// "Thelma D 97 today", "Rene 91 birthday cake", behind the age.
bool is_celebrated(const View& view, std::size_t i, std::size_t end) {
  const bool soon = view.is(end, "next") && (view.is(end + 1, "week") || view.is(end + 1, "month") || view.is(end + 1, "birthday"));
  if (!(soon || view.is(end, "today") || view.is(end, "tomorrow") || view.is(end, "birthday") || view.is(end, "bday"))) return false;
  for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
    if (view.is_line(i - back) || view.is_mark(i - back, ".;:")) return false;
    const bool unlisted = view.classes(i - back) == 0 && view.cue(i - back).bits == 0 && view.length(i - back) > 3;
    if (may_be_named(view, i - back) && (view.capital(i - back) || unlisted)) return true;
  }
  return false;
}

bool is_any_of(const View& view, std::size_t i, std::string_view one, std::string_view other) { return view.is(i, one) || view.is(i, other); }

bool birthday_before(const View& view, std::size_t i) {
  for (std::size_t back = 1; back <= 8 && back <= i; ++back) {
    if (view.is_line(i - back) || view.is_mark(i - back, "!?;")) return false;
    if (view.is(i - back, "birthday") || view.is(i - back, "bday") || view.is(i - back, "b'day")) return true;
  }
  return false;
}

bool announced(const View& view, std::size_t i) {
  std::size_t before = i - 1;
  if (before > 0 && (view.is_mark(before, ":=") || view.is(before, "a"))) --before;
  if (view.is(before, "birthday's")) return true;
  if (view.is(before, "been")) return before > 0 && (view.is(before - 1, "have") || view.is(before - 1, "had") || view.is(before - 1, "of"));
  if (view.has(before, cue::age_lead)) return true;
  const bool verb = view.is(before, "is") || view.is(before, "be") || view.is(before, "now") || view.is(before, "was") || view.is(before, "at");
  if (!verb || before == 0) return view.is(before, "over") && before > 0 && view.is(before - 1, "aged");
  if (view.is(before, "at")) return before > 0 && view.is(before - 1, "died");
  if (view.is(before, "be") && !view.is(before - 1, "will") && !view.is(before - 1, "to") &&
      !view.is(before - 1, "she'll") && !view.is(before - 1, "he'll") && !view.word(before - 1).ends_with("'ll"))
    return false;
  return true;
}

}  // namespace

std::size_t age_end(const View& view, std::size_t i, bool behind_birth) {
  const Said said = view.is_number(i) ? in_figures(view, i) : in_words(view, i);
  if (said.value < kFirst || said.value > kLast) return 0;
  if (i > 0 && view.glued(i) && !view.is_mark(i - 1, "(,:-")) return 0;
  if (view.is_mark(said.end, "/%") && !(view.is_mark(said.end, '/') && view.is(said.end + 1, "yo"))) return 0;
  if (behind_birth && view.is_mark(i - 1, "(,") && view.ends(said.end)) return said.end;
  if (said.ordinal) {
    if (is_birthday(view, said.end)) return view.is_number(i) ? i + 1 : said.end;
    // "her 95th", "Mum's 100th": a birthday, unless something is counted.
    const bool whose =
        i > 0 && (view.is(i - 1, "her") || view.is(i - 1, "his") || view.is(i - 1, "their") || view.is(i - 1, "mum's") || view.is(i - 1, "dad's"));
    return whose && view.ends(said.end) ? (view.is_number(i) ? i + 1 : said.end) : 0;
  }
  if (years_follow(view, said.end)) return said.end;
  // "94F with a cough"
  const bool letter = view.glued(said.end) && view.upper(said.end) && (view.is(said.end, "f") || view.is(said.end, "m"));
  if (letter && view.is_number(i)) return said.end;
  // "Mabel Hale, F 94, …"
  const bool sex = i > 1 && view.upper(i - 1) && (view.is(i - 1, "f") || view.is(i - 1, "m")) && !view.glued(i) &&
                   (view.is_mark(i - 2, ",-(") || (view.capital(i - 2) && may_be_named(view, i - 2)));
  if (sex && view.is_number(i) && (view.is_mark(said.end, ",;.)") || view.is_line(said.end))) return said.end;
  if (view.is_mark(said.end, ".,") && view.has(said.end + 1, cue::birth)) return said.end;
  if (i == 0) return 0;
  if (view.has(said.end, cue::unit) || observed_before(view, i)) return 0;
  if (is_celebrated(view, i, said.end)) return said.end;
  // "oldest in the home is Walter at 97."
  if (i > 1 && view.is(i - 1, "at") && view.capital(i - 2) && may_be_named(view, i - 2) && view.ends(said.end) && may_follow(view, said.end))
    return said.end;
  if (announced(view, i) && may_follow(view, said.end)) return said.end;
  // "Mabel (94)", "Mabel, 94, fell"
  if (i > 1) {
    // "T.H., 90, three falls"
    const bool initials = i > 4 && view.is_mark(i - 2, '.') && view.upper(i - 3) && view.is_mark(i - 4, '.') && view.upper(i - 5) &&
                          view.length(i - 3) == 1;
    const bool named = (view.capital(i - 2) && view.length(i - 2) > 1) || may_be_named(view, i - 2) || initials;
    // "caps (100)" are many.
    if (view.is_mark(i - 1, '(') && view.is_mark(said.end, "),!.?") && view.is_word(i - 2) && !view.has(i - 2, cue::unit)) return said.end;
    // "widow, 90 last week", "retired cook, 95 in June"
    const WordClasses who = view.classes(i - 2);
    const bool dated = (is_any_of(view, said.end, "last", "next") && (view.is(said.end + 1, "week") || view.is(said.end + 1, "month") || view.is(said.end + 1, "birthday"))) ||
                       (view.is(said.end, "in") && view.has(said.end + 1, cue::month)) || (view.is(said.end, "on") && view.has(said.end + 1, cue::weekday));
    if (view.is_mark(i - 1, ',') && dated && ((who & (word::kin | word::role | word::given | word::surname)) != 0 || view.capital(i - 2))) return said.end;
    // "birthday card framed, 100 on 14 May"
    if (view.is(said.end, "on") && (view.has(said.end + 2, cue::month) || view.has(said.end + 1, cue::month)) && birthday_before(view, i)) return said.end;
    // "sats, 91, 92" goes on with a figure.
    if (view.is_mark(i - 1, ',') && view.is_mark(said.end, ',') && named && (initials || view.number(said.end + 1) < 0)) return said.end;
  }
  // "Mabel 97, her room mate", "Mabel 99 on Saturday"
  const WordClasses classes = view.classes(i - 1);
  const bool known = (classes & (word::given | word::surname)) != 0 || (classes & (word::commonness | word::care | word::abbreviation)) == 0;
  const bool person = known && view.capital(i - 1) && view.length(i - 1) > 2 && view.cue(i - 1).bits == 0 && !view.upper(i - 1);
  const bool day_behind = view.is(said.end, "on") && (view.has(said.end + 1, cue::weekday) || view.is_number(said.end + 1));
  return person && (view.is_mark(said.end, ",)&") || day_behind) ? said.end : 0;
}

}  // namespace care::redact
