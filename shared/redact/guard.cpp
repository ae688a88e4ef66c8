#include "shared/redact/guard.h"

#include <algorithm>
#include <array>
#include <string>

#include "shared/redact/cursor.h"

namespace care::redact {
namespace {

constexpr std::uint32_t kBankReach = 60;   // bytes between a sort code and its account number
constexpr std::uint32_t kLabelReach = 40;  // and before the first of them, in which a word says what they are
constexpr std::size_t kIbanLeast = 15;
constexpr std::size_t kIbanMost = 34;

std::string digits_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
  return out;
}

// Digits with nothing or one blank or dash between each two.
struct Group {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string digits;
  std::string shape;  // how many stand together, as figures: 222 for 20-45-67
};

std::vector<Group> digit_groups(std::string_view text) {
  std::vector<Group> out;
  std::uint32_t run = 0;
  bool joined = false;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (!is_digit(c)) {
      joined = run > 0 && (c == ' ' || c == '-');
      run = 0;
      continue;
    }
    if (run == 0 && !joined) out.push_back({at, at, {}, {}});
    Group& group = out.back();
    if (run == 0) group.shape.push_back('0');
    ++run;
    if (run <= 9) ++group.shape.back();
    group.digits.push_back(c);
    group.end = at + 1;
  }
  return out;
}

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

bool is_card(const Group& group) {
  const std::size_t size = group.digits.size();
  return (size == 15 || size == 16 || size == 19) && group.digits.front() >= '2' && group.digits.front() <= '6' && passes_luhn(group.digits);
}

bool is_iban(std::string_view written) {
  std::string code;
  for (const char c : written) {
    if (is_alnum(c)) code.push_back(to_upper(c));
    else if (c != ' ') return false;
  }
  if (code.size() < kIbanLeast || code.size() > kIbanMost || !is_letter(code[0]) || !is_letter(code[1]) || !is_digit(code[2]) || !is_digit(code[3])) return false;
  std::rotate(code.begin(), code.begin() + 4, code.end());
  unsigned rest = 0;
  for (const char c : code) rest = is_digit(c) ? (rest * 10 + static_cast<unsigned>(c - '0')) % 97 : (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  return rest == 1;
}

bool speaks_of_banks(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; });
  constexpr std::array<std::string_view, 4> kWords{"sort", "acc", "a/c", "bank"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

void find_bank(std::string_view text, const std::vector<Group>& groups, std::vector<Warning>& out) {
  const auto warn = [&](const Group& group) { out.push_back({{group.begin, group.end, Type::id_other}, Misplaced::bank}); };
  const auto is_labelled = [&](const Group& first, const Group& last) {
    const std::uint32_t begin = first.begin - std::min(first.begin, kLabelReach);
    return speaks_of_banks(text.substr(begin, last.end - begin));
  };
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool both = groups[i].shape == "2228" || groups[i].shape == "68" || groups[i].shape == "86" || groups[i].shape == "8222";
    if (both && is_labelled(groups[i], groups[i])) warn(groups[i]);
    if (i + 1 == groups.size() || groups[i + 1].begin - groups[i].end > kBankReach) continue;
    const auto is_sort = [](const Group& group) { return group.shape == "222" || group.shape == "6"; };
    const auto is_account = [](const Group& group) { return group.shape == "8" || group.shape == "44"; };
    const Group& a = groups[i];
    const Group& b = groups[i + 1];
    if (((is_sort(a) && is_account(b)) || (is_account(a) && is_sort(b))) && is_labelled(a, b)) {
      warn(a);
      warn(b);
    }
  }
}

// Blanks, and what may stand between the word and the secret: "PIN number is 4711". False: nothing says that it follows.
bool take_says(Cursor& cursor) {
  bool says = false;
  for (std::size_t start = cursor.at();; start = cursor.at()) {
    while (cursor.take(" ")) {}
    for (const std::string_view word : {":", "=", "IS ", "WAS ", "NOW "}) {
      if (cursor.take_word(word)) says = true;
    }
    for (const std::string_view word : {"NUMBER", "NO", "CODE"}) {
      if (cursor.take_word(word)) break;
    }
    if (cursor.at() == start) return says;
  }
}

