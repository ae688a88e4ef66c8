#include "shared/redact/written_date.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace care::redact {
namespace {

namespace chrono = std::chrono;

constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March", "April", "May", "June",
                                                   "July", "August", "September", "October", "November", "December"};
constexpr int kPivot = 50;  // 49 is 2049, 50 is 1950
constexpr std::size_t kShort = 3;
constexpr int kCommonYear = 2023;

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), to_upper);
  return out;
}

bool exists(DateValue date) {
  if (date.month < 1 || date.month > 12) return false;
  if (date.day == 0) return date.year != 0;
  const int year = date.year == 0 ? kCommonYear : date.year;
  return chrono::year_month_day(chrono::year(year), chrono::month(date.month), chrono::day(date.day)).ok();
}

// `most` digits at most and no digit behind them.
std::optional<unsigned> take_number(Cursor& cursor, std::size_t least, std::size_t most, DatePart& part) {
  part.begin = cursor.at();
  unsigned value = 0;
  std::size_t digits = 0;
  for (; is_digit(cursor.peek()); cursor.skip(1)) {
    if (++digits > most) return std::nullopt;
    value = value * 10 + static_cast<unsigned>(cursor.peek() - '0');
  }
  part.end = cursor.at();
  return digits < least ? std::nullopt : std::optional(value);
}

bool ends_word(Cursor& cursor) {
  const char next = cursor.peek();
  return !is_alnum(next) && next != '_' && !leads_letter(next);
}

// Two digits or four.
bool take_year(Cursor& cursor, WrittenDate& date) {
  const auto number = take_number(cursor, 2, 4, date.year);
  const std::size_t digits = date.year.end - date.year.begin;
  if (!number || digits == 3 || !ends_word(cursor)) return false;
  const int value = static_cast<int>(*number);
  date.value.year = digits == 4 ? value : value + (value < kPivot ? 2000 : 1900);
  return date.value.year >= 1800 && date.value.year < 2200;
}

bool take_month_name(Cursor& cursor, WrittenDate& date) {
  const std::size_t start = cursor.at();
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (to_upper(cursor.peek()) != kMonths[i].front()) continue;
    const std::string name = upper(kMonths[i]);
    for (const std::string_view form : {std::string_view(name), i == 8 ? std::string_view("SEPT") : std::string_view(), std::string_view(name).substr(0, kShort)}) {
      cursor.go_to(start);
      if (form.empty() || !cursor.take_word(form) || !ends_word(cursor)) continue;
      date.month = {start, cursor.at()};
      date.value.month = static_cast<unsigned>(i + 1);
      return true;
    }
    cursor.go_to(start);
  }
  cursor.go_to(start);
  return false;
}

void take_ordinal(Cursor& cursor) {
  for (const std::string_view end : {"ST", "ND", "RD", "TH"}) {
    if (cursor.take_word(end)) return;
  }
}

bool take_day(Cursor& cursor, WrittenDate& date) {
  const auto number = take_number(cursor, 1, 2, date.day);
  if (!number || *number == 0) return false;
  take_ordinal(cursor);
  date.day.end = cursor.at();
  date.value.day = *number;
  return true;
}

// The year, if one follows; otherwise back to where it was.
void take_year_after(Cursor& cursor, WrittenDate& date, bool short_too) {
  const std::size_t start = cursor.at();
  cursor.take(",");
  const bool apart = cursor.take(" ") || cursor.take("-") || cursor.take("/") || cursor.take(".");
  if (apart && take_year(cursor, date) && (short_too || date.year.end - date.year.begin == 4)) return;
  cursor.go_to(start);
  date.year = {};
  date.value.year = 0;
}

// 12/5/2025, 2025-05-12
bool take_figures(Cursor& cursor, WrittenDate& date) {
  DatePart first;
  const auto number = take_number(cursor, 1, 4, first);
  const char mark = cursor.peek();
  if (!number || (mark != '/' && mark != '.' && mark != '-')) return false;
  cursor.skip(1);
  const bool year_first = first.end - first.begin == 4;
  if (!year_first && first.end - first.begin > 2) return false;
  const auto month = take_number(cursor, 1, 2, date.month);
  if (!month || cursor.peek() != mark) return false;
  cursor.skip(1);
  date.value.month = *month;
  if (year_first) {
    const auto day = take_number(cursor, 1, 2, date.day);
    date.year = first;
    date.value.year = static_cast<int>(*number);
    date.value.day = day.value_or(0);
    return day && *day != 0 && *number >= 1800 && *number < 2200 && (ends_word(cursor) || cursor.peek() == 'T');
  }
  date.day = first;
  date.value.day = *number;
  return *number != 0 && take_year(cursor, date);
}

// 12th of May 2025
bool take_day_month(Cursor& cursor, WrittenDate& date) {
  if (!take_day(cursor, date)) return false;
  if (!cursor.take("-") && !cursor.take(".") && !cursor.take("/")) {
    while (cursor.take(" ")) {
      if (cursor.at() - date.day.end > 2) return false;
    }
    if (cursor.take_word("OF") && !cursor.take(" ")) return false;
  }
  if (!take_month_name(cursor, date)) return false;
  take_year_after(cursor, date, true);
  return true;
}

