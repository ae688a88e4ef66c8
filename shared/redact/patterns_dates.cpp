#include "shared/redact/patterns_ages.h"
#include "shared/redact/patterns_bare_days.h"

namespace care::redact {
namespace {

class DateFinder {
 public:
  DateFinder(const View& view, Findings& findings) : view_(view), findings_(findings) {}

  void run() {
    for (std::size_t i = view_.next(0, concern::dates); i < view_.size(); i = view_.next(i, concern::dates)) {
      const Token& token = view_.at(i);
      if (token.kind == TokenKind::mark) {
        mark(i++);
        continue;
      }
      const Cue& cue = view_.cue(i);
      if (token.kind == TokenKind::number || (cue.bits & (cue::month | cue::ordinal | cue::number_word)) != 0) {
        const std::size_t end = number_or_month(i, cue);
        if (end != 0) {
          i = end;
          continue;
        }
      }
      if (token.kind == TokenKind::word) word(i, cue);
      ++i;
    }
  }

 private:
  const View& view_;
  Findings& findings_;
  std::size_t birth_until_ = 0;  // a date before this token is somebody's birth
  std::size_t expiry_until_ = 0;
  std::size_t last_date_ = 0;  // behind the last one
  bool last_birth_ = false;    // it is a birth date, or may be one
  std::size_t passed_ = 0;     // found already up to here
  int last_day_ = 0;           // of the last one in figures, with or without its year
  int last_month_ = 0;

  void word(std::size_t i, const Cue& cue) {
    if ((cue.bits & cue::birth) != 0) {
      birth_until_ = i + 12;
      mistyped_birth(i + 1);
    }
    if ((cue.bits & cue::expiry) != 0) expiry_until_ = i + 4;
    if ((cue.bits & cue::goods) != 0) expiry_until_ = i + 3;
    // d.o.b.
    if (view_.length(i) == 1 && view_.is(i, "b") && i >= 4 && view_.is_mark(i - 1, "./") && view_.is(i - 2, "o") && view_.is(i - 4, "d"))
      birth_until_ = i + 12;
  }

  void mistyped_birth(std::size_t i) {
    const TypedDay typed = mistyped_date(view_, i);
    if (typed.day.end == 0) return;
    findings_.push_back({view_.at(typed.begin).begin, view_.at(typed.day.end - 1).end, Type::date_of_birth, 3});
    birth_until_ = 0;
    passed_ = typed.day.end;
  }

  void mark(std::size_t i) {
    const bool ends = view_.is_mark(i, "!?;") ||
                      (view_.is_mark(i, '.') && !view_.glued(i + 1) && i > 0 && view_.length(i - 1) > 1 && !view_.has(i - 1, cue::birth));
    if (ends) birth_until_ = expiry_until_ = 0;
  }

  std::size_t number_or_month(std::size_t i, const Cue& cue) {
    if (i < passed_) return passed_;
    // "12/11/2025-18/11/2025": a second date behind the first. "£6": a price.
    const bool goes_on = last_date_ != 0 && i == last_date_ + 1 && view_.is_mark(i - 1, "-/");
    const bool priced = view_.glued(i) && i > 0 && static_cast<unsigned char>(view_.text()[view_.at(i - 1).begin]) == 0xC2;
    const bool inside =
        priced || (view_.glued(i) && i > 0 && !goes_on &&
                   (view_.is_number(i - 1) || (view_.is_mark(i - 1, "/-.") && i > 1 && view_.glued(i - 1) && view_.is_number(i - 2))));
    if (!inside) {
      const Day day = date_at(i, cue);
      if (day.end != 0) {
        const bool birth = is_birth(i, day);
        findings_.push_back({view_.at(i).begin, view_.at(day.end - 1).end, birth ? Type::date_of_birth : Type::date, certainty_of(i, day)});
        if (i < birth_until_) birth_until_ = 0;
        last_date_ = day.end;
        last_birth_ = birth || day.full;
        const bool figures = !birth && view_.is_mark(i + 1, "/.-") && view_.number(i) <= 31 && view_.number(i + 2) <= 12;
        last_day_ = figures ? view_.number(i) : 0;
        last_month_ = figures ? view_.number(i + 2) : 0;
        return day.end;
      }
    }
    // "2/9/1933 (92)": the age belongs to the date before it.
    const bool behind_birth = last_birth_ && last_date_ != 0 && i == last_date_ + 1;
    if (const std::size_t end = age_end(view_, i, behind_birth)) {
      const std::size_t begin = view_.is_word(i) && i > 0 && view_.is(i - 1, "a") ? i - 1 : i;
      findings_.push_back({view_.at(begin).begin, view_.at(end - 1).end, Type::age_over_89, 2});
      return end;
    }
    return 0;
  }

