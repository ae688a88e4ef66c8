#include "shared/redact/placeholder.h"

#include <algorithm>
#include <array>

#include "shared/redact/cursor.h"

namespace care::redact {
namespace {

constexpr std::array<std::string_view, kLabels> kWords{
    "RESIDENT", "STAFF", "PERSON", "NHS_NUMBER", "NI_NUMBER", "PHONE", "EMAIL", "POSTCODE", "ADDRESS", "BIRTH_DATE", "DATE", "AGE",
    "ORG", "ROOM", "ID", "LINK", "TEXT"};

// In the order of Type.
constexpr std::array<Label, kTypes> kLabelOfType{
    Label::resident, Label::staff, Label::person, Label::nhs_number, Label::ni_number, Label::phone, Label::email, Label::postcode,
    Label::address, Label::birth_date, Label::date, Label::age, Label::org, Label::room, Label::id, Label::link};

struct Bracket {
  std::string_view open;
  std::string_view close;
  bool is_square = true;
};
constexpr std::array<Bracket, 8> kBrackets{{{"[", "]"}, {"{", "}", false}, {"<", ">", false}, {"\xEF\xBC\xBB", "\xEF\xBC\xBD"},  // ［］
                                            {"\xE3\x80\x90", "\xE3\x80\x91"}, {"\xE3\x80\x94", "\xE3\x80\x95"},                // 【】 〔〕
                                            {"\xE2\x9F\xA6", "\xE2\x9F\xA7"}, {"\xE2\x9F\xA8", "\xE2\x9F\xA9", false}}};       // ⟦⟧ ⟨⟩
constexpr std::size_t kMostBrackets = 4;
constexpr std::size_t kMostFiller = 4;
constexpr std::size_t kMostDigits = 7;
constexpr std::size_t kMostLetters = 3;
constexpr std::size_t kMostForeignWord = 32;

// What a sighting can begin with: 1 a letter of a label, 2 an opening bracket or its backslash, 3 to be counted on the way.
constexpr std::array<std::uint8_t, 256> kBeginnings = [] {
  std::array<std::uint8_t, 256> out{};
  for (const std::string_view word : kWords) {
    out[static_cast<unsigned char>(word.front())] = 1;
    out[static_cast<unsigned char>(word.front() + ('a' - 'A'))] = 1;
  }
  for (const Bracket& bracket : kBrackets) out[static_cast<unsigned char>(bracket.open.front())] = 2;
  out['\\'] = 2;
  out[']'] = out['\n'] = 3;
  return out;
}();

bool take_gap(Cursor& cursor) {
  if (cursor.take_escaped("_")) return true;
  for (const std::string_view gap : {"-", " ", "#", ":", ".", "\xC2\xA0", "\xE2\x80\x91", "\xE2\x80\x93"}) {
    if (cursor.take(gap)) return true;
  }
  return false;
}

// A label with what may stand in it for the underscore; its end is the end of a word only if a number follows.
bool take_label(Cursor& cursor, std::string_view words, bool exact) {
  while (true) {
    const std::size_t line = words.find('_');
    if (!cursor.take_word(words.substr(0, line))) return false;
    if (line == std::string_view::npos) return true;
    if (!(exact ? cursor.take_escaped("_") : take_gap(cursor))) return false;
    words.remove_prefix(line + 1);
  }
}

// Number and letters, up to the end of the word.
bool take_number(Cursor& cursor, Sighting& sighting, Label label) {
  std::uint32_t number = 0;
  std::size_t digits = 0;
  for (; is_digit(cursor.peek()); cursor.skip(1)) {
    if (++digits > kMostDigits) return false;
    number = number * 10 + static_cast<std::uint32_t>(cursor.peek() - '0');
  }
  if (digits == 0) return false;
  const std::size_t start = cursor.at();
  std::uint32_t spelling = 0;
  for (; is_letter(cursor.peek()); cursor.skip(1)) {
    if (cursor.at() - start >= kMostLetters) return false;
    spelling = spelling * 26 + static_cast<std::uint32_t>(to_upper(cursor.peek()) - 'A') + 1;
  }
  const char next = cursor.peek();
  if (is_digit(next) || leads_letter(next) || (next == '_' && is_alnum(cursor.peek(1)))) return false;
  const std::string_view letters = cursor.since(start);
  sighting.plural = letters == "s" || letters == "S";
  sighting.meant = Placeholder{label, number, std::max(spelling, 1U)};
  if (number == 0) sighting.meant.reset();
  return true;
}

// "exact" is LABEL_1 with nothing but a backslash in it.
bool take_core(Cursor& cursor, bool exact, Sighting& sighting) {
  const std::size_t start = cursor.at();
  for (std::size_t i = 0; i < kLabels; ++i) {
    if (to_upper(cursor.peek()) != kWords[i].front()) continue;
    cursor.go_to(start);
    if (!take_label(cursor, kWords[i], exact)) continue;
    if (exact) {
      if (cursor.take_escaped("_") && take_number(cursor, sighting, static_cast<Label>(i))) return true;
      break;
    }
    if (to_upper(cursor.peek()) == 'S') cursor.skip(1);
    for (int gaps = 0; gaps < 3 && take_gap(cursor); ++gaps) {}
    if (take_number(cursor, sighting, static_cast<Label>(i))) return true;
  }
  cursor.go_to(start);
  return false;
}

void take_filler(Cursor& cursor) {
  for (std::size_t i = 0; i < kMostFiller; ++i) {
    const char c = cursor.peek();
    if (c != ' ' && c != '*' && c != '`' && c != '"' && c != '\t') return;
    cursor.skip(1);
  }
}

std::string_view take_possessive(Cursor& cursor) {
  const std::size_t start = cursor.at();
  if (cursor.take("'") || cursor.take("\xE2\x80\x99")) {
    if (to_upper(cursor.peek()) == 'S') cursor.skip(1);
  }
  return cursor.since(start);
}

bool take_closing(Cursor& cursor, const Bracket& bracket, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!cursor.take_escaped(bracket.close)) return false;
  }
  return true;
}