// May 12th, 2025; May 2025
bool take_month_first(Cursor& cursor, WrittenDate& date) {
  if (!take_month_name(cursor, date)) return false;
  if (!cursor.take(" ")) return false;
  const std::size_t start = cursor.at();
  if (take_day(cursor, date) && ends_word(cursor)) {
    take_year_after(cursor, date, false);
    return true;
  }
  cursor.go_to(start);
  date.day = {};
  date.value.day = 0;
  return take_year(cursor, date) && date.year.end - date.year.begin == 4;
}

bool begins_date(char c) { return is_digit(c) || std::string_view("JFMASOND").find(to_upper(c)) != std::string_view::npos; }

Sight look(std::string_view text, std::size_t at, bool whole, WrittenDate& date) {
  constexpr std::array kForms{&take_figures, &take_day_month, &take_month_first};
  for (std::size_t i = is_digit(text[at]) ? 0 : 2; i < (is_digit(text[at]) ? 2 : kForms.size()); ++i) {
    Cursor cursor(text, at, whole);
    date = {};
    const bool is_one = kForms[i](cursor, date) && exists(date.value);
    date.begin = at;
    date.end = cursor.at();
    if (cursor.ran_out()) return Sight::undecided;
    if (is_one) return Sight::found;
  }
  return Sight::nothing;
}

void write_day(std::string& out, std::string_view written, bool padded, unsigned day) {
  std::size_t digits = 0;
  while (digits < written.size() && is_digit(written[digits])) ++digits;
  if (padded && day < 10) out.push_back('0');
  out += std::to_string(day);
  if (digits == written.size()) return;
  constexpr std::array<std::string_view, 4> kEnds{"th", "st", "nd", "rd"};
  const std::string end(kEnds[day % 10 > 3 || day / 10 == 1 ? 0 : day % 10]);
  out += is_upper(written[digits]) ? upper(end) : end;
}

void write_month_like(std::string& out, std::string_view written, bool padded, unsigned month) {
  if (is_digit(written.front())) {
    if (padded && month < 10) out.push_back('0');
    out += std::to_string(month);
    return;
  }
  std::string name(kMonths[month - 1]);
  // "May" is short as well as long; then the long form is right.
  if (written.size() <= 4 && upper(written) != "MAY" && upper(written) != "JUNE" && upper(written) != "JULY") name.resize(kShort);
  if (written.size() > 1 && is_upper(written[1])) name = upper(name);
  if (!is_upper(written.front())) name.front() = static_cast<char>(name.front() + ('a' - 'A'));
  out += name;
}

}  // namespace

DateValue moved(DateValue date, int days) {
  const bool has_year = date.year != 0;
  const chrono::year_month_day from(chrono::year(has_year ? date.year : kCommonYear), chrono::month(date.month), chrono::day(date.day));
  chrono::sys_days day = chrono::sys_days(from) + chrono::days(days);
  if (!has_year) {
    const chrono::sys_days first(chrono::year(kCommonYear) / chrono::January / 1);
    const auto after = (day - first).count() % 365;
    day = first + chrono::days(after < 0 ? after + 365 : after);
  }
  const chrono::year_month_day to(day);
  return {has_year ? static_cast<int>(to.year()) : 0, static_cast<unsigned>(to.month()), static_cast<unsigned>(to.day())};
}

Sight find_date(std::string_view text, std::size_t from, bool whole, WrittenDate& date) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!begins_date(text[at]) || !begins_word(text, at)) continue;
    if (const Sight sight = look(text, at, whole, date); sight != Sight::nothing) return sight;
  }
  date.begin = date.end = text.size();
  return Sight::nothing;
}

std::optional<WrittenDate> read_date(std::string_view text) {
  WrittenDate date;
  if (text.empty() || !begins_date(text.front()) || look(text, 0, true, date) != Sight::found || date.end != text.size()) return std::nullopt;
  return date;
}

std::string write_like(std::string_view text, const WrittenDate& date, DateValue value) {
  const auto written = [&](const DatePart& part) { return text.substr(part.begin, part.end - part.begin); };
  struct Written {
    DatePart part;
    int what;
  };
  std::array<Written, 3> parts{{{date.day, 0}, {date.month, 1}, {date.year, 2}}};
  std::sort(parts.begin(), parts.end(), [](const Written& a, const Written& b) { return a.part.begin < b.part.begin; });
  // In figures, two for a month are two for every day: 12/10 becomes 03/11.
  const std::string_view day = written(date.day);
  const std::string_view month = written(date.month);
  const bool figures = is_digit(month.front());
  const bool padded = figures ? day.size() == 2 && month.size() == 2 : !day.empty() && day.front() == '0';
  std::string out;
  std::size_t at = date.begin;
  for (const auto& [part, what] : parts) {
    if (part.end == part.begin) continue;
    out += text.substr(at, part.begin - at);
    at = part.end;
    if (what == 0) write_day(out, day, padded, value.day);
    if (what == 1) write_month_like(out, month, padded, value.month);
    if (what == 2) out += std::to_string(value.year).substr(part.end - part.begin == 2 ? 2 : 0);
  }
  return out += text.substr(at, date.end - at);
}

std::string write_month(DateValue value) { return std::string(kMonths[value.month - 1]) + " " + std::to_string(value.year); }

}  // namespace care::redact