  std::uint8_t certainty_of(std::size_t i, const Day& day) const { return i < birth_until_ ? std::uint8_t{3} : day.certainty; }

  bool is_birth(std::size_t i, const Day& day) const {
    if (i < birth_until_) return true;
    if (!day.full || day.year == 0) return false;
    const bool old = day.year < 100 ? day.year >= 27 && day.year <= 85 : day.year <= 1985;
    const bool bracketed = i > 1 && view_.is_mark(i - 1, '(') && (view_.capital(i - 2) || view_.is_word(i - 2)) && view_.is_mark(day.end, "),");
    if (bracketed && old) return true;
    // "b. 3.4.29", "b 3/4/29"
    const bool lettered = i > 1 && (view_.is(i - 1, "b") || (view_.is_mark(i - 1, '.') && view_.is(i - 2, "b")));
    if (lettered && old) return true;
    // Nothing else that notes tell of is so long ago.
    if (day.year >= 1900 && day.year <= 1945) return true;
    // "New: Mary Smith. 5th March '33." stands alone, and is too long ago for anything else.
    const bool long_ago = day.year < 100 ? day.year >= 30 && day.year <= 50 : day.year <= 1950;
    const bool alone = (i == 0 || view_.ends(i - 1)) && view_.ends(day.end);
    return long_ago && alone;
  }

  Day date_at(std::size_t i, const Cue& cue) {
    if (view_.is_number(i)) {
      if (const Day day = iso(i); day.end != 0) return day;
      if (const Day day = numeric(i); day.end != 0) return day;
      if (const Day day = run_together(i); day.end != 0) return day;
      if (const Day day = view_.length(i) == 1 ? spaced_date(view_, i) : Day{}; day.end != 0) return day;
      if (const Day day = day_and_month(i, day_in_figures(view_, i)); day.end != 0) return day;
      if (const Day day = odd_date(view_, i, i < birth_until_); day.end != 0) return day;
      if (const Day day = range_day(i); day.end != 0) return day;
      if (const Day day = month_and_year_in_figures(i); day.end != 0) return day;
      return bare_day(view_, i, {expiry_until_, last_date_, last_day_, last_month_});
    }
    if ((cue.bits & (cue::ordinal | cue::number_word)) != 0) {
      if (const Day day = day_and_month(i, day_in_words(i)); day.end != 0) return day;
    }
    if ((cue.bits & cue::month) != 0) return month_first(i);
    return {};
  }

  // 2024-06-17, 2025/10/3
  Day iso(std::size_t i) const {
    if (view_.length(i) != 4 || !is_year(view_.number(i)) || !view_.is_mark(i + 1, "-/._") || !view_.glued(i + 1)) return {};
    const int month = view_.number(i + 2);
    if (month < 1 || month > 12 || !view_.glued(i + 2)) return {};
    if (view_.is_mark(i + 3, "-/._") && view_.glued(i + 3) && view_.glued(i + 4)) {
      const int day = view_.number(i + 4);
      if (day >= 1 && day <= 31) return {stamp_end(i + 5), view_.number(i), true, 2};
      return {};
    }
    const bool month_only = view_.is_mark(i + 1, '-') && view_.length(i + 2) == 2 && !(view_.is_mark(i + 3, "/-") && view_.glued(i + 4));
    return month_only && !view_.has(i + 3, cue::unit) ? Day{i + 3, 0, false, 1} : Day{};
  }

  // A machine's time behind a date belongs to it: 07:04:41.
  std::size_t stamp_end(std::size_t i) const {
    const auto colon = [&](std::size_t k) { return view_.is_mark(k, ':') && view_.glued(k) && view_.is_number(k + 1) && view_.glued(k + 1); };
    return view_.is_number(i) && view_.length(i) == 2 && colon(i + 1) && colon(i + 3) ? i + 5 : i;
  }

