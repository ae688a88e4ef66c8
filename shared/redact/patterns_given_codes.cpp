#include "shared/redact/patterns_references.h"

#include <algorithm>

namespace care::redact {
namespace {

bool is_day(int value) { return value >= 1 && value <= 31; }

}  // namespace

bool is_officer(const View& view, std::size_t i) {
  if (view.length(i) < 3 || view.length(i) > 5 || view.measured(i) || i == 0 || (view.glued(i) && !view.is_mark(i - 1, '('))) return false;
  // "officer 2281", but not "officer 2230", an hour
  const int hour = view.number(i);
  const bool clock = view.length(i) == 4 && hour < 2400 && hour % 100 < 60;
  const auto is_rank = [&](std::size_t k) {
    if (!clock && view.is_any(k, {"officer", "constable", "sergeant", "sgt"})) return true;
    return view.upper(k) && (view.is(k, "pc") || view.is(k, "pcso") || view.is(k, "wpc") || view.is(k, "dc") || view.is(k, "ds") || view.is(k, "ps"));
  };
  // "PC Hale (4471)"
  const bool bracketed = view.is_mark(i - 1, '(') && view.is_mark(i + 1, ')');
  const std::size_t behind = bracketed ? i - 1 : i;
  std::size_t at = behind;
  while (at > 0 && behind - at < 2 && view.capital(at - 1) && !is_rank(at - 1)) --at;
  return at > 0 && is_rank(at - 1) && !view.is_mark(i + 1, "/.-");
}

std::size_t police_log_end(const View& view, std::size_t i) {
  if (view.length(i) < 3 || view.length(i) > 5 || !view.is(i + 1, "of") || !view.is_number(i + 2)) return 0;
  // "1182 of 9 March": behind a word for such calls.
  if (view.length(i + 2) <= 2 && view.has(i + 3, cue::month)) {
    for (std::size_t back = 1; back <= 4 && back <= i; ++back) {
      if (view.has(i - back, cue::code) || view.is(i - back, "log") || view.is(i - back, "inc")) return i + 4;
    }
    return 0;
  }
  const Chunk day = chunk_at(view, i + 2);
  const bool strokes = view.is_mark(i + 3, '/') && view.is_mark(i + 5, '/') && view.glued(i + 3);
  const bool dated = strokes && view.length(i + 2) <= 2 && view.length(i + 4) <= 2 && is_day(view.number(i + 2)) && is_day(view.number(i + 4));
  return dated && view.is_number(i + 6) && view.glued(i + 6) ? std::max(day.end, i + 7) : 0;
}

std::size_t parcel_end(const View& view, std::size_t i) {
  if (!view.upper(i) || view.length(i) != 2 || !view.is_number(i + 1)) return 0;
  std::size_t at = i + 1;
  std::size_t digits = 0;
  while (digits < 9 && view.is_number(at)) digits += view.length(at++);
  const bool whole = digits == 9 && view.glued(at) && view.upper(at) && view.length(at) == 2;
  return whole && !(view.glued(at + 1) && !view.ends(at + 1)) ? at + 1 : 0;
}

bool is_last_figures(const View& view, std::size_t i) {
  if (view.length(i) != 4 || i < 2 || view.measured(i) || view.glued(i)) return false;
  std::size_t before = i - 1;
  if (view.is_mark(before, ":") || view.is(before, "in") || view.is(before, "with") || view.is(before, "are")) --before;
  if (view.is(before, "digits") || view.is(before, "figures")) return true;
  if (!view.is(before, "ending") && !view.is(before, "ends")) return false;
  for (std::size_t back = 1; back <= 4 && back <= before; ++back) {
    if (view.has(before - back, cue::card | cue::bank | cue::code) || view.is(before - back, "visa") || view.is(before - back, "number")) return true;
  }
  return false;
}

std::size_t user_name_end(const View& view, std::size_t i) {
  if (i == 0 || !view.is_word(i) || view.glued(i) || !view.glued(i + 1)) return 0;
  std::size_t before = i - 1;
  constexpr std::string_view kFirst = "uln i";  // of the words below
  if (view.is_word(before) && kFirst.find(view.word(before)[0]) == std::string_view::npos) return 0;
  for (int fillers = 0; fillers < 2 && before > 0; ++fillers) {
    if (view.is_mark(before, ":=") || view.is(before, "name") || view.is(before, "id") || view.is(before, "is")) --before;
  }
  if (!(view.is(before, "user") || view.is(before, "username") || view.is(before, "userid") || view.is(before, "login") || view.is(before, "logon")))
    return 0;
  std::size_t at = i + 1;
  bool marked = false;
  bool figures = false;
  while (at < i + 12 && view.glued(at) && (view.is_word(at) || view.is_number(at) || (view.is_mark(at, "._-") && view.glued(at + 1) && !view.ends(at + 1)))) {
    marked = marked || view.is_mark(at, "._");
    figures = figures || view.is_number(at);
    ++at;
  }
  return (marked || figures) && !view.is_mark(at, '@') ? at : 0;
}

bool is_own_id(const View& view, std::size_t i) {
  return i > 0 && view.is(i, "id") &&
         view.is_any(i - 1, {"staff", "client", "user", "patient", "resident", "person", "customer", "member", "employee", "case", "worker", "tenant"});
}

std::size_t given_code_end(const View& view, std::size_t i) {
  if (i == 0 || view.glued(i)) return 0;
  const std::size_t lead = i - 1;
  if (!view.has(lead, cue::filler) && !(i > 2 && view.is_mark(lead, ',') && view.has(lead - 2, cue::code))) return 0;
  const bool quoted = view.is_any(lead, {"quote", "quoting", "quoted", "cite", "under"});
  const bool filed = view.is(lead, "as") && i > 1 && view.is_any(lead - 1, {"filed", "logged", "recorded", "registered", "reported"});
  const bool told = view.is_mark(lead, ',') && i > 2 && view.is_any(lead - 1, {"told", "informed", "aware", "called"}) && view.has(lead - 2, cue::code);
  if (!quoted && !filed && !told) return 0;
  const Chunk chunk = chunk_at(view, i);
  if (chunk.end == 0 || chunk.cut || chunk.unit || chunk.calendar) return 0;
  if (chunk.letters > 0) {
    const bool shown = view.is_word(i) ? view.upper(i) : true;
    if (chunk.digits >= 2 && shown && chunk.letters + chunk.digits >= 5) return chunk.end;
    // "booked under PTS 559-2207"
    if (chunk.digits != 0 || chunk.count != 1 || chunk.letters > 4 || chunk.letters < 2 || !view.upper(i) || !view.is_number(chunk.end)) return 0;
    const Chunk number = chunk_at(view, chunk.end);
    return number.numeric() && !number.unit && !is_plain_figure(view, number) && number.digits >= 5 ? number.end : 0;
  }
  return chunk.count == 2 && chunk.digits >= 6 && chunk.parts[1].joined != '.' && !is_plain_figure(view, chunk) && (filed || told) ? chunk.end : 0;
}

}  // namespace care::redact
