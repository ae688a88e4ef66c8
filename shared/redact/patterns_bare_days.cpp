#include "shared/redact/patterns_bare_days.h"

namespace care::redact {
namespace {

// Birthdays, floors and the like are counted in the same words.
bool counted(const View& view, std::size_t i) {
  return view.is_any(i,
                {"birthday",   "birthdays", "bday", "anniversary", "floor", "floors", "century", "time",   "times", "fall", "wedding", "edition",
                 "percentile", "centile",   "dose", "attempt",     "place", "visit",  "st",      "street", "day",   "of",   "one",     "party"});
}

// The first of "4th and 9th", "14th, 15th and 17th".
bool opens_row(const View& view, std::size_t i, std::size_t end) {
  const std::size_t next = join_end(view, end);
  if (next == end || !view.is_number(next) || !view.glued(next + 1) || view.number(i) >= view.number(next) || view.number(next) <= 3) return false;
  return day_in_figures(view, next) == next + 2 && !counted(view, next + 2) && !(i > 0 && view.has(i - 1, cue::not_name));
}

// 1/2, 3/4: more often a share than a day.
bool is_share(int day, int month) {
  return (day == 1 && (month == 2 || month == 3 || month == 4)) || (day == 2 && month == 3) || (day == 3 && month == 4);
}

// 5/7, 6/12: days and months that something lasts.
bool is_span_of_time(int day, int month) {
  if (month == 7) return day <= 24;
  return month == 12 && (day <= 12 || day == 18 || day == 24);
}

// What happens on a day and is no share of anything: "catheter changed 2/9".
bool is_done(const View& view, std::size_t i) {
  return view.is_any(i,
                {"opened",  "changed",  "used",    "started", "finished", "made",  "ready",  "checked", "signed", "fitted", "removed", "coming",
                 "fell",    "tested",   "dated",   "renewed", "stopped",  "ordered", "visited", "received", "delivered", "completing", "joined"});
}

// The same, of what also takes some days: "catheter change 4/11", but not "change 3/7".
bool is_planned(const View& view, std::size_t i) {
  return view.is_any(i, {"done", "bo", "bowels", "depot", "injection", "change", "changes", "held", "test", "sent", "moved", "closing", "left", "noon"});
}

// "Date of concern: 12/11"
bool is_dated(const View& view, std::size_t i) {
  if (i < 2 || !view.is_mark(i - 1, ':')) return false;
  for (std::size_t back = 2; back <= 4 && back <= i; ++back) {
    if (view.is(i - back, "date")) return true;
  }
  return false;
}

bool opens_line(const View& view, std::size_t i) { return i == 0 || view.is_line(i - 1); }

bool is_shift(const View& view, std::size_t i) {
  return view.is_any(i, {"late", "lates", "early", "earlies", "night", "nights", "days", "am", "pm", "day"});
}

bool observed_before(const View& view, std::size_t i) {
  for (std::size_t back = 1; back <= 4 && back <= i; ++back) {
    if (view.has(i - back, cue::observation | cue::goods | cue::unit) || view.is(i - back, "inr")) return true;
  }
  return false;
}

struct Dotted {
  std::size_t end = 0;  // 0: no day and month
  int day = 0;
  int month = 0;
};
Dotted dotted_at(const View& view, std::size_t i) {
  const int day = view.number(i);
  const int month = view.number(i + 2);
  const bool fits = view.is_mark(i + 1, '.') && view.glued(i + 1) && view.glued(i + 2) && view.length(i) <= 2 && view.length(i + 2) <= 2;
  if (!fits || day < 1 || day > 31 || month < 1 || month > 12 || (i > 0 && view.glued(i))) return {};
  std::size_t end = i + 3;
  if (view.measured(i + 2) || (view.glued(end) && (view.is_word(end) || view.is_mark(end, "/%:")))) return {};
  // "5.8.", also within a sentence
  if (view.is_mark(end, '.') && view.glued(end)) {
    if (view.glued(end + 1) && view.is_number(end + 1)) return {};
    ++end;
  }
  return {end, day, month};
}

// "21.11 late: …" at the head of a note, "next test 09.12", "note 3.3 to 11.3", "8.12 7pm": most figures with a point are
// doses, readings and times.
Day dotted_date(const View& view, std::size_t i, std::size_t last_date) {
  const Dotted dotted = dotted_at(view, i);
  if (dotted.end == 0) return {};
  const std::size_t behind = i + 3;
  if (opens_line(view, i)) return is_shift(view, behind) ? Day{behind, 0, false, 1} : Day{};
  if (observed_before(view, i) && !view.is_any(i - 1, {"test", "inr"})) return {};
  const Day day{behind, 0, false, 1};
  const bool clock = view.is_number(dotted.end) && view.is_any(dotted.end + 1, {"am", "pm"}) && view.at(dotted.end).blank_before;
  if (clock) return day;
  // "EARLY TO LATE 8.12 - "
  const bool heading = is_shift(view, i - 1) && ((view.is_mark(behind, '-') && view.at(behind).blank_before) || view.is_mark(behind, ':'));
  if (heading) return day;
  const bool dated = view.is_any(i - 1, {"test", "tests", "dated", "change", "form", "note", "wc", "assess", "assessed", "assessment", "checklist"});
  if (dated && view.ends(behind) && (view.length(i + 2) == 2 || dotted.day > 12)) return day;
  const bool ranged = view.is_any(behind, {"to", "till", "til", "until"}) || (view.is_mark(behind, '-') && !view.measured(behind));
  if (ranged && view.is_any(i - 1, {"note", "leave", "off", "away", "sick", "cert", "certificate", "cover", "respite", "holiday", "hols", "dates"})) return day;
  // The second of a range, and a further one behind it.
  const bool second = last_date != 0 && i == last_date + 1 && join_end(view, last_date) == i && view.is_number(last_date - 1) && last_date > 2 &&
                      view.is_mark(last_date - 2, '.');
  if (second) return day;
  // Of a clock at most the first figure is below 24 and the second has two.
  const bool timelike = view.length(i + 2) == 2 && dotted.day < 24;
  const bool late = dotted.day > 12;
  const bool tail = dotted.end != behind && !timelike && (late || view.is_any(i - 1, {"due", "next", "by", "till", "til", "until", "come", "coming", "review"}));
  if (tail) return day;
  if (view.has(i - 1, cue::weekday) && !timelike) return day;
  if (view.is_any(i - 1, {"on"}) && (late ? !timelike : view.length(i + 2) == 2 && i > 1 && view.is_any(i - 2, {"dose", "fell", "seen", "given", "died"})))
    return day;
  // "note 3.3 to 11.3. physio at the clinic 24.3"
  return last_date != 0 && i < last_date + 16 && late && view.is_mark(last_date - 2, '.') && view.number(last_date - 1) == dotted.month && view.ends(behind)
             ? day
             : Day{};
}

// 9/5: a day and a month only where nothing speaks for a share, a score or a length of time (5/7, 2/52, 6/12).
Day short_date(const View& view, std::size_t i, DaysBefore before) {
  if (view.is_mark(i + 1, '.')) return dotted_date(view, i, before.last_date);
  const int day = view.number(i);
  if (view.length(i) > 2 || !view.is_mark(i + 1, '/') || !view.glued(i + 1) || !view.glued(i + 2)) return {};
  const int month = view.number(i + 2);
  if (view.length(i + 2) > 2 || day < 1 || day > 31 || month < 1 || month > 12 || i < before.expiry_until) return {};
  const std::size_t end = i + 3;
  if (view.is_mark(end, "/.%") && view.glued(end) && view.glued(end + 1)) return {};
  if (view.is_word(end) && view.glued(end)) return {};
  const bool line_start = opens_line(view, i);
  const bool shift = line_start && view.is_any(end, {"night", "nights", "days"});
  if (view.has(end, cue::share | cue::unit) && !shift && !view.is_any(end, {"on", "lunch", "tea"})) return {};
  for (std::size_t back = 1; back <= 2 && back <= i; ++back) {
    const std::size_t at = i - back;
    // Neither a weight nor an INR has a stroke in it.
    if (view.is_any(at, {"inr", "wt", "weight", "weights"}))
      return back == 1 || view.is_number(i - 1) || view.is_mark(i - 1, ":") ? Day{end, 0, false, 1} : Day{};
    if (view.has(at, cue::observation) && !view.is_mark(i - 1, '-')) return {};
    if (view.is_any(at, {"pain", "strength", "power"})) return {};
  }
  // "INR 3.4 3/11"
  if (i >= 4 && view.is(i - 4, "inr") && view.is_number(i - 3) && view.is_mark(i - 2, '.') && view.is_number(i - 1)) return {end, 0, false, 1};
  // "next due 04/12": lengths of time have no nought.
  const bool span_of_time = is_span_of_time(day, month) && view.word(i)[0] != '0';
  if (span_of_time && i > 0 && view.is_any(i - 1, {"review", "rv", "for", "last", "after", "this", "next"})) return {};
  if (span_of_time && i > 1 && view.is(i - 1, "due") && view.is_any(i - 2, {"next", "review"})) return {};
  const bool heads = line_start && view.is_mark(end, ":-|");
  // "3/2/26 none. 4/2 small": the days that follow one with its year.
  const bool soon = before.day != 0 && month == before.month && day > before.day && day <= before.day + 7 && (i == 0 || view.ends(i - 1));
  if (soon) return {end, 0, false, 1};
  const bool clock = view.is_mark(end, ':') && view.is_number(end + 1) && view.length(end + 1) == 4;
  if (led_day(view, i, before.last_date) || time_at(view, end) || heads || clock || is_dated(view, i)) return {end, 0, false, 2};
  const bool two_each = view.length(i) == 2 && view.length(i + 2) == 2;
  if (two_each && (view.word(i)[0] == '0' || view.word(i + 2)[0] == '0') && !(day == 24 && month == 7)) return {end, 0, false, 1};
  if (i > 2 && view.is(i - 1, "of") && view.is_number(i - 2) && view.is(i - 3, "log")) return {end, 0, false, 1};
  if (i > 0 && is_done(view, i - 1) && !is_share(day, month)) return {end, 0, false, 1};
  if (i > 0 && !is_share(day, month) && ((is_planned(view, i - 1) && !span_of_time) || (view.is(i - 1, "noon") && day > month))) return {end, 0, false, 1};
  // Nothing is counted in elevenths.
  const bool behind_word = i == 0 || view.is_line(i - 1) || view.is_mark(i - 1, ".;") || (view.is_word(i - 1) && !view.has(i - 1, cue::room));
  if (month == 11 && behind_word && !(i > 0 && view.is(i - 1, "mark"))) return {end, 0, false, 1};
  if (span_of_time || day <= month) return {};
  return day > 12 || line_start ? Day{end, 0, false, 1} : Day{};
}

// "sits the 30th.", "any day but the 1st", "for the 23rd review": nothing is counted so far, nor so briefly.
bool named_day(const View& view, std::size_t i, std::size_t end) {
  if (i < 2 || !view.is(i - 1, "the") || counted(view, end)) return false;
  if (view.is_any(i - 2, {"but", "except", "not"})) return view.ends(end);
  if (view.number(i) <= 12) return false;
  return view.is_mark(end, ".,;)!?") || view.is_line(end) || end >= view.size() ||
         view.is_any(end, {"review", "appt", "appointment", "meeting", "clinic", "hearing", "delivery", "booking", "and", "if", "or"});
}

// "Banked 8th.", "Weight 12th: 61": ends what it stands in, and is nobody's rank or birthday.
Day closing_day(const View& view, std::size_t i, std::size_t end) {
  if (i == 0 || !view.is_word(i - 1)) return {};
  const bool late = view.number(i) > 12 && !counted(view, end) && !view.capital(end);
  const bool timed = view.is_number(end) && (view.is_mark(end + 1, "-:.") || view.is(end + 1, "am") || view.is(end + 1, "pm"));
  const bool closes = view.is_mark(end, ".,;:!?)/") || view.is_line(end) || end >= view.size();
  if (!late && !timed && !(closes && view.number(i) >= 4)) return {};
  for (const std::string_view rank :
       {"her", "his", "their", "the", "a", "my", "your", "every", "came", "won", "finished", "mum's", "dad's", "each", "is", "was"}) {
    if (view.is(i - 1, rank)) return {};
  }
  return view.word(i - 1).ends_with("'s") ? Day{} : Day{end, 0, false, 1};
}

// "Wed 5th", "until the 6th"
Day lone_day(const View& view, std::size_t i, DaysBefore before) {
  const std::size_t end = day_in_figures(view, i);
  if (end != i + 2 || !view.glued(i + 1)) return {};
  // "letter of the 9th inst"
  if (view.is(end, "inst") || view.is(end, "ult") || view.is(end, "prox")) return {end + 1, 0, false, 2};
  // "ready 2nd of the month"
  const bool of_month = view.is(end, "of") && view.is_any(end + 1, {"the", "this", "next", "each", "every"}) && view.is(end + 2, "month");
  if (of_month) return {end, 0, false, 2};
  // "hairdressing (3rd)"
  if (i > 1 && view.is_mark(i - 1, '(') && view.is_mark(end, ')') && view.is_word(i - 2) && !view.is_any(i - 2, {"came", "won", "place", "finished"}))
    return {end, 0, false, 1};
  if (named_day(view, i, end)) return {end, 0, false, 1};
  const bool chained = before.last_date != 0 && i == before.last_date + 1 && join_end(view, before.last_date) == i && !counted(view, end);
  if (chained) return {end, 0, false, 1};
  if (opens_row(view, i, end)) return {end, 0, false, 1};
  if (!led_day(view, i, before.last_date)) return closing_day(view, i, end);
  const bool by_weekday = i > 0 && (view.has(i - 1, cue::weekday) || (view.is(i - 1, "the") && i > 1 && view.has(i - 2, cue::weekday)));
  const bool goes_on = view.is_word(end) && !view.has(end, cue::after_day | cue::weekday | cue::date_lead) && !view.capital(end);
  if (goes_on && !by_weekday) return {};
  return {end, 0, false, by_weekday ? std::uint8_t{2} : std::uint8_t{1}};
}

}  // namespace

std::size_t day_in_figures(const View& view, std::size_t i) {
  const int day = view.number(i);
  if (view.length(i) > 2 || day < 1 || day > 31) return i;
  return view.has(i + 1, cue::suffix) && view.length(i + 1) == 2 && !(view.is(i + 1, "st") && !view.glued(i + 1)) ? i + 2 : i + 1;
}

// A word before it says that a day comes: "on", "until the", "Fri", or another date: "31/12 to 1/1".
bool led_day(const View& view, std::size_t i, std::size_t last_date) {
  if (i == 0) return false;
  std::size_t before = i - 1;
  if (view.is(before, "the") && before > 0) --before;
  if (view.is_mark(before, ":,.") && before > 0 && view.has(before - 1, cue::weekday | cue::date_lead)) --before;
  if (last_date != 0 && before == last_date && (view.is_word(before) || view.is_mark(before, "-&,/+"))) return true;
  // "w/c 12/10", "f/u 3/12"
  const bool stroked = before > 1 && view.glued(before) && view.is_mark(before - 1, '/') && view.length(before) == 1 &&
                       ((view.is(before - 2, "w") && view.is_any(before, {"c", "e", "b", "k"})) || (view.is(before - 2, "f") && view.is(before, "u")));
  return stroked || view.has(before, cue::weekday | cue::date_lead);
}

// "2pm", "14:30", "0415", "11.20" behind a date.
bool time_at(const View& view, std::size_t i) {
  if (view.is(i, "at") || view.is_mark(i, "@,-")) ++i;
  if (!view.is_number(i)) return false;
  if (view.length(i) == 4 && !view.measured(i)) return true;
  if (view.is(i + 1, "am") || view.is(i + 1, "pm") || view.is(i + 1, "hrs")) return true;
  return view.is_mark(i + 1, ":.") && view.glued(i + 1) && view.is_number(i + 2) && view.glued(i + 2) && view.length(i + 2) == 2;
}

Day bare_day(const View& view, std::size_t i, DaysBefore before) {
  if (const Day day = short_date(view, i, before); day.end != 0) return day;
  return lone_day(view, i, before);
}

}  // namespace care::redact
