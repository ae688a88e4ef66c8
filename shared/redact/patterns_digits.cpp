#include "shared/redact/patterns_digits.h"

#include <algorithm>
#include <initializer_list>

namespace care::redact {
namespace {

// The digit that a letter may stand for; 0 for none. Only glued to true digits.
char look_alike(char c) {
  if (c == 'o') return '0';
  if (c == 'l' || c == 'i') return '1';
  return 0;
}

bool all_look_alikes(std::string_view word) {
  return !word.empty() && word.size() <= 3 && std::all_of(word.begin(), word.end(), [](char c) { return look_alike(c) != 0; });
}

struct Step {
  Gap gap = Gap::none;
  std::size_t next = 0;  // token index of the next group
};

// What stands between a group that ends before token i and the next one; next = 0 if nothing that may stand inside a number.
Step step_over(const View& view, std::size_t i) {
  if (view.is_line(i)) {
    std::size_t at = i + 1;
    while (at < i + 3 && view.is_line(at)) ++at;
    return {Gap::line, at};
  }
  const bool blank = i < view.size() && view.at(i).blank_before;
  if (view.is_number(i)) return {blank ? Gap::blank : Gap::none, i};
  if (view.is_mark(i, ')')) return {Gap::bracket, i + 1};
  if (view.is_mark(i, '(')) return {Gap::bracket, i + 1};
  if (view.is_mark(i, '-')) {
    if (view.is_line(i + 1)) return {Gap::line, i + 2};
    return {Gap::dash, i + 1};
  }
  if (view.is_mark(i, "./") && view.glued(i) && view.glued(i + 1)) return {view.is_mark(i, '.') ? Gap::dot : Gap::slash, i + 1};
  if (blank && view.is_word(i)) return {Gap::blank, i};
  return {};
}

bool append(Digits& out, std::string_view more) {
  std::size_t total = out.group_count == 0 ? 0U : out.groups[out.group_count - 1].total;
  if (total + more.size() > Digits::kMost) {
    out.cut = true;
    return false;
  }
  for (const char c : more) out.value[total++] = c >= '0' && c <= '9' ? c : look_alike(c);
  return true;
}

void push_group(Digits& out, Gap gap, std::size_t digits, std::size_t end) {
  const std::size_t before = out.group_count == 0 ? 0U : out.groups[out.group_count - 1].total;
  out.groups[out.group_count++] = {static_cast<std::uint8_t>(digits), static_cast<std::uint8_t>(before + digits), gap,
                                   static_cast<std::uint32_t>(end)};
}

// One glued group at token i: "07700", "o7700", "077oo". Returns the token behind it, i if it is none.
std::size_t take_group(const View& view, std::size_t i, Gap gap, Digits& out) {
  std::size_t at = i;
  std::size_t real = 0;
  std::size_t digits = 0;
  bool letters = false;
  std::array<char, Digits::kMost> group{};
  while (at < view.size() && (at == i || view.glued(at))) {
    const std::string_view word = view.word(at);
    if (view.is_number(at)) {
      real += word.size();
    } else if (view.is_word(at) && all_look_alikes(word)) {
      letters = true;
    } else {
      break;
    }
    if (digits + word.size() > Digits::kMost) {
      out.cut = true;
      return i;
    }
    std::copy(word.begin(), word.end(), group.begin() + static_cast<std::ptrdiff_t>(digits));
    digits += word.size();
    ++at;
  }
  if (at == i || real == 0 || (letters && digits < 3)) return i;
  // "200ml", "1600hrs", "5th": the number of something. "14:30": a time.
  const bool odd_end = view.is_word(at) && view.glued(at) && !view.has(at, cue::phone) && view.word(at) != "x" && view.word(at) != "ext";
  const bool time = view.is_mark(at, ':') && view.glued(at) && view.is_number(at + 1) && view.glued(at + 1);
  const bool decimal_or_share = view.is_mark(at, '%');
  if ((odd_end && out.group_count > 0) || time || decimal_or_share) return i;
  if (odd_end && view.length(at) <= 5 && (real < 7 || view.has(at, cue::unit))) return i;
  if (!append(out, std::string_view(group.data(), digits))) return i;
  out.look_alikes = out.look_alikes || letters;
  push_group(out, gap, digits, at);
  return at;
}

// 07 mobile, 01 and 02 places, 03 organisations, 08 services: how many digits such a number has, 0 if none begins so.
bool is_national(std::string_view d, bool labelled) {
  if (d.size() < 10 || d.size() > 11 || d[0] != '0') return false;
  const char second = d[1];
  const char third = d[2];
  if (second == '7') return d.size() == 11 && (third != '0' || labelled);
  if (second == '1') return d.size() == 11 ? third != '0' || labelled : (labelled && third != '0');
  if (second == '2')
    return d.size() == 11 && (third == '0' || third == '3' || third == '4' || third == '8' || third == '9') &&
           (third != '0' || d[3] == '3' || d[3] == '7' || d[3] == '8');
  if (second == '3') return d.size() == 11 && (third == '0' || third == '3' || third == '4' || third == '7');
  if (second == '8') return d.size() == 11 ? (third == '0' || third == '4' || third == '7') : (third == '0' && labelled);
  if (second == '5' || second == '9') return d.size() == 11 && labelled;
  return false;
}

bool is_clock(std::string_view d) { return d.size() == 4 && d[0] <= '2' && (d[0] != '2' || d[1] <= '3') && d[2] <= '5'; }

// "0800 150 0930 100": times and volumes of a fluid chart, not a telephone.
bool is_chart(const Digits& digits, std::size_t taken) {
  if (!digits.sizes(taken, {4, 3, 4}) || digits.groups[1].gap != Gap::blank || digits.groups[2].gap != Gap::blank) return false;
  const std::string_view d = digits.of(taken);
  const bool tens = d[6] == '0';
  return is_clock(d.substr(0, 4)) && is_clock(d.substr(7, 4)) && tens && taken < digits.group_count;
}

bool all_ones(const Digits& digits, std::size_t taken) {
  for (std::size_t g = 0; g < taken; ++g) {
    if (digits.groups[g].digits != 1) return false;
  }
  return true;
}

bool gaps_fit(const Digits& digits, std::size_t taken, bool labelled) {
  for (std::size_t g = 1; g < taken; ++g) {
    const Gap gap = digits.groups[g].gap;
    // "0113/496/0277": parted by strokes alone, or behind the first group only.
    const bool strokes = digits.groups[1].gap == Gap::slash && taken <= 3 && digits.groups[0].digits >= 4 && digits.groups[0].digits <= 5;
    if (gap == Gap::slash && (g != 1 || digits.groups[0].digits < 3) && !strokes) return false;
    if (gap == Gap::dot && !labelled && digits.groups[0].digits < 3 && !all_ones(digits, taken)) return false;
  }
  return true;
}

bool spread_fits(const Digits& digits, std::size_t taken) {
  if (digits.groups[0].digits >= 3) return true;
  // "0 1632 960 477"
  if (taken >= 3 && digits.groups[0].digits == 1 && digits.groups[1].digits >= 3 && digits.groups[2].digits >= 3) return true;
  return all_ones(digits, taken);
}

bool is_international(const Digits& digits, std::size_t taken, bool labelled) {
  const std::string_view d = digits.of(taken);
  if (digits.plus) {
    if (d.size() < 8 || d.size() > 15 || d[0] == '0') return false;
    if (d.starts_with("440")) return d.size() == 13 || d.size() == 12;
    return !d.starts_with("44") || d.size() >= 11;
  }
  if (d.starts_with("00"))
    return d.size() >= 11 && d.size() <= 16 && d[2] != '0' &&
           (labelled || (taken > 1 && (digits.groups[0].digits >= 4 || digits.groups[0].digits == 2)));
  // Not "4471 2290 1178", which is anything.
  return d.size() == 12 && d.starts_with("447") &&
         (labelled ? digits.groups[0].digits != 3 : digits.groups[0].digits != 3 && digits.groups[0].digits != 4);
}

// "sixty", "twenty-three", "fifteen", and "hundred" behind a digit. Behind it; i if it is none.
std::size_t append_tens(const View& view, std::size_t i, Digits& out) {
  const unsigned value = view.cue(i).value;
  std::size_t end = i + 1;
  unsigned units = 0;
  if (value >= 20 && value < 100) {
    const std::size_t unit = view.is_mark(end, '-') ? end + 1 : end;
    if ((view.has(unit, cue::digit) && view.cue(unit).value > 0) && (unit > end || !view.has(unit + 1, cue::digit))) {
      units = view.cue(unit).value;
      end = unit + 1;
    }
  }
  const std::array<char, 2> said{static_cast<char>('0' + (value == 100 ? 0U : value / 10)),
                                 static_cast<char>('0' + (value == 100 ? 0U : value % 10 + units))};
  if (value > 100 || value < 10 || !append(out, std::string_view(said.data(), said.size()))) return i;
  push_group(out, Gap::blank, said.size(), end);
  while (end <= i + 4 && (view.is_mark(end, ",-./") || view.is_line(end))) ++end;
  return end;
}

constexpr std::string_view spoken(std::uint8_t value) { return std::string_view("0123456789").substr(value, 1); }

}  // namespace

bool Digits::sizes(std::size_t groups_taken, std::initializer_list<int> wanted) const {
  if (groups_taken != wanted.size()) return false;
  std::size_t g = 0;
  for (const int size : wanted) {
    if (groups[g++].digits != size) return false;
  }
  return true;
}

Digits collect_digits(const View& view, std::size_t begin) {
  Digits out;
  out.begin = begin;
  std::size_t at = begin;
  if (view.is_mark(at, '+')) {
    out.plus = true;
    ++at;
  }
  if (view.is_mark(at, '(')) ++at;
  if (view.is_mark(at, '+')) {
    out.plus = true;
    ++at;
  }
  Gap gap = Gap::none;
  while (out.group_count < Digits::kMost) {
    const std::size_t next = take_group(view, at, gap, out);
    if (next == at) break;
    Step step = step_over(view, next);
    if (step.next == 0) break;
    // ") " and " (0)": two marks in a row part only once.
    if (step.gap == Gap::bracket && view.is_mark(step.next, "()-")) ++step.next;
    at = step.next;
    gap = step.gap;
  }
  return out;
}

Digits spoken_digits(const View& view, std::size_t begin) {
  Digits out;
  out.begin = begin;
  std::size_t at = begin;
  std::size_t words = 0;
  while (out.group_count < Digits::kMost) {
    const Cue cue = view.cue(at);
    std::size_t repeat = 1;
    std::size_t said = at;
    if ((cue.bits & cue::times) != 0) {
      repeat = cue.value;
      ++said;
    }
    const Cue digit = view.cue(said);
    if ((digit.bits & cue::digit) != 0) {
      const std::array<char, 3> same{spoken(digit.value)[0], spoken(digit.value)[0], spoken(digit.value)[0]};
      if (!append(out, std::string_view(same.data(), repeat))) break;
      push_group(out, Gap::blank, repeat, said + 1);
      ++words;
    } else if ((digit.bits & cue::number_word) != 0 && repeat == 1 && words >= 2) {
      // "nine sixty", "nine hundred" behind digits that were said one by one.
      const std::size_t end = append_tens(view, said, out);
      if (end == said) break;
      at = end;
      continue;
    } else if (view.is_number(said) && repeat == 1 && view.length(said) <= 6 && !view.measured(said) &&
               (out.group_count > 0 || view.has(said + 1, cue::digit | cue::times))) {
      if (!append(out, view.word(said))) break;
      push_group(out, Gap::blank, view.length(said), said + 1);
    } else {
      break;
    }
    at = said + 1;
    while (at <= said + 3 && (view.is_mark(at, ",-./") || view.is_line(at))) ++at;
  }
  if (words < 4 && !(words >= 2 && out.groups[0].digits > 3)) out.group_count = 0;
  return out;
}

bool is_row_of_ones(const Digits& digits) { return digits.group_count >= 6 && digits.group_count <= 10 && all_ones(digits, digits.group_count); }

bool is_nhs_number(std::string_view d) {
  if (d.size() != 10 || d.find_first_not_of(d[0]) == std::string_view::npos) return false;
  unsigned sum = 0;
  for (unsigned i = 0; i < 9; ++i) sum += (10 - i) * static_cast<unsigned>(d[i] - '0');
  return (11 - sum % 11) % 11 == static_cast<unsigned>(d[9] - '0');
}

bool passes_luhn(std::string_view d) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < d.size(); ++i) {
    unsigned digit = static_cast<unsigned>(d[d.size() - 1 - i] - '0');
    if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

std::size_t phone_groups(const View& view, const Digits& digits, bool labelled) {
  for (std::size_t taken = digits.group_count; taken > 0; --taken) {
    if (digits.cut && taken == digits.group_count) continue;
    if (!gaps_fit(digits, taken, labelled)) continue;
    const std::string_view d = digits.of(taken);
    if (is_international(digits, taken, labelled)) return taken;
    if (!digits.plus && is_national(d, labelled) && (labelled || spread_fits(digits, taken)) && !is_chart(digits, taken)) return taken;
  }
  if (!labelled) return 0;
  // Behind a word for telephones: what is long enough, local numbers of five to eight digits, and foreign ways to group.
  for (std::size_t taken = std::min<std::size_t>(digits.group_count, 6); taken > 0; --taken) {
    const std::size_t count = digits.of(taken).size();
    if (count < 5 || count > 13 || !gaps_fit(digits, taken, true) || view.measured(digits.end(taken) - 1)) continue;
    if (count <= 8 && taken > 1 && (digits.groups[0].digits < 2 || (digits.groups[0].digits == 2 && count < 7 && digits.groups[1].digits < 4)))
      continue;
    if (count > 8 && digits.groups[0].digits == 1 && taken < count) continue;
    return taken;
  }
  return 0;
}

std::size_t nhs_groups(const Digits& digits, bool labelled) {
  for (std::size_t taken = 1; taken <= digits.group_count; ++taken) {
    const std::string_view d = digits.of(taken);
    if (d.size() > 10) return 0;
    if (d.size() < 10 || (digits.cut && taken == digits.group_count)) continue;
    if (labelled) return taken;
    if (digits.plus) return 0;
    const bool threes = digits.sizes(taken, {3, 3, 4});
    const bool ones = taken == 10;
    // "22/00/02/04/06": hours.
    if (taken == 5 && digits.groups[1].gap == Gap::slash && digits.groups[4].gap == Gap::slash) return 0;
    const bool form = taken == 1 || threes || ones || digits.sizes(taken, {3, 4, 3}) ||
                      digits.sizes(taken, {4, 3, 3}) || digits.sizes(taken, {5, 5}) || digits.sizes(taken, {3, 7}) ||
                      digits.sizes(taken, {6, 4}) || digits.sizes(taken, {4, 6}) || digits.sizes(taken, {3, 3, 2, 2}) ||
                      digits.sizes(taken, {2, 2, 2, 2, 2}) || digits.sizes(taken, {2, 4, 4}) ||
                      digits.sizes(taken, {4, 4, 2});
    // "0071-0155-23" is the code of a product.
    const bool product = taken == 3 && digits.groups[1].gap == Gap::dash && digits.groups[0].digits == 4;
    if (form && !product && is_nhs_number(d) && (taken == digits.group_count || digits.groups[taken].gap != Gap::slash)) return taken;
    return 0;
  }
  return 0;
}

std::size_t card_groups(const Digits& digits, bool labelled) {
  for (std::size_t taken = digits.group_count; taken > 0; --taken) {
    const std::string_view d = digits.of(taken);
    if (d.size() < 12 || d.size() > 19 || (digits.cut && taken == digits.group_count)) continue;
    if (labelled) return taken;
    bool fours = digits.sizes(taken, {4, 6, 5}) || (taken >= 4 && d.size() >= 16);
    for (std::size_t g = 0; g < taken && taken != 3; ++g) fours = fours && digits.groups[g].digits >= 4;
    if (fours || (taken == 1 && d.size() >= 15 && passes_luhn(d))) return taken;
  }
  return 0;
}

std::size_t extension_end(const View& view, std::size_t end) {
  std::size_t at = end;
  if (view.is_mark(at, ",(")) ++at;
  const bool word = view.is(at, "ext") || view.is(at, "extn") || view.is(at, "extension") ||
                    (view.is(at, "x") && view.is_number(at + 1) && view.glued(at + 1) && at == end && view.length(at + 1) >= 2);
  if (!word) return end;
  ++at;
  if (view.is_mark(at, ".:")) ++at;
  return view.is_number(at) && view.length(at) <= 6 ? at + 1 : end;
}

}  // namespace care::redact
