// shared/redact/name_context.h — what is known of each token before names are judged: its word's classes, whose name it may be, how
// its line is written.
//
// Tests    tests/unit/redact/names_test.cpp
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "shared/redact/lexicon.h"
#include "shared/redact/patterns_view.h"
#include "shared/redact/reading.h"
#include "shared/redact/roster.h"

namespace care::redact {

enum class RosterMatch : std::uint8_t { none, alike, initials, exact };
// Whether a word may be part of a name at all: never, as far as the word itself says, or only behind another: Lily Fountain.
enum class Candidate : std::uint8_t { none, name, behind_name };
// Whether capitals say anything: a line without any, one with nothing but capitals, or an ordinary one.
enum class LineCase : std::uint8_t { ordinary, lower, upper };

struct WordFacts {
  WordClasses classes = 0;
  WordHash word;                 // without possessive and apostrophes; of marks and numbers b says the kind
  std::uint16_t letters = 0;     // of that word
  RosterMatch match = RosterMatch::none;
  LineCase line = LineCase::ordinary;
  Candidate candidate = Candidate::none;
  bool possessive = false;
  bool thing = false;            // half of a pair of words that names nobody: pearl barley, abbey score
  bool taken = false;            // part of something that has a form: an address, a link, a firm
  bool first_in_line = false;
  bool last_in_line = false;
};

class NameContext {
 public:
  NameContext(const View& view, const Roster& roster, std::span<const Found> taken);

  const Reading& reading() const { return reading_; }
  // Of a token before size(), as is token(): checked where i comes from and not here, where most of a note's time goes.
  const WordFacts& fact(std::size_t i) const { return facts_.data()[i]; }
  std::size_t size() const { return count_; }
  const Token& token(std::size_t i) const { return tokens_[i]; }
  // Which tokens: words of one letter, titles, and all words that a list, the roster or their rareness makes a possible name.
  const std::vector<std::uint32_t>& lone_letters() const { return lone_letters_; }
  const std::vector<std::uint32_t>& titles() const { return titles_; }
  const std::vector<std::uint32_t>& possible_names() const { return possible_names_; }
  // Words that those before them call somebody's name, whatever else they are: "someone called Chance", "his friend Spike".
  const std::vector<std::uint32_t>& introduced() const { return introduced_; }
  // The word itself: no possessive, no apostrophes. Valid until the next call.
  std::string_view bare(std::size_t i);

  WordClasses classes_of(std::string_view folded) const { return lexicon_.classes(folded); }
  bool is_word(std::size_t i) const { return i < size() && token(i).kind == TokenKind::word; }
  // Nothing or one blank between token i and the next.
  bool joined(std::size_t i) const { return i + 1 < size() && token(i + 1).begin - token(i).end <= 1; }

 private:
  void read_words(const Roster& roster);
  void read_word(std::size_t i, const Roster& roster);
  Candidate candidate_of(std::size_t i) const;
  bool is_introduced(std::size_t i) const;
  void read_thing(std::size_t i);
  RosterMatch match_of(std::size_t i, const Roster& roster);
  void read_pairs();
  void try_pair(std::size_t first, std::size_t second);
  void read_pair(std::size_t first, std::size_t second);
  WordHash pair_word(std::size_t i);
  void read_lines();
  void mark_taken(std::span<const Found> taken);
  const View& view_;
  WordFacts& known(std::size_t i) { return facts_.data()[i]; }
  const Reading& reading_;
  const Lexicon& lexicon_;
  const Token* const tokens_;
  std::vector<WordFacts> facts_;
  const std::size_t count_;  // of tokens
  std::vector<std::uint32_t> lone_letters_;
  std::vector<std::uint32_t> titles_;
  std::vector<std::uint32_t> possible_names_;
  std::vector<std::uint32_t> introduced_;
  std::vector<std::uint32_t> possible_pairs_;  // words that a listed pair may begin or end with
  std::string bare_;
};

}  // namespace care::redact
