// shared/redact/patterns_view.h — the tokens of a text and the words that patterns turn on.
//
// Shapes   indices are those of reading.tokens(); an index past the end is nothing: no word, no number, no mark
// Tests    tests/unit/redact/patterns_test.cpp
#pragma once

#include "shared/redact/patterns.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace care::redact {

using CueBits = std::uint64_t;
namespace cue {
inline constexpr CueBits month = 1ULL << 0U;           // value 1…12
inline constexpr CueBits doubtful_month = 1ULL << 1U;  // may, march, mar: also other words
inline constexpr CueBits weekday = 1ULL << 2U;
inline constexpr CueBits digit = 1ULL << 3U;        // value 0…9: oh, nought, seven
inline constexpr CueBits times = 1ULL << 4U;        // value 2, 3: double, triple
inline constexpr CueBits number_word = 1ULL << 5U;  // value 10…90
inline constexpr CueBits ordinal = 1ULL << 6U;      // value 1…30
inline constexpr CueBits suffix = 1ULL << 7U;       // st, nd, rd, th
inline constexpr CueBits phone = 1ULL << 8U;
inline constexpr CueBits nhs = 1ULL << 9U;
inline constexpr CueBits insurance = 1ULL << 10U;  // ni, nino
inline constexpr CueBits bank = 1ULL << 11U;       // account, sort, bacs
inline constexpr CueBits card = 1ULL << 12U;
inline constexpr CueBits code = 1ULL << 13U;          // a code of a person or case follows
inline constexpr CueBits loose_code = 1ULL << 14U;    // it may: form, unit, order
inline constexpr CueBits number_label = 1ULL << 15U;  // no, number, ref, id
inline constexpr CueBits filler = 1ULL << 16U;        // may stand between a label and its value
inline constexpr CueBits goods = 1ULL << 17U;         // lot, batch, barcode: the code of a thing
inline constexpr CueBits vehicle = 1ULL << 18U;
inline constexpr CueBits unit = 1ULL << 19U;         // ml, mg, hrs, pads
inline constexpr CueBits observation = 1ULL << 20U;  // bp, sats, weight
inline constexpr CueBits birth = 1ULL << 21U;
inline constexpr CueBits date_lead = 1ULL << 22U;     // on, by, until, due
inline constexpr CueBits after_day = 1ULL << 23U;     // may follow a day that stands alone: at, for, with
inline constexpr CueBits age_unit = 1ULL << 24U;      // years, yo
inline constexpr CueBits age_lead = 1ULL << 25U;      // aged, turned
inline constexpr CueBits street = 1ULL << 26U;        // street, road
inline constexpr CueBits loose_street = 1ULL << 27U;  // close, way, walk: also other words
inline constexpr CueBits street_first = 1ULL << 28U;  // heol, ffordd: before the name
inline constexpr CueBits building = 1ULL << 29U;      // house, cottage
inline constexpr CueBits flat = 1ULL << 30U;
inline constexpr CueBits address = 1ULL << 31U;  // address, lives, resides
inline constexpr CueBits room = 1ULL << 32U;
inline constexpr CueBits room_part = 1ULL << 33U;   // bathroom of, door of
inline constexpr CueBits person = 1ULL << 34U;      // lady, gentleman: "lady in 12"
inline constexpr CueBits org = 1ULL << 35U;         // hospital, surgery
inline constexpr CueBits loose_org = 1ULL << 36U;   // care, home, group: only in a name
inline constexpr CueBits generic = 1ULL << 37U;     // before an organisation's word and no name: local, day, dental
inline constexpr CueBits inner = 1ULL << 38U;       // inside names: of, and, the, upon
inline constexpr CueBits domain_end = 1ULL << 39U;  // com, org, uk
inline constexpr CueBits verb_may = 1ULL << 40U;    // behind the verb "may": be, have, need
inline constexpr CueBits share = 1ULL << 41U;       // behind a fraction or score: pain, cup, eaten
inline constexpr CueBits expiry = 1ULL << 42U;
inline constexpr CueBits stop = 1ULL << 43U;  // never inside the name of a street or a firm
inline constexpr CueBits hospital_number = 1ULL << 44U;
inline constexpr CueBits sort = 1ULL << 45U;
inline constexpr CueBits not_name = 1ULL << 46U;    // opens sentences: at, seen, told
inline constexpr CueBits tight_code = 1ULL << 47U;  // its code may be three digits: collar, fob
inline constexpr CueBits org_first = 1ULL << 48U;   // before the name: ysbyty
inline constexpr CueBits postcode = 1ULL << 49U;
inline constexpr CueBits link = 1ULL << 50U;  // at, dot, http, www
inline constexpr CueBits box = 1ULL << 51U;   // po, p: of a PO box
inline constexpr CueBits ward = 1ULL << 52U;  // bed, bay, in: before the number of a bed
inline constexpr CueBits home = 1ULL << 53U;  // what houses are called after: cottage, forge; and nr, behind their names
inline constexpr CueBits thing = 1ULL << 54U;    // brought to somebody's room or done there: tablets, parcel
inline constexpr CueBits body = 1ULL << 55U;     // leg, heel
inline constexpr CueBits fixture = 1ULL << 56U;  // tap, curtain
inline constexpr CueBits cared = 1ULL << 57U;    // done to one after the other: turned, checked
}  // namespace cue