// [NAME_1] or [RESIDENT]: of the form, and nobody's.
bool take_foreign(Cursor& cursor) {
  const std::size_t start = cursor.at();
  while (is_upper(cursor.peek()) || (cursor.at() > start && cursor.peek() == '_')) {
    cursor.skip(1);
    if (cursor.at() - start > kMostForeignWord) return false;
  }
  const std::string_view word = cursor.since(start);
  std::size_t digits = 0;
  for (; is_digit(cursor.peek()); cursor.skip(1)) {
    if (++digits > kMostDigits) return false;
  }
  if (digits > 0) return word.size() > 2 && word.back() == '_';
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// From the first of the brackets. True: a sighting, which ends where the cursor is.
bool take_in_brackets(Cursor& cursor, Sighting& sighting) {
  const std::size_t start = cursor.at();
  for (const Bracket& bracket : kBrackets) {
    cursor.go_to(start);
    std::size_t opened = 0;
    while (opened <= kMostBrackets && cursor.take_escaped(bracket.open)) ++opened;
    if (opened == 0) continue;
    if (opened > kMostBrackets) return false;
    const std::size_t inside = cursor.at();
    take_filler(cursor);
    if (take_core(cursor, false, sighting)) {
      sighting.after = take_possessive(cursor);
      take_filler(cursor);
      if (take_closing(cursor, bracket, opened)) return true;
    }
    sighting = {};
    cursor.go_to(inside);
    if (opened == 1 && bracket.is_square && take_core(cursor, true, sighting)) return true;  // the other half was dropped
    sighting = {};
    cursor.go_to(inside);
    return bracket.is_square && take_foreign(cursor) && take_closing(cursor, bracket, opened);
  }
  return false;
}

}  // namespace

Label label_of(Type type) { return kLabelOfType[static_cast<std::size_t>(type)]; }

void append_placeholder(std::string& out, const Placeholder& placeholder) {
  // From behind: [LABEL_12b]
  std::array<char, 24> rest;
  char* at = rest.data() + rest.size();
  *--at = ']';
  for (std::uint32_t left = placeholder.spelling > 1 ? placeholder.spelling : 0; left > 0; left = (left - 1) / 26) *--at = static_cast<char>('a' + (left - 1) % 26);
  std::uint32_t number = placeholder.number;
  do *--at = static_cast<char>('0' + number % 10);
  while ((number /= 10) > 0);
  *--at = '_';
  out.push_back('[');
  out += kWords[static_cast<std::size_t>(placeholder.label)];
  out.append(at, rest.data() + rest.size());
}

std::string write_placeholder(const Placeholder& placeholder) {
  std::string out;
  append_placeholder(out, placeholder);
  return out;
}

bool may_hold_placeholder(std::string_view text) {
  // 1: enough alone; 2: the first byte of a bracket, whose second must follow.
  static constexpr std::array<std::uint8_t, 256> kSigns = [] {
    std::array<std::uint8_t, 256> out{};
    for (const Bracket& bracket : kBrackets) out[static_cast<unsigned char>(bracket.open.front())] = bracket.open.size() > 1 ? 2 : 1;
    out['_'] = out['\\'] = out[']'] = 1;
    return out;
  }();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint8_t sign = kSigns[static_cast<unsigned char>(text[i])];
    if (sign == 0) continue;
    if (sign == 1) return true;
    for (const Bracket& bracket : kBrackets) {
      if (text.substr(i, 2) == bracket.open.substr(0, 2)) return true;
    }
  }
  return false;
}

Sight PlaceholderReader::find(std::string_view text, std::size_t from, bool whole, Sighting& sighting) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::uint8_t beginning = kBeginnings[static_cast<unsigned char>(text[at])];
    if (beginning == 0 || (beginning == 1 && !begins_word(text, at))) continue;
    sighting = {};
    Cursor cursor(text, at, whole);
    bool is_one = false;
    if (beginning == 1) {
      is_one = take_core(cursor, true, sighting);
      if (is_one && open_ == 0) cursor.take("]");
    } else if (beginning == 2) {
      is_one = take_in_brackets(cursor, sighting);
    }
    sighting.begin = at;
    sighting.end = cursor.at();
    if (cursor.ran_out()) return Sight::undecided;
    if (is_one) return Sight::found;
    if (text[at] == '[') ++open_;
    if (text[at] == ']' && open_ > 0) --open_;
    if (text[at] == '\n') open_ = 0;
  }
  sighting.begin = sighting.end = text.size();
  return Sight::nothing;
}

}  // namespace care::redact
