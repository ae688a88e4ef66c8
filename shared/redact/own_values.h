// shared/redact/own_values.h — numbers that a home knows as somebody's own: telephones, NHS numbers, birth dates, rooms.
//
// Forms find most of them. These are found because they are known: the last six digits of a telephone, a birth date without marks, a
// room beside the name of whoever lives there.
// Shapes   digits as they are written in the roster, others passed over; a room of at most four letters and figures
// Secrets  holds them: lives and ends with the roster
// Tests    tests/unit/redact/own_values_test.cpp
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/redact/hash_index.h"
#include "shared/redact/patterns.h"

namespace care::redact {

class Roster;
struct Person;

class OwnValues {
 public:
  static constexpr std::size_t kLeastDigits = 6;
  static constexpr std::size_t kMostRoom = 4;

  void add(std::uint32_t person, const Person& values);

  bool may_begin(std::string_view digits) const { return digits.size() < 2 ? !numbers_.empty() : heads_[head(digits)]; }
  // Whose digits these are; absent: nobody's.
  const Type* find_digits(std::string_view digits) const;
  bool has_rooms() const { return room_figures_.any(); }
  // These figures, alone or with letters, are some room's.
  bool may_be_room(int figures) const { return figures >= 0 && room_figures_[static_cast<std::size_t>(figures)]; }
  // Is `room`, folded and without blanks, where somebody lives? `is_theirs(person)` says whether that one will do.
  template <typename IsTheirs>
  bool find_room(std::string_view room, const IsTheirs& is_theirs) const {
    bool found = false;
    rooms_.visit(hash_of(room), [&](const Room& known) { return found = known.name == room && is_theirs(known.person); });
    return found;
  }

 private:
  struct Room {
    std::string name;
    std::uint32_t person = 0;
  };
  struct Number {
    std::string digits;
    Type type = Type::phone;
  };
  static std::size_t head(std::string_view digits) { return static_cast<std::size_t>((digits[0] - '0') * 10 + digits[1] - '0'); }
  static std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }
  void add_number(std::string digits, Type type);

  std::bitset<100> heads_;  // of the first two digits: most figures of a text end here
  HashIndex<Number> numbers_;
  HashIndex<Room> rooms_;
  std::bitset<10'000> room_figures_;
};

// Appends what the text has of the roster's own values.
void find_own_values(const View& view, const Roster& roster, Findings& findings);

}  // namespace care::redact
