#include "shared/redact/patterns_bare_days.h"

#include <algorithm>
#include <initializer_list>

namespace care::redact {
namespace {

bool is_any(const View& view, std::size_t i, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return view.is(i, word); });
}

// Birthdays, floors and the like are counted in the same words.
bool counted(const View& view, std::size_t i) {
  return is_any(view, i,
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
  return is_any(view, i,
                {"opened", "changed", "used", "started", "finished", "made", "ready", "checked", "signed", "fitted", "removed", "coming", "fell"});
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

// "21.11 late: …" at the head of a note
Day dotted_date(const View& view, std::size_t i) {
  const int day = view.number(i);
  const int month = view.number(i + 2);
  const bool fits = opens_line(view, i) && view.glued(i + 1) && view.glued(i + 2) && view.length(i) <= 2 && view.length(i + 2) <= 2;
  if (!fits || day < 1 || day > 31 || month < 1 || month > 12) return {};
  const std::size_t end = i + 3;
  const bool shift = is_any(view, end, {"late", "lates", "early", "earlies", "night", "nights", "days", "am", "pm"});
  return shift && !view.glued(end) ? Day{end, 0, false, 1} : Day{};
}

// 9/5: a day and a month only where nothing speaks for a share, a score or a length of time (5/7, 2/52, 6/12).
Day short_date(const View& view, std::size_t i, DaysBefore before) {
  if (view.is_mark(i + 1, '.')) return dotted_date(view, i);
  const int day = view.number(i);
  if (view.length(i) > 2 || !view.is_mark(i + 1, '/') || !view.glued(i + 1) || !view.glued(i + 2)) return {};
  const int month = view.number(i + 2);
  if (view.length(i + 2) > 2 || day < 1 || day > 31 || month < 1 || month > 12 || i < before.expiry_until) return {};
  const std::size_t end = i + 3;
  if (view.is_mark(end, "/.%") && view.glued(end) && view.glued(end + 1)) return {};
  if (view.is_word(end) && view.glued(end)) return {};
  const bool line_start = opens_line(view, i);
  const bool shift = line_start && is_any(view, end, {"night", "nights", "days"});
  if (view.has(end, cue::share | cue::unit) && !shift && !is_any(view, end, {"on", "lunch", "tea"})) return {};
  for (std::size_t back = 1; back <= 2 && back <= i; ++back) {
    const std::size_t at = i - back;
    // Neither a weight nor an INR has a stroke in it.
    if (is_any(view, at, {"inr", "wt", "weight", "weights"}))
      return back == 1 || view.is_number(i - 1) || view.is_mark(i - 1, ":") ? Day{end, 0, false, 1} : Day{};
    if (view.has(at, cue::observation) && !view.is_mark(i - 1, '-')) return {};
    if (is_any(view, at, {"pain", "strength", "power"})) return {};
  }
  // "INR 3.4 3/11"
  if (i >= 4 && view.is(i - 4, "inr") && view.is_number(i - 3) && view.is_mark(i - 2, '.') && view.is_number(i - 1)) return {end, 0, false, 1};
  const bool span_of_time = is_span_of_time(day, month);
  if (span_of_time && i > 0 && is_any(view, i - 1, {"review", "rv", "for", "last", "after", "this", "next"})) return {};
  if (span_of_time && i > 1 && view.is(i - 1, "due") && is_any(view, i - 2, {"next", "review"})) return {};
  const bool heads = line_start && view.is_mark(end, ":-|");
  const bool clock = view.is_mark(end, ':') && view.is_number(end + 1) && view.length(end + 1) == 4;
  if (led_day(view, i, before.last_date) || time_at(view, end) || heads || clock || is_dated(view, i)) return {end, 0, false, 2};
  const bool two_each = view.length(i) == 2 && view.length(i + 2) == 2;
  if (two_each && (view.word(i)[0] == '0' || view.word(i + 2)[0] == '0') && !(day == 24 && month == 7)) return {end, 0, false, 1};
  if (i > 2 && view.is(i - 1, "of") && view.is_number(i - 2) && view.is(i - 3, "log")) return {end, 0, false, 1};
  if (i > 0 && is_done(view, i - 1) && !is_share(day, month)) return {end, 0, false, 1};
  if (span_of_time || day <= month) return {};
  return day > 12 || line_start ? Day{end, 0, false, 1} : Day{};
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
  if (view.is(end, "inst") || view.is(end, "ult") || view.is(end, "prox")) return {end, 0, false, 2};
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
  return view.has(before, cue::weekday | cue::date_lead);
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
