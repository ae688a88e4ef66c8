// shared/redact/reading.h — a text as the finders see it: folded, and cut into tokens.
//
// Folding makes what a person reads the same into the same bytes: lower case, no accents, no invisible characters, Cyrillic, Greek
// and full-width look-alikes as the Latin letters and digits they imitate, every kind of blank, dash and quotation mark as one. What
// has no Latin form keeps its own bytes.
// Shapes   positions are offsets into folded(); to_text() turns a range of them into a range of the text
// Tests    tests/unit/redact/reading_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/redact/identifier.h"
#include "shared/redact/lexicon.h"

namespace care::redact {

enum class TokenKind : std::uint8_t { word, number, mark, line_end };
// Of a word, in the text: opal · Opal · O · OPAL · McNally, iPad
enum class Letters : std::uint8_t { lower, capital, single, upper, mixed };

struct Token {
  std::uint32_t begin = 0;  // in folded()
  std::uint32_t end = 0;
  TokenKind kind = TokenKind::mark;
  Letters letters = Letters::lower;
  bool blank_before = false;    // something empty (blank, line end, start of the text) stands before it
  bool sentence_start = false;  // first word of the text, of a line, or behind . ! ? : • - at a line's start
  bool apostrophe = false;      // has one inside
  std::uint8_t marks = 0;       // what its letters have: kOdd, kAccent

  static constexpr std::uint8_t kOdd = 2;
  static constexpr std::uint8_t kAccent = 4;
  bool odd() const { return (marks & kOdd) != 0; }            // look-alikes, invisible characters
  bool accented() const { return (marks & kAccent) != 0; }    // most such words of an English note are names
};

class Reading {
 public:
  // Bytes that are no UTF-8 are read as marks, one each.
  explicit Reading(std::string_view text);

  std::string_view text() const { return text_; }
  std::string_view folded() const { return {folded_.data(), size_}; }
  const std::vector<Token>& tokens() const { return tokens_; }
  WordHash hash(const Token& token) const { return hash_word_at(folded_.data() + token.begin, token.end - token.begin); }
  std::string_view word(const Token& token) const { return folded().substr(token.begin, token.end - token.begin); }

  // Part of the text that folded bytes [begin, end) came from.
  Span to_text(std::uint32_t begin, std::uint32_t end, Type type) const;

  // The token that holds this folded position or begins behind it; tokens().size() past the last.
  std::size_t token_at(std::uint32_t position) const;

 private:
  static constexpr std::size_t kPadding = 8;
  // Of a folded byte: an upper-case letter in the text; a look-alike, or something invisible before it; a letter whose accent was taken away.
  static constexpr std::uint8_t kCapital = 1;
  static constexpr std::uint8_t kOdd = Token::kOdd;
  static constexpr std::uint8_t kAccent = Token::kAccent;

  // Where folded bytes came from: plain ones from one byte each, one after the other; others all from the first byte of one character.
  struct Run {
    std::uint32_t folded = 0;  // where it begins
    std::uint32_t text = 0;
    bool plain = false;
  };
  void fold_all();
  std::size_t fold_plain(std::size_t at);
  std::size_t run_at(std::uint32_t folded) const;
  std::uint32_t origin(std::uint32_t folded) const;
  void cut();
  void mark_unusual();
  void add_token(std::uint32_t begin, std::uint32_t end, TokenKind kind, Letters letters);
  void add_word(std::uint32_t begin, std::uint32_t end);
  Letters letters_of(std::uint32_t begin, std::uint32_t end) const;
  std::string_view text_;
  std::string folded_;  // and kPadding zeros behind it
  std::uint32_t size_ = 0;  // without those
  std::vector<Run> runs_;
  std::vector<std::uint8_t> marks_;     // of each folded byte: kCapital, kOdd
  bool any_unusual_ = false;
  std::vector<Token> tokens_;
};

// The folding alone, for lists and rosters.
std::string fold(std::string_view text);

}  // namespace care::redact
