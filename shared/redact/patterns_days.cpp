#include "shared/redact/patterns_days.h"

#include <array>

namespace care::redact {
namespace {

constexpr std::size_t kMostTyped = 10;

bool is_day(int value) { return value >= 1 && value <= 31; }
bool is_month(int value) { return value >= 1 && value <= 12; }

// Over one line end.
std::size_t over_line(const View& view, std::size_t i) { return view.is_line(i) ? i + 1 : i; }

// Behind a mark that parts a date, with a line end before or behind it; 0 if there is none.
std::size_t behind_mark(const View& view, std::size_t i, std::string_view marks) {
  const std::size_t mark = over_line(view, i);
  return view.is_mark(mark, marks) ? over_line(view, mark + 1) : 0;
}

// "12/" and on the next line "08/1937"; "2.8.'36"
Day parted_date(const View& view, std::size_t i) {
  if (view.length(i) > 2 || !is_day(view.number(i))) return {};
  const std::size_t second = behind_mark(view, i + 1, "/-.");
  if (second == 0 || view.length(second) > 2 || !is_month(view.number(second))) return {};
  std::size_t third = behind_mark(view, second + 1, "/-.");
  if (third == 0) return {};
  const bool apostrophe = view.is_mark(third, '\'') && view.glued(third + 1);
  if (apostrophe) ++third;
  if (!view.is_number(third) || (view.is_mark(third + 1, "/.-") && view.glued(third + 1) && view.is_number(third + 2))) return {};
  const bool lines = third > i + 4 + (apostrophe ? 1U : 0U);
  const int year = view.number(third);
  const bool fits = view.length(third) == 4 ? is_year(year) : view.length(third) == 2;
  if (!fits || !(lines || apostrophe) || (view.length(third) == 2 && view.measured(third))) return {};
  return {third + 1, year, true, 2};
}

int roman_value(std::string_view word) {
  constexpr std::array<std::string_view, 12> kRoman{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};
  for (std::size_t k = 0; k < kRoman.size(); ++k) {
    if (word == kRoman[k]) return static_cast<int>(k) + 1;
  }
  return 0;
}

// "4.vii.1934", "1 i 1938", "27.x.25"
Day roman_date(const View& view, std::size_t i) {
  if (view.length(i) > 2 || !is_day(view.number(i))) return {};
  const std::size_t month = view.is_mark(i + 1, "./-") ? i + 2 : i + 1;
  if (!view.is_word(month) || view.length(month) > 4 || roman_value(view.word(month)) == 0) return {};
  const std::size_t year = view.is_mark(month + 1, "./-") ? month + 2 : month + 1;
  const bool marked = year == i + 4 && view.glued(i + 1) && view.glued(month) && view.glued(year - 1) && view.glued(year);
  const bool fits = view.length(year) == 4 ? is_year(view.number(year)) : marked && view.is_number(year) && view.length(year) == 2;
  return fits ? Day{year + 1, view.number(year), true, 2} : Day{};
}

// "1942 July 9", "1940-Feb-09"
Day year_first(const View& view, std::size_t i) {
  if (view.length(i) != 4 || !is_year(view.number(i))) return {};
  const std::size_t month = view.is_mark(i + 1, "-/., ") ? i + 2 : i + 1;
  if (!view.has(month, cue::month)) return {};
  const std::size_t day = view.is_mark(month + 1, "-/.,") ? month + 2 : month + 1;
  if (!view.is_number(day) || view.length(day) > 2 || !is_day(view.number(day)) || view.measured(day)) return {};
  return {view.glued(day + 1) && view.has(day + 1, cue::suffix) ? day + 2 : day + 1, view.number(i), true, 2};
}

}  // namespace

Day spaced_date(const View& view, std::size_t i) {
  if (view.length(i) != 1 || view.length(i + 1) != 1 || !view.is_mark(i + 2, "/.-")) return {};
  constexpr std::string_view kForm = "dd/dd/dddd";
  for (std::size_t k = 0; k < kForm.size(); ++k) {
    const bool fits = kForm[k] == 'd' ? view.is_number(i + k) && view.length(i + k) == 1 : view.is_mark(i + k, "/.-");
    if (!fits) return {};
  }
  const auto two = [&](std::size_t k) { return view.number(k) * 10 + view.number(k + 1); };
  const int year = two(i + 6) * 100 + two(i + 8);
  const std::size_t end = i + kForm.size();
  const bool date = is_day(two(i)) && is_month(two(i + 3)) && is_year(year) && !view.is_number(end);
  return date ? Day{end, year, true, 2} : Day{};
}

Day odd_date(const View& view, std::size_t i, bool birth) {
  if (const Day day = parted_date(view, i); day.end != 0) return day;
  if (const Day day = roman_date(view, i); day.end != 0) return day;
  if (const Day day = year_first(view, i); day.end != 0) return day;
  if (!birth || view.length(i) != 2 || view.length(i + 1) != 2 || view.length(i + 2) != 2) return {};
  return is_day(view.number(i)) && is_month(view.number(i + 1)) && view.number(i + 2) >= 0 ? Day{i + 3, view.number(i + 2), true, 2} : Day{};
}

TypedDay mistyped_date(const View& view, std::size_t i) {
  std::size_t begin = i;
  while (begin < i + 3 && view.is_mark(begin, ":.-=")) ++begin;
  if (begin == i + 3) return {};
  std::size_t at = begin;
  std::array<char, kMostTyped> typed{};
  std::size_t size = 0;
  bool letters = false;
  for (; at < view.size() && (at == begin || view.glued(at)); ++at) {
    for (const char c : view.word(at)) {
      const char digit = c == 'o' ? '0' : c == 'l' || c == 'i' ? '1' : c;
      const bool known = (digit >= '0' && digit <= '9') || digit == '/' || digit == '.' || digit == '-';
      if (!known || size == kMostTyped) return {};
      letters = letters || digit != c;
      typed[size++] = digit;
    }
  }
  while (size > 0 && (typed[size - 1] == '.' || typed[size - 1] == '-')) {
    --size;
    --at;
  }
  if (!letters || size < 6) return {};
  std::array<int, 3> parts{};
  std::array<std::size_t, 3> sizes{};
  std::size_t part = 0;
  for (std::size_t k = 0; k < size; ++k) {
    const char c = typed[k];
    if (c < '0' || c > '9') {
      if (++part == 3) return {};
      continue;
    }
    parts[part] = parts[part] * 10 + (c - '0');
    ++sizes[part];
  }
  const bool year = sizes[2] == 4 ? is_year(parts[2]) : sizes[2] == 2;
  if (part != 2 || sizes[0] > 2 || sizes[1] > 2 || !is_day(parts[0]) || !is_month(parts[1]) || !year) return {};
  return {begin, {at, parts[2], true, 3}};
}

std::size_t second_ordinal_end(const View& view, std::size_t i) {
  if (!view.is(i, "of") || !view.is(i + 1, "the")) return 0;
  if (view.is_number(i + 2)) return is_month(view.number(i + 2)) && view.glued(i + 3) && view.has(i + 3, cue::suffix) ? i + 4 : 0;
  return view.has(i + 2, cue::ordinal) && is_month(view.cue(i + 2).value) ? i + 3 : 0;
}

std::size_t join_end(const View& view, std::size_t i) {
  const bool word = view.is(i, "to") || view.is(i, "and") || view.is(i, "or") || view.is(i, "til") || view.is(i, "till") || view.is(i, "until");
  return word || view.is_mark(i, "-/&+,") ? i + 1 : i;
}

}  // namespace care::redact
