// shared/redact/cursor.h — reads on from a place in a text of which more may come.
#pragma once

#include <cstdint>
#include <string_view>

namespace care::redact {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
constexpr bool is_alnum(char c) { return is_letter(c) || is_digit(c); }
constexpr char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; }
// First byte of a letter beyond ASCII, from ß to Arabic; what lies further on may stand beside a word without a blank.
constexpr bool leads_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0xC3 && byte <= 0xDF;
}

// Can a word begin at text[at]? Looks at two bytes before it.
inline bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  if (is_alnum(before)) return false;
  if (before == '_') return at < 2 || (!is_alnum(text[at - 2]) && static_cast<unsigned char>(text[at - 2]) < 0x80);
  if (static_cast<unsigned char>(before) < 0x80) return true;
  return at < 2 || !leads_letter(text[at - 2]);
}
inline constexpr std::size_t kLookBack = 2;

// Where it had to look behind the end of a text that goes on, nothing it found is certain.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at, bool whole) : text_(text), at_(at), whole_(whole) {}

  std::size_t at() const { return at_; }
  bool ran_out() const { return ran_out_; }
  std::string_view since(std::size_t start) const { return text_.substr(start, at_ - start); }
  void go_to(std::size_t at) { at_ = at; }
  void skip(std::size_t count) { at_ += count; }

  char peek(std::size_t ahead = 0) {
    if (at_ + ahead < text_.size()) return text_[at_ + ahead];
    if (!whole_) ran_out_ = true;
    return '\0';
  }
  bool take(std::string_view expected) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (peek(i) != expected[i]) return false;
    }
    at_ += expected.size();
    return true;
  }
  // In either case; `upper` is written in capitals.
  bool take_word(std::string_view upper) {
    for (std::size_t i = 0; i < upper.size(); ++i) {
      if (to_upper(peek(i)) != upper[i]) return false;
    }
    at_ += upper.size();
    return true;
  }
  // With a backslash before it, as Markdown wants, or without.
  bool take_escaped(std::string_view expected) {
    const std::size_t start = at_;
    if (take("\\") && take(expected)) return true;
    at_ = start;
    return take(expected);
  }

 private:
  std::string_view text_;
  std::size_t at_;
  bool whole_;
  bool ran_out_ = false;
};

// What a look at the next thing in a text that may go on came to: none is there, more of the text is needed to know, one is there.
enum class Sight : std::uint8_t { nothing, undecided, found };

}  // namespace care::redact