  // 14/3/24, 3.6.34, 17-08-1930, 5 / 3 / 31, and 5 3 1931 behind a label
  Day numeric(std::size_t i) const {
    if (view_.length(i) > 2) return {};
    const bool marked = view_.is_mark(i + 1, "/-.") && view_.is_number(i + 2);
    const bool blanks = !marked && view_.is_number(i + 1) && view_.is_number(i + 2);
    if ((!marked && !blanks) || (marked && !view_.is_number(i + 4))) return {};
    std::size_t second = i + 2;
    std::size_t third = i + 4;
    if (marked) {
      const char sign = view_.text()[view_.at(i + 1).begin];
      const bool tight = view_.glued(i + 1) && view_.glued(i + 2) && view_.glued(i + 3) && view_.glued(i + 4);
      const bool mixed = !view_.is_mark(i + 3, sign);
      if (mixed && !(view_.is_mark(i + 3, "/-.") && tight)) return {};
      // "7-2.30": from seven to half past two.
      if (mixed && sign == '-' && view_.length(i + 4) == 2 && view_.length(i) == 1 && i >= birth_until_) return {};
      if (sign == '.' && !tight && !(view_.glued(i + 1) && view_.glued(i + 3))) return {};
      // "poc 1.2. 12 noon": a sentence ends.
      if (sign == '.' && !tight && view_.glued(i + 2) && view_.length(i + 4) == 2 && i >= birth_until_) return {};
      // "Ver 02.03.11"
      if (i > 0 && (view_.is(i - 1, "ver") || view_.is(i - 1, "version") || view_.is(i - 1, "v"))) return {};
    } else {
      second = i + 1;
      third = i + 2;
    }
    const int a = view_.number(i);
    const int b = view_.number(second);
    const int year = view_.number(third);
    const std::uint32_t year_length = view_.length(third);
    if (view_.length(second) > 2 || !(year_length == 2 || (year_length == 4 && is_year(year)))) return {};
    const bool british = a >= 1 && a <= 31 && b >= 1 && b <= 12;
    const bool american = a >= 1 && a <= 12 && b >= 1 && b <= 31 && (year_length == 4 || view_.is_mark(i + 1, '/'));
    if (!british && !american) return {};
    if (blanks && !blanks_fit(i, third)) return {};
    // 1.2.3.4 and 12/5/25/7 are something else; a figure with a unit, too.
    const bool goes_on = view_.is_mark(third + 1, "/.") && view_.glued(third + 1) && view_.is_number(third + 2) && view_.glued(third + 2);
    if (goes_on) return {};
    if (year_length == 2 && view_.is_mark(i + 1, '.') && view_.measured(third)) return {};
    if (view_.is_word(third + 1) && view_.glued(third + 1) && view_.length(third + 1) > 1 && view_.has(third + 1, cue::unit)) return {};
    return {third + 1, year, true, 2};
  }

  // "13 11 25 at 14:00", "/ 12 08 36 /", "1 11 2025": figures with blanks are a date where something else says so.
  bool blanks_fit(std::size_t i, std::size_t third) const {
    if (i < birth_until_) return true;
    if (view_.measured(third) || view_.is_number(third + 1) || (i > 0 && view_.is_number(i - 1))) return false;
    if (view_.length(third) == 4) return true;
    const bool twos = view_.length(i) == 2 && view_.length(i + 1) == 2;
    const int year = view_.number(third);
    if (!twos || year < 20 || year > 50) return false;
    const bool framed = i > 0 && view_.is_mark(i - 1, "/|") && view_.is_mark(third + 1, "/|");
    return framed || (year <= 35 && (time_at(view_, third + 1) || led_day(view_, i, last_date_)));
  }

  // 20250311; behind a label also 03061934 and 030634
  Day run_together(std::size_t i) const {
    const std::string_view digits = view_.word(i);
    const auto value = [&](std::size_t from, std::size_t size) {
      int out = 0;
      for (const char c : digits.substr(from, size)) out = out * 10 + (c - '0');
      return out;
    };
    if (digits.size() == 8) {
      const int year = value(0, 4);
      if (is_year(year) && value(4, 2) >= 1 && value(4, 2) <= 12 && value(6, 2) >= 1 && value(6, 2) <= 31) return {i + 1, year, true, 2};
    }
    if (i >= birth_until_ || (digits.size() != 8 && digits.size() != 6)) return {};
    const bool day = value(0, 2) >= 1 && value(0, 2) <= 31 && value(2, 2) >= 1 && value(2, 2) <= 12;
    return day && (digits.size() == 6 || is_year(value(4, 4))) ? Day{i + 1, value(4, digits.size() - 4), true, 3} : Day{};
  }

