#include "shared/redact/own_values.h"

#include <algorithm>

#include "shared/redact/cursor.h"
#include "shared/redact/patterns_digits.h"
#include "shared/redact/patterns_rooms.h"
#include "shared/redact/roster.h"

namespace care::redact {
namespace {

std::string digits_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
  return out;
}

// "Room 12A" and "12 a" are 12a; empty if it is no number of a room.
std::string room_of(std::string_view text) {
  std::string out;
  const Reading reading(text);
  for (const Token& token : reading.tokens()) {
    const std::string_view word = reading.word(token);
    if (token.kind == TokenKind::number || (token.kind == TokenKind::word && word.size() == 1)) out += word;
  }
  return out.size() <= OwnValues::kMostRoom && std::any_of(out.begin(), out.end(), is_digit) ? out : std::string();
}

// The room whose figures stand at i: "12", "12a", "g4"; parted from what stands before it.
RoomNumber room_at_figures(const View& view, std::size_t i) {
  const bool wing = view.glued(i) && view.is_word(i - 1) && view.length(i - 1) <= 2;
  const std::size_t begin = wing ? i - 1 : i;
  if (view.glued(begin) && !view.is_mark(begin - 1, "(,:;")) return {};
  const RoomNumber number = room_number(view, begin, false);
  return number.begin == begin ? number : RoomNumber{};
}

class Finder {
 public:
  Finder(const View& view, const Roster& roster, Findings& findings) : view_(view), roster_(roster), findings_(findings) {}

  void run() {
    const bool rooms = roster_.own_values().has_rooms();
    for (std::size_t i = view_.next(0, concern::numbers); i < view_.size(); i = view_.next(i + 1, concern::numbers)) {
      if (!view_.is_number(i)) continue;
      const std::uint32_t length = view_.length(i);
      // In other groups the forms of numbers find them.
      if (length >= OwnValues::kLeastDigits || (length == 3 && view_.is_number(i + 1) && view_.length(i + 1) == 3)) digits(i);
      if (rooms && roster_.own_values().may_be_room(view_.number(i))) room(i);
    }
  }

 private:
  const View& view_;
  const Roster& roster_;
  Findings& findings_;

  void digits(std::size_t i) {
    const OwnValues& own = roster_.own_values();
    if (!own.may_begin(view_.word(i)) || (view_.glued(i) && !view_.is_mark(i - 1, "(,:;#+"))) return;
    const Digits digits = collect_digits(view_, i);
    for (std::size_t taken = digits.group_count; taken > 0; --taken) {
      const std::string_view value = digits.of(taken);
      if (value.size() < OwnValues::kLeastDigits) return;
      const Type* type = own.find_digits(value);
      const std::size_t end = digits.end(taken);
      if (type == nullptr || (view_.is_word(end) && view_.glued(end)) || view_.measured(end - 1)) continue;
      return add(findings_, view_, i, end - 1, *type, 1);
    }
  }

  void room(std::size_t i) {
    const RoomNumber number = room_at_figures(view_, i);
    if (number.end == 0) return;
    const std::uint32_t begin = view_.at(number.begin).begin;
    const std::string_view name = view_.text().substr(begin, view_.at(number.end - 1).end - begin);
    const bool lettered = number.end > number.begin + 1 && (view_.upper(number.begin) || view_.upper(number.end - 1));
    const bool found = roster_.own_values().find_room(name, [&](std::uint32_t person) {
      if (view_.measured(number.end - 1)) return false;
      return (lettered && view_.classes(number.begin) == 0) || stands_beside(number, person) || lives_in(number);
    });
    if (found) found_room(view_, number, 1, findings_);
  }

  bool is_of(std::size_t i, std::uint32_t person) const {
    const NameParts parts = roster_.find(view_.hash(i));
    return std::any_of(parts.begin(), parts.end(), [&](const NamePart& part) { return part.person == person; });
  }

  // "24: Nessie awake", "Nessie (24)", "WHITELAW,Percy,19300115,4512819061,15"
  bool stands_beside(RoomNumber number, std::uint32_t person) const {
    constexpr std::size_t kReach = 10;
    std::size_t at = number.end;
    if (view_.is_mark(at, "/%*=+.") && view_.glued(at) && view_.is_number(at + 1)) return false;
    const bool begins = number.begin == 0 || view_.is_line(number.begin - 1);
    while (at < number.end + 4 && (view_.is_mark(at, begins ? ":-.,)" : ":-,)") || is_titled(view_, at))) ++at;
    if (view_.is_word(at) && is_of(at, person)) return true;
    if (!closes(view_, number.end)) return false;
    for (std::size_t back = 1; back <= kReach && back <= number.begin; ++back) {
      const std::size_t before = number.begin - back;
      if (view_.is_line(before) || view_.is_mark(before, ".!?;")) return false;
      if (!view_.is_word(before)) continue;
      if (is_of(before, person)) return true;
      if (!view_.is(before, "in") && !view_.has(before, cue::room | cue::birth | cue::nhs)) return false;
    }
    return false;
  }

  // "tea in 24, please"
  bool lives_in(RoomNumber number) const {
    return number.begin > 1 && view_.is(number.begin - 1, "in") && view_.ends(number.end) && !view_.is_mark(number.end, "/%*=+-") &&
           view_.number(number.begin) > 12 && view_.is_word(number.begin - 2);
  }
};

}  // namespace

void OwnValues::add_number(std::string digits, Type type) {
  if (digits.size() < kLeastDigits) return;
  heads_.set(head(digits));
  const std::size_t hash = hash_of(digits);
  numbers_.add(hash, {std::move(digits), type});
}

void OwnValues::add(std::uint32_t person, const Person& values) {
  add_number(digits_of(values.nhs_number), Type::nhs_number);
  for (const std::string& phone : values.phones) {
    std::string digits = digits_of(phone);
    if (digits.starts_with("44") && digits.size() > 10) digits.replace(0, 2, "0");
    if (digits.size() >= 10) add_number(digits.substr(digits.size() - kLeastDigits), Type::phone);
    add_number(std::move(digits), Type::phone);
  }
  // 1936-02-11 may be written 110236, 11021936 and 19360211.
  if (const std::string birth = digits_of(values.birth_date); birth.size() == 8) {
    const std::string day_month = birth.substr(6, 2) + birth.substr(4, 2);
    add_number(birth, Type::date_of_birth);
    add_number(day_month + birth.substr(0, 4), Type::date_of_birth);
    add_number(day_month + birth.substr(2, 2), Type::date_of_birth);
  }
  if (std::string room = room_of(values.room); !room.empty()) {
    const std::size_t figures = room.find_first_of("0123456789");
    room_figures_.set(static_cast<std::size_t>(std::stoi(room.substr(figures))));
    const std::size_t hash = hash_of(room);
    rooms_.add(hash, {std::move(room), person});
  }
}

const Type* OwnValues::find_digits(std::string_view digits) const {
  const Type* found = nullptr;
  numbers_.visit(hash_of(digits), [&](const Number& known) {
    if (known.digits == digits) found = &known.type;
    return found != nullptr;
  });
  return found;
}

void find_own_values(const View& view, const Roster& roster, Findings& findings) {
  if (!roster.empty()) Finder(view, roster, findings).run();
}

}  // namespace care::redact
