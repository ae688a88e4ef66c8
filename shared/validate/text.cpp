#include "shared/validate/text.h"

#include "shared/base/json.h"

namespace care {
namespace {

// Of well-formed UTF-8; moves `at` behind the character.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  char32_t point = more == 0 ? first : first & (0x3FU >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    point = (point << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  at += more + 1;
  return point;
}

bool is_break_or_tab(char32_t point) { return point == U'\n' || point == U'\t'; }

bool is_storable(char32_t point) {
  if (point < 0x20 || (point >= 0x7F && point <= 0x9F)) return false;      // controls
  if (point == 0x2028 || point == 0x2029) return false;                    // line and paragraph separators
  if (point >= 0x202A && point <= 0x202E) return false;                    // bidirectional embeddings, overrides
  if (point >= 0x2066 && point <= 0x2069) return false;                    // bidirectional isolates
  if (point == 0xFEFF || (point >= 0xFDD0 && point <= 0xFDEF)) return false;
  return (point & 0xFFFEU) != 0xFFFE;                                      // non-characters
}

constexpr std::string_view kSpaces[] = {" ", "\t", "\n", "\r", "\xC2\xA0"};
constexpr std::string_view kBreaks[] = {"\r\n", "\r", "\n", "\xE2\x80\xA8", "\xE2\x80\xA9"};

std::string_view trim(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view space : kSpaces) {
      if (text.starts_with(space)) {
        text.remove_prefix(space.size());
        again = true;
      }
      if (text.ends_with(space)) {
        text.remove_suffix(space.size());
        again = true;
      }
    }
  }
  return text;
}

std::size_t break_length(std::string_view text) {
  for (const std::string_view each : kBreaks) {
    if (text.starts_with(each)) return each.size();
  }
  return 0;
}

}  // namespace

bool is_storable_text(std::string_view text, bool multiline) {
  if (!is_valid_utf8(text)) return false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_character(text, at);
    if (is_break_or_tab(point) ? !multiline : !is_storable(point)) return false;
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (const char letter : text) {
    if ((static_cast<unsigned char>(letter) & 0xC0U) != 0x80U) ++count;
  }
  return count;
}

std::string normalise_text(std::string_view text, bool multiline) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = break_length(text);
    if (length > 0) {
      out.push_back(multiline ? '\n' : ' ');
    } else {
      out.push_back(!multiline && text.front() == '\t' ? ' ' : text.front());
    }
    text.remove_prefix(length > 0 ? length : 1);
  }
  return std::string(trim(out));
}

bool is_blank(std::string_view text) { return trim(text).empty(); }

}  // namespace care
