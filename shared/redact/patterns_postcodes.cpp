#include "shared/redact/cursor.h"
#include "shared/redact/patterns_references.h"

#include <algorithm>
#include <array>

namespace care::redact {
namespace {


constexpr std::string_view kAreas =
    " ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs "
    "hu hx ig im ip "
    "iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st "
    "sw sy ta td tf "
    "tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze ";

constexpr auto make_areas() {
  std::array<bool, 27 * 26> known{};
  for (std::size_t at = 1; at < kAreas.size();) {
    const std::size_t end = kAreas.find(' ', at);
    const auto first = static_cast<std::size_t>(kAreas[at] - 'a');
    const std::size_t second = end - at == 2 ? static_cast<std::size_t>(kAreas[at + 1] - 'a') + 1 : 0;
    known[first * 27 + second] = true;
    at = end + 1;
  }
  return known;
}
constexpr auto kKnownAreas = make_areas();

struct Outward {
  bool valid = false;
  bool known = false;
  bool mended = false;  // a letter o, i or l read as a digit
};

Outward read_outward(std::string_view text) {
  Outward out;
  if (text.size() < 2 || text.size() > 4 || !is_letter(text[0])) return out;
  const auto area = [&](std::size_t size) {
    const auto first = static_cast<std::size_t>(text[0] - 'a');
    return kKnownAreas[first * 27 + (size == 2 ? static_cast<std::size_t>(text[1] - 'a') + 1 : 0)];
  };
  // "LI9" is L19, but PO1 and YO1 are Portsmouth and York.
  const bool mistyped = text.size() == 3 && as_digit(text[1]) != text[1] && is_digit(text[2]) && !area(2);
  const std::size_t letters = is_letter(text[1]) && text.size() > 2 && !mistyped ? 2 : 1;
  char digit = text[letters];
  if (!is_digit(digit)) {
    digit = as_digit(digit);
    out.mended = true;
  }
  if (!is_digit(digit)) return out;
  const std::string_view rest = text.substr(letters + 1);
  if (rest.size() > 1) return out;
  if (rest.size() == 1 && is_digit(rest[0]) && digit == '0') return out;
  out.known = area(letters);
  out.valid = std::any_of(text.begin() + 1, text.end(), is_digit) && !is_one_of(text[0], "qvx");
  return out;
}

bool read_inward(std::string_view text, bool& mended) {
  if (text.size() != 3) return false;
  const char digit = as_digit(text[0]);
  const char second = as_letter(text[1]);
  const char third = as_letter(text[2]);
  mended = digit != text[0] || second != text[1] || third != text[2];
  if (!is_digit(digit) || !is_letter(second) || !is_letter(third)) return false;
  return !is_one_of(second, "cikmv") && !is_one_of(third, "cikmv") && ((second != 'o' && third != 'o') || mended);
}

// "2nd", "4hr", "5lb": what stands behind a letter and a number in notes, too.
bool is_amount(std::string_view inward) {
  const std::string_view letters = inward.substr(1);
  for (const std::string_view unit : {"st", "nd", "rd", "th", "hr", "yr", "lb", "ft", "pt", "bd", "td", "qd", "us", "ug", "pn", "od", "on"}) {
    if (letters == unit) return true;
  }
  return false;
}

// Letters and digits that nothing parts, at most eight.
struct Run {
  std::array<char, 8> value{};
  std::size_t size = 0;
  std::size_t end = 0;  // 0: longer than eight
  bool upper = true;
  std::string_view text() const { return {value.data(), size}; }
};

Run run_at(const View& view, std::size_t i) {
  Run run;
  std::size_t at = i;
  for (; view.is_word(at) || view.is_number(at); ++at) {
    if (at > i && !view.glued(at)) break;
    const std::string_view word = view.word(at);
    if (run.size + word.size() > run.value.size()) return run;
    std::copy(word.begin(), word.end(), run.value.begin() + static_cast<std::ptrdiff_t>(run.size));
    run.size += word.size();
    run.upper = run.upper && (view.is_number(at) || view.upper(at));
  }
  run.end = at;
  return run;
}

// "5mg", "2cm": no postcode, whatever stands before it.
bool is_measure(std::string_view inward) {
  const std::string_view letters = inward.substr(1);
  for (const std::string_view unit : {"mg", "ml", "cm", "mm", "kg", "km", "mc", "iu", "ok", "am", "pm", "cl", "kc"}) {
    if (letters == unit) return true;
  }
  return false;
}

bool is_postcode(std::string_view outward, std::string_view inward, bool upper, bool expected, bool parted) {
  const Outward out = read_outward(outward);
  bool mended = false;
  if (!out.valid) return false;
  if (!read_inward(inward, mended)) {
    // Letters that no postcode ends in: made up, or mistyped.
    const bool form = is_digit(inward[0]) && is_letter(inward[1]) && is_letter(inward[2]) && !is_measure(inward);
    return form && !out.mended && out.known && parted && (expected || outward.size() == 4 || (upper && outward.size() > 2));
  }
  if ((out.mended || mended) && !(out.known && (upper || expected || outward.size() == 4))) return false;
  if (is_amount(inward) && parted && !((out.known || upper) && (expected || (out.known && upper && outward.size() > 2)))) return false;
  return out.known || upper || expected;
}

// "BT 99 2GR", and behind a label or a comma "HD9 1 KK"; `at` is behind the letters and figures of `first`.
std::size_t parted_end(const View& view, const Run& first, std::size_t at, bool expected) {
  std::array<char, 4> outward{};
  std::size_t size = first.size;
  std::copy(first.value.begin(), first.value.begin() + static_cast<std::ptrdiff_t>(size), outward.begin());
  const bool letters = std::all_of(outward.begin(), outward.begin() + static_cast<std::ptrdiff_t>(size), is_letter);
  if (letters) {
    if (size > 2 || !view.is_number(at) || view.length(at) > 2 || !view.at(at).blank_before) return 0;
    for (const char c : view.word(at)) outward[size++] = c;
    ++at;
  }
  const Run inward = run_at(view, at);
  const std::string_view text(outward.data(), size);
  if (letters && inward.size == 3 && inward.end != 0) {
    const bool upper = first.upper && inward.upper;
    return read_outward(text).known && (upper || expected) && is_postcode(text, inward.text(), upper, expected, true) ? inward.end : 0;
  }
  const bool apart =
      expected && view.is_number(at) && view.length(at) == 1 && view.upper(at + 1) && view.length(at + 1) == 2 && view.at(at + 1).blank_before;
  if (letters || !apart || !first.upper || !read_outward(text).known) return 0;
  const std::array<char, 3> last{view.word(at)[0], view.word(at + 1)[0], view.word(at + 1)[1]};
  return is_measure({last.data(), last.size()}) ? 0 : at + 2;
}

// "L S 9 9 4 P X": one by one.
std::size_t spelled_end(const View& view, std::size_t i) {
  std::array<char, 7> spelled{};
  std::size_t size = 0;
  std::size_t at = i;
  for (; size < spelled.size() && (view.is_word(at) || view.is_number(at)) && view.length(at) == 1 && (at == i || view.at(at).blank_before); ++at)
    spelled[size++] = view.word(at)[0];
  const std::string_view text(spelled.data(), size);
  if (size < 5) return 0;
  bool mended = false;
  const Outward out = read_outward(text.substr(0, size - 3));
  return out.valid && out.known && !out.mended && read_inward(text.substr(size - 3), mended) && !mended ? at : 0;
}

}  // namespace

std::size_t postcode_end(const View& view, std::size_t i, bool expected) {
  if (!view.is_word(i) || view.length(i) > 4) return 0;
  if (view.length(i) == 1 && view.length(i + 1) == 1 && view.length(i + 2) == 1) {
    if (const std::size_t end = spelled_end(view, i)) return end;
  }
  if (view.is(i, "bfpo") && view.is_number(i + 1) && view.length(i + 1) <= 4) return i + 2;
  const bool number_next = view.is_number(i + 1) && view.glued(i + 1);
  if (!number_next && !(view.is_number(i + 1) && view.is_word(i + 2)) && view.length(i) > 3) return 0;
  const Run run = run_at(view, i);
  if (run.end == 0 || run.size < 2) return 0;
  const std::string_view text = run.text();
  if (run.size >= 5 && run.size <= 7) {
    return is_postcode(text.substr(0, run.size - 3), text.substr(run.size - 3), run.upper, expected, false) ? run.end : 0;
  }
  if (run.size > 4) return 0;
  std::size_t at = run.end;
  if (view.is_line(at) || (view.is_mark(at, "-.") && view.is_number(at + 1))) ++at;
  const Run inward = run_at(view, at);
  if (inward.size != 3 || inward.end == 0 || at >= view.size()) return parted_end(view, run, run.end, expected);
  // "ls99 ojx" has an o for the nought; "e5 ill" has a word.
  const bool word = !is_digit(inward.text()[0]) && view.classes(at) != 0;
  if (word && !run.upper) return 0;
  return is_postcode(text, inward.text(), run.upper && inward.upper, expected, true) ? inward.end : 0;
}

}  // namespace care::redact
