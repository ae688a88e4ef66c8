// shared/redact/patterns_references.h — codes of letters and digits: postcodes, insurance numbers, plates, bank and case references.
//
// In patterns_given_codes.cpp: those that are told by who has them, or by what is done with them.
// Shapes   each asks whether one begins at a token, and answers with the token behind it, 0 for no; each takes constant time
// Tests    tests/unit/redact/patterns_test.cpp
#pragma once

#include "shared/redact/patterns_view.h"

namespace care::redact {

constexpr bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
// What a letter stands for in the place of a digit, and back: O for 0, I and l for 1.
constexpr char as_digit(char c) { return c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c; }
constexpr char as_letter(char c) { return c == '0' ? 'o' : c; }

std::size_t nino_end(const View& view, std::size_t i, bool labelled);
// `expected`: a label or a comma before it says that an address goes on.
std::size_t postcode_end(const View& view, std::size_t i, bool expected);
std::size_t plate_end(const View& view, std::size_t i, bool vehicle);
std::size_t iban_end(const View& view, std::size_t i);
std::size_t driving_licence_end(const View& view, std::size_t i);

// Letters and digits that nothing but - / . _ parts.
struct Chunk {
  static constexpr std::size_t kMostParts = 12;
  struct Part {
    bool letters = false;
    std::uint8_t size = 0;
    std::uint8_t joined = 0;  // by which mark to the part before, 0 by none
  };
  Part parts[kMostParts] = {};
  std::size_t count = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t longest = 0;  // longest row of digits
  bool calendar = false;    // a month among them
  bool unit = false;        // a unit behind the last number
  bool cut = false;         // longer than is looked at
  bool joined() const { return count > 1 && (parts[1].joined != 0 || (count > 2 && parts[2].joined != 0)); }
  bool numeric() const { return letters == 0; }
};
Chunk chunk_at(const View& view, std::size_t i);

// A shape that is the code of something and nothing else.
bool is_code_shape(const View& view, const Chunk& chunk);
// Numbers like 5/7, 138/74, 2.5, 12/05/2025 that a label does not make a code.
bool is_plain_figure(const View& view, const Chunk& chunk);
// Behind the code that a label announces at i, 0 if none. `numbered`: the label says "number", "no", "ref", ":" or "#".
enum class Hold : std::uint8_t { loose, strong, tight };
std::size_t labelled_code_end(const View& view, std::size_t i, Hold hold, bool numbered);
// Where a code of bare digits at i begins: "A 0093417" begins at the letter.
std::size_t code_begin(const View& view, std::size_t i);

// "PC 6144 Hale", "PCSO Jo Hale 2271": is the number at i the one on a collar?
// "0612 of 08/11/25": how the police number their calls; behind the date, 0 if it is none.
std::size_t police_log_end(const View& view, std::size_t i);
bool is_officer(const View& view, std::size_t i);
// "no further action, SW 51172": capitals and five figures at least, with nothing behind them.
bool is_lone_code(const View& view, std::size_t i);
// "KB 7719 0442 6GB": how posted items are tracked; behind it, 0 if none begins at i.
std::size_t parcel_end(const View& view, std::size_t i);
// "card ending 2206", "last four digits 4417": is the number at i the end of one?
bool is_last_figures(const View& view, std::size_t i);
// "user ida.gorse36", "login: igorse7": behind the name at i, 0 if it is none.
std::size_t user_name_end(const View& view, std::size_t i);
// "quote VC77QA", "filed as 26-0533", "police told, 71/220417": behind the code at i that its form and the words before it show.
std::size_t given_code_end(const View& view, std::size_t i);
// At the "id" of "staff id".
bool is_own_id(const View& view, std::size_t i);
// 192.0.2.14
bool is_address_of_machine(const Chunk& chunk);

}  // namespace care::redact