void find_passwords(std::string_view text, std::vector<Warning>& out) {
  constexpr std::size_t kLeast = 4;
  constexpr std::size_t kMostPin = 8;
  constexpr std::size_t kMost = 64;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (to_upper(text[at]) != 'P' || !begins_word(text, at)) continue;
    Cursor cursor(text, at, true);
    const bool is_pin = cursor.take_word("PIN");
    if (!is_pin && !cursor.take_word("PASSWORD") && !cursor.take_word("PASSCODE")) continue;
    if (is_alnum(cursor.peek())) continue;
    const bool says = take_says(cursor);
    const std::size_t start = cursor.at();
    bool digits_only = true;
    for (char c = cursor.peek(); (c > ' ' || c < 0) && c != ',' && c != ';' && cursor.at() - start < kMost; c = cursor.peek()) {
      digits_only = digits_only && (is_digit(c) || c == '.');
      cursor.skip(1);
    }
    std::size_t end = cursor.at();
    while (end > start && text[end - 1] == '.') --end;
    const bool is_secret = end - start >= kLeast && (is_pin ? digits_only && end - start <= kMostPin : says);
    if (is_secret) out.push_back({{static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end), Type::id_other}, Misplaced::password});
  }
}

// Is this the number of somebody whom the record is not about?
bool is_others_number(const std::string& digits, const Roster& roster, std::uint32_t subject) {
  const auto& people = roster.people();
  const std::string own = subject < people.size() ? digits_of(people[subject].nhs_number) : "";
  if (!own.empty()) return digits != own;
  return std::any_of(people.begin(), people.end(), [&](const Person& person) { return digits_of(person.nhs_number) == digits; });
}

}  // namespace

std::string_view warning_code(Misplaced what) {
  switch (what) {
    case Misplaced::nino: return "wrong_place_nino";
    case Misplaced::bank: return "wrong_place_bank";
    case Misplaced::card_number: return "wrong_place_card_number";
    case Misplaced::nhs_number: return "wrong_place_nhs_number";
    case Misplaced::other_resident: return "wrong_place_other_resident";
    case Misplaced::password: break;
  }
  return "wrong_place_password";
}

std::vector<Warning> find_misplaced(std::string_view text, std::span<const Identifier> identifiers, const Roster& roster, Place place,
                                    std::optional<std::uint32_t> subject) {
  std::vector<Warning> out;
  for (const auto& [span, person] : identifiers) {
    const std::string_view written = text.substr(span.begin, span.end - span.begin);
    if (span.type == Type::nino && place == Place::care) out.push_back({span, Misplaced::nino});
    if (span.type == Type::id_other && place == Place::care && is_iban(written)) out.push_back({span, Misplaced::bank});
    if (!subject) continue;
    const std::string digits = span.type == Type::nhs_number ? digits_of(written) : "";
    if (digits.size() == 10 && is_others_number(digits, roster, *subject)) out.push_back({span, Misplaced::nhs_number});
    const bool is_resident = person && *person < roster.people().size() && roster.people()[*person].role == PersonRole::resident;
    if (is_resident && *person != *subject) out.push_back({span, Misplaced::other_resident});
  }
  find_passwords(text, out);
  if (place == Place::care) {
    const std::vector<Group> groups = digit_groups(text);
    find_bank(text, groups, out);
    for (const Group& group : groups) {
      if (is_card(group)) out.push_back({{group.begin, group.end, Type::id_other}, Misplaced::card_number});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Warning& a, const Warning& b) { return a.span.begin < b.span.begin; });
  out.erase(std::unique(out.begin(), out.end(), [](const Warning& a, const Warning& b) { return b.span.begin < a.span.end; }), out.end());
  return out;
}

}  // namespace care::redact
