#include "shared/redact/reading.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "shared/redact/characters.h"

namespace care::redact {
namespace {

constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char to_lower(char c) { return is_capital(c) ? static_cast<char>(c + ('a' - 'A')) : c; }
// What a byte of folded text is. A table: comparisons a byte would be a quarter of the time of cutting.
using ByteKind = std::uint8_t;
constexpr ByteKind kLetter = 1;
constexpr ByteKind kDigit = 2;
constexpr ByteKind kBlank = 4;
constexpr ByteKind kLineEnd = 8;
constexpr ByteKind kEndsSentence = 16;
constexpr ByteKind kBullet = 32;
constexpr ByteKind kQuote = 64;
constexpr std::array<ByteKind, 256> kByteKinds = [] {
  std::array<ByteKind, 256> kinds{};
  for (std::size_t c = 0; c < kinds.size(); ++c) kinds[c] = (c >= 'a' && c <= 'z') || c >= 0x80 ? kLetter : c >= '0' && c <= '9' ? kDigit : 0;
  kinds[' '] = kBlank;
  kinds['\n'] = kinds['\r'] = kLineEnd;
  for (const char c : std::string_view(".!?:;")) kinds[static_cast<unsigned char>(c)] |= kEndsSentence;
  for (const char c : {'-', '*', kOtherMark}) kinds[static_cast<unsigned char>(c)] |= kBullet;
  for (const char c : std::string_view("\"'([")) kinds[static_cast<unsigned char>(c)] |= kQuote;
  return kinds;
}();
constexpr ByteKind kind_of(char c) { return kByteKinds[static_cast<unsigned char>(c)]; }
constexpr bool is_letter(char c) { return kind_of(c) == kLetter; }

void append_utf8(std::string& out, char32_t code) {
  const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
  if (code < 0x800) {
    byte(0xC0U | (code >> 6U));
  } else {
    if (code < 0x10000) {
      byte(0xE0U | (code >> 12U));
    } else {
      byte(0xF0U | (code >> 18U));
      byte(0x80U | ((code >> 12U) & 0x3FU));
    }
    byte(0x80U | ((code >> 6U) & 0x3FU));
  }
  byte(0x80U | (code & 0x3FU));
}

// Where the ASCII that begins at `at` ends.
std::size_t plain_end(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

// Beginnings of names that have a capital inside: McNally, O'Hagan, DeShawn, FitzRoy.
constexpr std::array<std::string_view, 13> kNameBeginnings{"mc", "mac", "o'", "d'", "de", "di", "la", "le", "fitz", "van", "von", "du", "ni"};

bool begins_name(std::string_view part) {
  return part.size() == 1 || std::find(kNameBeginnings.begin(), kNameBeginnings.end(), part) != kNameBeginnings.end();
}

}  // namespace

Reading::Reading(std::string_view text) : text_(text) {
  fold_all();
  size_ = static_cast<std::uint32_t>(folded_.size());
  cut();
  folded_.append(kPadding, '\0');
}

void Reading::fold_all() {
  folded_.reserve(text_.size() + kPadding);
  marks_.reserve(text_.size());
  bool odd = false;  // something invisible was left out just now
  for (std::size_t at = 0; at < text_.size();) {
    if (!odd) at = fold_plain(at);
    if (at == text_.size()) break;
    const CodePoint point = code_point_at(text_, at);
    const FoldedCharacter character = fold_character(point.code);
    const bool accent = character.look == Look::plain && (is_capital(character.ascii[0]) || is_letter(character.ascii[0]));
    const auto mark = static_cast<std::uint8_t>((odd || character.look == Look::imitated ? kOdd : 0) | (accent ? kAccent : 0));
    odd = character.look == Look::nothing;
    any_unusual_ = any_unusual_ || mark != 0;
    const std::size_t before = folded_.size();
    if (character.look == Look::own) append_utf8(folded_, character.lower);
    for (const char ascii : character.ascii) {
      if (ascii != 0) folded_.push_back(to_lower(ascii));
    }
    if (folded_.size() > before) runs_.push_back({static_cast<std::uint32_t>(before), static_cast<std::uint32_t>(at), false});
    marks_.resize(folded_.size(), static_cast<std::uint8_t>(mark | (is_capital(character.ascii[1]) ? kCapital : 0)));
    if (folded_.size() > before && (is_capital(character.ascii[0]) || (character.look == Look::own && character.lower != point.code))) marks_[before] |= kCapital;
    at += point.bytes;
  }
}

// The ASCII from `at` on, which is nearly all of most texts, without asking what each character looks like.
std::size_t Reading::fold_plain(std::size_t at) {
  const std::size_t end = plain_end(text_, at);
  const std::size_t count = end - at;
  if (count == 0) return at;
  const std::size_t before = folded_.size();
  runs_.push_back({static_cast<std::uint32_t>(before), static_cast<std::uint32_t>(at), true});
  folded_.resize(before + count);
  marks_.resize(before + count);
  // Three arrays that do not overlap, so that the compiler may take many bytes at a time.
  const char* const __restrict from = text_.data() + at;
  char* const __restrict folded = folded_.data() + before;
  std::uint8_t* const __restrict marks = marks_.data() + before;
  for (std::size_t i = 0; i < count; ++i) {
    const char c = from[i] == '\t' ? ' ' : from[i];
    const auto capital = static_cast<std::uint8_t>(c >= 'A' && c <= 'Z' ? kCapital : 0);
    folded[i] = static_cast<char>(c + capital * ('a' - 'A'));
    marks[i] = capital;
  }
  return end;
}

Letters Reading::letters_of(std::uint32_t begin, std::uint32_t end) const {
  const char* const folded = folded_.data();
  const std::uint8_t* const marks = marks_.data();
  std::uint32_t letters = 0;
  std::uint32_t capitals = 0;
  for (std::uint32_t i = begin; i < end; ++i) {
    const auto c = static_cast<unsigned char>(folded[i]);
    if (c == '\'' || (c & 0xC0U) == 0x80U) continue;
    // "MARY's" is written in capitals.
    if (i + 1 == end && c == 's' && i > begin && folded[i - 1] == '\'' && letters > 1) break;
    ++letters;
    if ((marks[i] & kCapital) != 0) ++capitals;
  }
  if (capitals == 0) return Letters::lower;
  if (letters == 1) return Letters::single;
  if (capitals == letters) return Letters::upper;
  if (capitals == 1 && (marks[begin] & kCapital) != 0) return Letters::capital;
  return Letters::mixed;
}

inline void Reading::add_token(std::uint32_t begin, std::uint32_t end, TokenKind kind, Letters letters) {
  tokens_.push_back({begin, end, kind, letters});
}

// Two words written as one, "MrsTodd", are two tokens; "McNally" is one.
void Reading::add_word(std::uint32_t begin, std::uint32_t end) {
  std::uint32_t start = begin;
  for (std::uint32_t i = begin + 1; i + 1 < end; ++i) {
    const bool turns = (marks_[i] & kCapital) != 0 && (marks_[i - 1] & kCapital) == 0 && is_letter(folded_[i - 1]) && (marks_[i + 1] & kCapital) == 0 &&
                       is_letter(folded_[i + 1]);
    if (!turns || begins_name(folded().substr(start, i - start))) continue;
    add_token(start, i, TokenKind::word, letters_of(start, i));
    start = i;
  }
  add_token(start, end, TokenKind::word, letters_of(start, end));
}

void Reading::cut() {
  tokens_.reserve(folded_.size() / 4 + 8);
  const char* const folded = folded_.data();
  const std::uint8_t* const marks = marks_.data();
  const std::uint32_t size = size_;
  bool blank = true;
  bool starts = true;
  bool line_began = true;
  for (std::uint32_t at = 0; at < size;) {
    const char c = folded[at];
    const ByteKind kind = kind_of(c);
    std::uint32_t end = at + 1;
    if (kind == kBlank) {
      blank = true;
      at = end;
      continue;
    }
    const std::size_t first = tokens_.size();
    if (kind == kLetter) {
      std::uint8_t rest = 0;
      bool apostrophe = false;
      while (true) {
        for (; end < size && is_letter(folded[end]); ++end) rest |= marks[end];
        if (end + 1 >= size || folded[end] != '\'' || !is_letter(folded[end + 1])) break;
        apostrophe = true;
        ++end;
      }
      const bool begins_large = (marks[at] & kCapital) != 0;
      const bool only_there = (rest & kCapital) == 0;
      if (only_there && !begins_large) {
        add_token(at, end, TokenKind::word, Letters::lower);
      } else if (only_there && at + 1 < end && folded[at + 1] != '\'' && static_cast<unsigned char>(c) < 0x80) {
        add_token(at, end, TokenKind::word, Letters::capital);
      } else {
        add_word(at, end);
      }
      for (std::size_t i = first; apostrophe && i < tokens_.size(); ++i) tokens_[i].apostrophe = true;
    } else if (kind == kDigit) {
      while (end < size && kind_of(folded[end]) == kDigit) ++end;
      add_token(at, end, TokenKind::number, Letters::lower);
    } else {
      add_token(at, end, kind == kLineEnd ? TokenKind::line_end : TokenKind::mark, Letters::lower);
    }
    const bool counts = (kind & (kLetter | kDigit)) != 0;
    Token& cut = tokens_.data()[first];
    cut.blank_before = blank;
    cut.sentence_start = counts && starts;
    blank = kind == kLineEnd;
    if (counts) {
      starts = line_began = false;
    } else if (kind == kLineEnd) {
      starts = line_began = true;
    } else if ((kind & kEndsSentence) != 0 || (line_began && (kind & kBullet) != 0)) {
      starts = true;
    } else if ((kind & kQuote) == 0) {
      starts = starts && line_began;
    }
    at = end;
  }
  if (any_unusual_) mark_unusual();
}

void Reading::mark_unusual() {
  auto token = tokens_.begin();
  for (const Run& run : runs_) {
    if (run.plain) continue;
    while (token != tokens_.end() && token->end <= run.folded) ++token;
    if (token != tokens_.end() && token->begin <= run.folded) token->marks |= marks_[run.folded];
  }
}

std::size_t Reading::run_at(std::uint32_t folded) const {
  const auto behind = std::partition_point(runs_.begin(), runs_.end(), [&](const Run& run) { return run.folded <= folded; });
  return static_cast<std::size_t>(behind - runs_.begin()) - 1;
}

std::uint32_t Reading::origin(std::uint32_t folded) const {
  if (folded >= size_) return static_cast<std::uint32_t>(text_.size());
  const Run& run = runs_[run_at(folded)];
  return run.plain ? run.text + (folded - run.folded) : run.text;
}

Span Reading::to_text(std::uint32_t begin, std::uint32_t end, Type type) const {
  // Both letters of an "ß" end where it ends.
  std::uint32_t last = end;
  if (const std::size_t run = end > 0 ? run_at(end - 1) : runs_.size(); run < runs_.size() && !runs_[run].plain) {
    last = run + 1 < runs_.size() ? runs_[run + 1].folded : size_;
  }
  return {origin(begin), origin(last), type};
}

std::size_t Reading::token_at(std::uint32_t position) const {
  const auto at = std::partition_point(tokens_.begin(), tokens_.end(), [&](const Token& token) { return token.end <= position; });
  return static_cast<std::size_t>(at - tokens_.begin());
}

std::string fold(std::string_view text) { return std::string(Reading(text).folded()); }

}  // namespace care::redact
