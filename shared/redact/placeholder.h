// shared/redact/placeholder.h — the words that stand for identities, as we write them and as an answer may write them back.
//
// Whoever answers changes what it was given: [resident_1], **[RESIDENT\_1]**, {Resident 1}, RESIDENT_1's, [[RESIDENT_1]]. All of
// these are read. Without brackets only the exact form counts, so "room 1" stays what it is.
// Shapes   [LABEL_number] and, from somebody's second spelling on, a letter: [RESIDENT_1b]; a reader needs at most
//          kPlaceholderReach bytes to know
// Tests    tests/unit/redact/restore_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/redact/cursor.h"
#include "shared/redact/identifier.h"

namespace care::redact {

enum class Label : std::uint8_t {
  resident, staff, person, nhs_number, ni_number, phone, email, postcode, address, birth_date, date, age, org, room, id, link,
  text,  // something of the note that looks like a placeholder itself
};
inline constexpr std::size_t kLabels = 17;

Label label_of(Type type);

struct Placeholder {
  Label label = Label::text;
  std::uint32_t number = 1;
  std::uint32_t spelling = 1;  // 1 is written without a letter, 2 is b
};
std::string write_placeholder(const Placeholder& placeholder);
void append_placeholder(std::string& out, const Placeholder& placeholder);

// Spellings that have letters: a … zzz.
inline constexpr std::uint32_t kMostSpellings = 26 + 26 * 26 + 26 * 26 * 26;
inline constexpr std::uint32_t kMostNumber = 9'999'999;

// A stretch of text that is a placeholder, or wants to be one.
struct Sighting {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<Placeholder> meant;  // absent: in brackets and of the form, but with no label or no number of ours
  std::string_view after;            // what it is followed by inside the brackets: 's
  bool plural = false;               // read as spelling 19, an s, which is more likely its plural
};

inline constexpr std::size_t kPlaceholderReach = 128;  // no placeholder is longer, with all its brackets and what is looked at around it

// Whether there is anything in it that a placeholder or a bracket of one needs; most texts have nothing of it.
bool may_hold_placeholder(std::string_view text);

// Finds placeholders from the front of a text to its end.
class PlaceholderReader {
 public:
  // The first one at or behind `from`, which goes on from the end of what was found before; none may begin before it. `whole`:
  // nothing follows the text; otherwise "undecided" at sighting.begin asks for more of it. What stands before `from` must be there
  // for at least kLookBack bytes, if it was there at all.
  Sight find(std::string_view text, std::size_t from, bool whole, Sighting& sighting);

 private:
  std::uint32_t open_ = 0;  // square brackets of this line that wait for their other half
};

}  // namespace care::redact
