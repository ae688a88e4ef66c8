// shared/redact/roster.h — the people a home knows, ready to be found in any of the ways a name is written.
//
// Shapes   at most 20,000 people, 200 bytes a name; built once, used for many texts
// Errors   roster_too_large, field_too_long, field_bad_text (no UTF-8)
// Secrets  holds names: lives in the module's memory, and ends with it
// Tests    tests/unit/redact/roster_test.cpp
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/result.h"
#include "shared/redact/identifier.h"
#include "shared/redact/lexicon.h"
#include "shared/redact/own_values.h"

namespace care::redact {

enum class PersonRole : std::uint8_t { resident, staff, relative };

struct Person {
  PersonRole role = PersonRole::resident;
  std::string name;                  // as it is written: "Ẹniọlá Adébáyọ̀"
  std::vector<std::string> aliases;  // nicknames, earlier and likes-to-be-called names
  // Exact values that are the person's own, whatever they look like; empty where unknown.
  std::string birth_date;            // 1936-02-11
  std::string nhs_number;
  std::string room;
  std::vector<std::string> phones;
};

// One word of somebody's name. A word may be part of several people's.
struct NamePart {
  std::uint32_t person = 0;
  std::uint32_t word = 0;     // which of the roster's different words it is
  std::uint8_t place = 0;     // 0 first, counting up; kAlias + n for the words of aliases
  static constexpr std::uint8_t kAlias = 64;
};
using NameParts = std::span<const NamePart>;

class Roster {
 public:
  Roster() = default;  // nobody
  static Result<Roster> create(std::vector<Person> people);

  const std::vector<Person>& people() const { return people_; }
  bool empty() const { return people_.empty(); }

  // Whose names have this word: folded, without possessive and apostrophes.
  NameParts find(std::string_view word) const { return exact_.find(hash_word(word)); }
  NameParts find(WordHash word) const { return exact_.find(word); }
  // Or one that is a slip of the finger away (two, from eight letters on), or that this is the beginning of: Rod of Rodney.
  NameParts find_alike(std::string_view word) const;
  // Whose initials these are, folded: "he" for Horace Ellery.
  NameParts find_initials(std::string_view letters) const { return initials_.find(hash_word(letters)); }
  const OwnValues& own_values() const { return own_; }

 private:
  // From a word to the parts it stands for.
  class Table {
   public:
    void add(std::string_view word, NamePart part) { loose_.emplace_back(key(hash_word(word)), part); }
    void settle();
    NameParts find(WordHash word) const { return may_have(word) ? look_up(word) : NameParts(); }

   private:
    NameParts look_up(WordHash word) const;
    struct Slot {
      std::uint64_t key = 0;  // 0: free
      std::uint32_t first = 0;
      std::uint32_t count = 0;
    };
    static std::uint64_t key(WordHash word);
    static constexpr std::size_t kSieveBits = 1U << 14U;
    bool may_have(WordHash word) const { return (sieve_[(word.a % kSieveBits) / 64] >> (word.a % 64) & 1U) != 0; }
    std::vector<std::pair<std::uint64_t, NamePart>> loose_;
    std::vector<NamePart> parts_;
    std::vector<Slot> slots_;
    std::vector<std::uint64_t> sieve_ = std::vector<std::uint64_t>(kSieveBits / 64);  // one bit a word: most words of a text end here
  };
  void add_person(std::uint32_t number);
  void add_name(std::uint32_t person, std::string_view name, std::uint8_t place);
  std::uint32_t add_word(std::string_view word);
  bool is_alike(std::string_view written, std::uint32_t word) const;

  std::vector<Person> people_;
  std::vector<std::string> words_;
  Table exact_;
  Table initials_;
  OwnValues own_;
  Table shortened_;  // every word with one letter left out, and the beginnings of first names
};

// Words of a name that say nothing alone: de, van, bin, nic.
bool is_particle(std::string_view folded);

}  // namespace care::redact