  // "third", "twenty-first", "thirty first"
  std::size_t day_in_words(std::size_t i) const {
    const Cue first = view_.cue(i);
    if ((first.bits & cue::ordinal) != 0) return first.value <= 31 ? i + 1 : i;
    if (first.value != 20 && first.value != 30) return i;
    const std::size_t unit = view_.is_mark(i + 1, '-') ? i + 2 : i + 1;
    const Cue second = view_.cue(unit);
    return (second.bits & cue::ordinal) != 0 && second.value < 10 && first.value + second.value <= 31 ? unit + 1 : i;
  }

  // "may" and "march" are months here if something else says so.
  bool month_holds(std::size_t i, bool certain_day) const {
    const Cue cue = view_.cue(i);
    if ((cue.bits & cue::month) == 0) return false;
    if ((cue.bits & cue::doubtful_month) == 0 || certain_day) return true;
    if (view_.has(i + 1, cue::verb_may)) return false;
    return true;
  }

  Day day_and_month(std::size_t i, std::size_t behind_day) const {
    if (behind_day == i) return {};
    const bool ordinal = behind_day > i + 1 || view_.is_word(i);
    std::size_t at = behind_day;
    if (view_.is_line(at) && ordinal && view_.capital(at + 1)) ++at;
    if (view_.is_mark(at, "-/.,") && view_.has(at + 1, cue::month)) {
      // "by 6. May may come": a sentence ends.
      if (view_.is_mark(at, '.') && !view_.glued(at + 1) && view_.has(at + 1, cue::doubtful_month)) return {};
      ++at;
    }
    if (const std::size_t second = second_ordinal_end(view_, at)) return with_year(second, true);
    // "3rd day of June"
    if (ordinal && view_.is(at, "day") && view_.is(at + 1, "of")) ++at;
    if (view_.is(at, "of")) ++at;
    if (view_.is(at, "the")) return {};
    if (!month_holds(at, ordinal)) return {};
    // "5 march 3 sat" may be anything; a word that is glued to more letters is no month.
    const bool worded =
        !view_.is_number(i) && (view_.cue(at).bits & cue::doubtful_month) != 0 && behind_day == at && !view_.capital(at) && view_.is(at, "may");
    if (worded && view_.has(at + 1, cue::verb_may)) return {};
    return with_year(at + 1, true);
  }

  // What stands behind the month: ", 2024", "36", "'36", "nineteen thirty-six".
  Day with_year(std::size_t i, bool has_day) const {
    std::size_t at = i;
    if (view_.is_mark(at, ',') && view_.is_number(at + 1) && view_.length(at + 1) == 4) ++at;
    if (view_.is_mark(at, "-/.") && view_.is_number(at + 1) && (view_.glued(at + 1) || view_.length(at + 1) == 4)) ++at;
    if (view_.is(at, "of") && view_.is_number(at + 1) && view_.length(at + 1) == 4) ++at;
    if (view_.is_mark(at, "-/.") && view_.is_mark(at + 1, '\'') && view_.glued(at + 2)) ++at;
    const bool apostrophe = view_.is_mark(at, '\'') && view_.is_number(at + 1);
    if (apostrophe) ++at;
    if (view_.is_number(at) && view_.length(at) == 4 && is_year(view_.number(at)) && !clock_or_unit(at))
      return {at + 1, view_.number(at), has_day, 2};
    // "12Aug36": nothing parts it.
    const bool tight = at == i && at > 1 && view_.glued(at) && view_.glued(at - 1) && view_.is_number(at - 2) && has_day && !view_.measured(at);
    if (view_.is_number(at) && view_.length(at) == 2 && (apostrophe || tight || short_year(at))) return {at + 1, view_.number(at), has_day, 2};
    // "twelfth of the third, nineteen thirty one"
    const std::size_t said = view_.is_mark(i, ',') ? i + 1 : i;
    const std::size_t words = year_in_words(said);
    if (words != said) return {words, 0, has_day, 2};
    return has_day ? Day{i, 0, false, 2} : Day{};
  }

  bool clock_or_unit(std::size_t i) const {
    return view_.is(i + 1, "hrs") || view_.is(i + 1, "hours") || view_.is(i + 1, "ml") || view_.is(i + 1, "mls") || view_.is(i + 1, "h");
  }