struct Cue {
  CueBits bits = 0;
  std::uint8_t value = 0;
};
// Of a folded word; nothing for most. A number is an index into the table, 0 for nothing.
std::uint16_t cue_number(WordHash word);
const Cue* cue_table();
inline const Cue& find_cue(std::string_view word) { return cue_table()[cue_number(hash_word(word))]; }

// The finders that look for something at a token; most words of a note concern none of them.
using Concerns = std::uint8_t;
namespace concern {
inline constexpr Concerns numbers = 1U << 0U;
inline constexpr Concerns links = 1U << 1U;
inline constexpr Concerns dates = 1U << 2U;
inline constexpr Concerns places = 1U << 3U;
}  // namespace concern

class View {
 public:
  View(const Reading& reading, const Lexicon& lexicon);

  std::size_t size() const { return size_; }
  const Token& at(std::size_t i) const { return tokens_[i]; }
  const Reading& reading() const { return reading_; }
  std::string_view text() const { return text_; }
  const Lexicon& lexicon() const { return lexicon_; }
  WordHash hash(std::size_t i) const { return hashes_[i]; }  // of a word as it stands, with its apostrophes
  // The first token from i on that concerns this finder; size() if none does.
  std::size_t next(std::size_t i, Concerns finder) const {
    const Concerns* all = concerns_.data();
    while (i < size_ && (all[i] & finder) == 0) ++i;
    return i;
  }
  bool concerns(std::size_t i, Concerns finder) const { return (concerns_[i] & finder) != 0; }

  bool is_word(std::size_t i) const { return is_kind(i, TokenKind::word); }
  bool is_number(std::size_t i) const { return is_kind(i, TokenKind::number); }
  bool is_line(std::size_t i) const { return is_kind(i, TokenKind::line_end); }
  bool is_mark(std::size_t i, char c) const { return is_kind(i, TokenKind::mark) && first_of(i) == c; }
  bool is_mark(std::size_t i, std::string_view set) const {
    if (!is_kind(i, TokenKind::mark)) return false;
    for (const char c : set) {
      if (c == first_of(i)) return true;
    }
    return false;
  }
  // Nothing stands between it and the token before.
  bool glued(std::size_t i) const { return i > 0 && i < size_ && !token(i).blank_before && token(i).kind != TokenKind::line_end; }
  std::string_view word(std::size_t i) const {
    return i < size_ ? std::string_view(text_.data() + token(i).begin, token(i).end - token(i).begin) : std::string_view();
  }
  std::uint32_t length(std::size_t i) const { return i < size_ ? token(i).end - token(i).begin : 0; }
  bool is(std::size_t i, std::string_view wanted) const { return is_word(i) && word(i) == wanted; }
  bool is_any(std::size_t i, std::initializer_list<std::string_view> wanted) const {
    if (!is_word(i)) return false;
    const std::string_view here = word(i);
    for (const std::string_view one : wanted) {
      if (here == one) return true;
    }
    return false;
  }
  const Cue& cue(std::size_t i) const { return table_[i < size_ ? cues_.data()[i] : 0U]; }
  bool has(std::size_t i, CueBits any) const { return i < size_ && (bits_.data()[i] & any) != 0; }
  // Written with a capital, or in capitals.
  bool capital(std::size_t i) const { return is_word(i) && token(i).letters != Letters::lower; }
  bool upper(std::size_t i) const { return is_word(i) && (token(i).letters == Letters::upper || token(i).letters == Letters::single); }
  // Of up to four digits; -1 for more, and for no number.
  int number(std::size_t i) const { return i < size_ ? values_.data()[i] : -1; }
  // Nothing, a mark or a line end: what stood before is over.
  bool ends(std::size_t i) const { return i >= size_ || token(i).kind == TokenKind::mark || token(i).kind == TokenKind::line_end; }
  // A unit follows the number at i, glued or not: 200ml, 5 mg, 94%.
  bool measured(std::size_t i) const;
  WordClasses classes(std::size_t i) const { return i < size_ ? classes_.data()[i] : 0; }

 private:
  void look_up_words();
  void mark_concerns();
  // Of an index that was checked: the library would check each one again, which was a fifth of a note's time.
  const Token& token(std::size_t i) const { return tokens_.data()[i]; }
  char first_of(std::size_t i) const { return text_.data()[token(i).begin]; }
  bool is_kind(std::size_t i, TokenKind kind) const { return i < size_ && token(i).kind == kind; }
  const Reading& reading_;
  const Lexicon& lexicon_;
  const std::vector<Token>& tokens_;
  const std::size_t size_;  // of tokens
  std::string_view text_;
  // Of each token; nothing for those that are no word.
  std::vector<WordHash> hashes_;
  std::vector<WordClasses> classes_;
  std::vector<std::uint16_t> cues_;  // as cue_number() gives it
  std::vector<CueBits> bits_;        // of that cue
  std::vector<Concerns> concerns_;
  std::vector<std::int16_t> values_;  // number()
  const Cue* table_ = cue_table();
};

// The finders of patterns.h, on a view that is already there.
void find_numbers(const View& view, Findings& findings);
void find_dates(const View& view, Findings& findings);
void find_places(const View& view, Findings& findings);

inline void add(Findings& findings, const View& view, std::size_t first, std::size_t last, Type type, std::uint8_t certainty) {
  findings.push_back({view.at(first).begin, view.at(last).end, type, certainty});
}

}  // namespace care::redact