  bool short_year(std::size_t i) const {
    if (view_.measured(i) || (view_.is_mark(i + 1, "/.:-") && view_.glued(i + 2) && view_.is_number(i + 2))) return false;
    if (view_.is_word(i + 1) && view_.glued(i + 1)) return false;
    const int year = view_.number(i);
    return i < birth_until_ || view_.ends(i + 1) || (year >= 20 && year <= 35) || view_.capital(i + 1);
  }

  std::size_t year_in_words(std::size_t i) const {
    const Cue first = view_.cue(i);
    std::size_t at = i;
    if (view_.is(at, "two") && view_.is(at + 1, "thousand")) {
      at += 2;
      if (view_.is(at, "and")) ++at;
    } else if ((first.bits & cue::number_word) != 0 && (first.value == 19 || first.value == 20 || first.value == 18)) {
      ++at;
    } else {
      return i;
    }
    const std::size_t least = at;
    while (at < i + 7 &&
           (view_.has(at, cue::number_word | cue::digit) || (view_.is_mark(at, '-') && view_.has(at + 1, cue::number_word | cue::digit)) ||
            (view_.is(at, "and") && view_.has(at + 1, cue::number_word | cue::digit)))) {
      ++at;
    }
    return at > least || least > i + 1 ? at : i;
  }

  // July 22, Oct 1st 2025, March 2024, Sept '24
  Day month_first(std::size_t i) const {
    const bool doubtful = (view_.cue(i).bits & cue::doubtful_month) != 0;
    const bool glued_into = view_.glued(i) && i > 0 && view_.is_word(i - 1);
    if (glued_into) return {};
    std::size_t at = i + 1;
    if (view_.is_mark(at, '.') && view_.glued(at) && view_.length(i) <= 4) ++at;
    if (view_.is_mark(at, "-/") && view_.glued(at)) ++at;
    if (view_.is(at, "the")) ++at;
    if (!view_.is_number(at)) {
      const std::size_t word_day = day_in_words(at);
      if (word_day != at && (view_.cue(at).bits & (cue::ordinal | cue::number_word)) != 0 && (!doubtful || view_.capital(i)))
        return with_year(word_day, true);
      const Day worded = with_year(i + 1, false);
      return worded.end > i + 1 && !(doubtful && !view_.capital(i)) ? worded : Day{};
    }
    if (view_.length(at) == 4) return with_year(i + 1, false);
    const std::size_t behind = day_in_figures(view_, at);
    if (behind == at) return view_.length(at) == 2 && short_year(at) && !doubtful ? Day{at + 1, view_.number(at), false, 1} : Day{};
    const bool suffixed = behind > at + 1;
    if (!suffixed) {
      // "MAR 2": the second sheet of the chart.
      if (view_.is(i, "mar") && view_.upper(i) && !(view_.is_number(behind) && view_.length(behind) == 4)) return {};
      if (view_.measured(at) || (view_.is_word(at + 1) && view_.glued(at + 1))) return {};
      const bool figures_go_on = view_.is_mark(at + 1, "/.:") && view_.glued(at + 1) && view_.is_number(at + 2) && view_.glued(at + 2);
      if (figures_go_on) return {};
      if (doubtful && !view_.capital(i) && !(view_.is_number(behind) && view_.length(behind) == 4)) return {};
    }
    return with_year(behind, true);
  }

  // The first day of "1-12 Dec", "28/29 March", "8th to 22nd December".
  Day range_day(std::size_t i) const {
    const std::size_t end = day_in_figures(view_, i);
    if (end == i) return {};
    const std::size_t next = join_end(view_, end);
    if (next == end || !view_.is_number(next) || (view_.is_mark(end, ',') && end == i + 1)) return {};
    const std::size_t behind = day_in_figures(view_, next);
    if (behind == next) return {};
    const Day last = day_and_month(next, behind);
    return last.end != 0 && (view_.capital(behind) || !view_.has(behind, cue::doubtful_month)) ? Day{end, 0, false, 2} : Day{};
  }

  // 05/2024
  Day month_and_year_in_figures(std::size_t i) const {
    const int month = view_.number(i);
    if (view_.length(i) > 2 || month < 1 || month > 12 || !view_.is_mark(i + 1, "/-.") || !view_.glued(i + 1) || !view_.glued(i + 2)) return {};
    if (view_.length(i + 2) != 4 || !is_year(view_.number(i + 2)) || i < expiry_until_) return {};
    return {i + 3, 0, false, 1};
  }
};

}  // namespace

void find_dates(const View& view, Findings& findings) { DateFinder(view, findings).run(); }

}  // namespace care::redact
