#include "shared/redact/characters.h"

#include <algorithm>
#include <iterator>

#include "shared/redact/fold_tables.gen.h"

namespace care::redact {
namespace {

constexpr bool within(char32_t code, char32_t first, char32_t last) { return code >= first && code <= last; }

constexpr FoldedCharacter plain(char letter) { return {Look::plain, {letter, 0}, 0}; }
constexpr FoldedCharacter imitated(char letter) { return {Look::imitated, {letter, 0}, 0}; }

constexpr bool is_invisible(char32_t code) {
  return code == 0xAD || within(code, 0x300, 0x36F) || code == 0x34F || code == 0x61C || within(code, 0x115F, 0x1160) ||
         within(code, 0x17B4, 0x17B5) || within(code, 0x180B, 0x180E) || within(code, 0x1AB0, 0x1AFF) || within(code, 0x1DC0, 0x1DFF) ||
         within(code, 0x200B, 0x200F) || within(code, 0x202A, 0x202E) || within(code, 0x2060, 0x206F) || within(code, 0x20D0, 0x20FF) ||
         within(code, 0xFE00, 0xFE0F) || within(code, 0xFE20, 0xFE2F) || code == 0xFEFF || within(code, 0xE0000, 0xE01EF);
}

constexpr bool is_blank(char32_t code) {
  return code == 0x20 || code == 0x09 || code == 0xA0 || code == 0x1680 || within(code, 0x2000, 0x200A) || code == 0x202F || code == 0x205F || code == 0x3000;
}

// Quotation marks, dashes and the like as their plain form; 0 if there is none.
constexpr char plain_mark(char32_t code) {
  if (within(code, 0x2018, 0x201B) || code == 0x2032 || code == 0x2BC || code == 0x2BB || code == 0x2B9 || code == 0xB4 || code == 0xFF07) return '\'';
  if (within(code, 0x201C, 0x201F) || code == 0x2033 || code == 0xAB || code == 0xBB) return '"';
  if (within(code, 0x2010, 0x2015) || code == 0x2212 || code == 0xFE58 || code == 0xFE63) return '-';
  if (code == 0x2024 || code == 0xB7) return '.';
  if (code == 0x2044 || code == 0x2215) return '/';
  if (code == 0x2028 || code == 0x2029 || code == 0x85 || code == 0x0B || code == 0x0C) return '\n';
  return 0;
}

constexpr bool is_letter(char32_t code) {
  return within(code, 0xAA, 0xAA) || within(code, 0xC0, 0x24F) || within(code, 0x250, 0x2AF) || within(code, 0x370, 0x373) || within(code, 0x376, 0x377) ||
         within(code, 0x37B, 0x37D) || within(code, 0x386, 0x1FFF) || within(code, 0x2C00, 0x2DFF) || within(code, 0x3040, 0x318F) ||
         within(code, 0x31A0, 0x31FF) || within(code, 0x3400, 0x4DBF) || within(code, 0x4E00, 0xA4CF) || within(code, 0xA4D0, 0xD7FF) ||
         within(code, 0xF900, 0xFDFF) || within(code, 0xFE70, 0xFEFE) || within(code, 0xFF66, 0xFFDC) || within(code, 0x10000, 0x1CFFF) || within(code, 0x20000, 0x3FFFF);
}

constexpr char32_t lower_case(char32_t code) {
  if (within(code, 0x410, 0x42F) || within(code, 0x391, 0x3A9)) return code + 0x20;
  if (within(code, 0x400, 0x40F)) return code + 0x50;
  if (within(code, 0x531, 0x556)) return code + 0x30;
  return code;
}

// The mathematical alphabets lie one behind the other, 52 letters each, then digits, ten each.
constexpr char mathematical(char32_t code) {
  if (within(code, 0x1D400, 0x1D6A3)) {
    const auto letter = static_cast<char>((code - 0x1D400) % 52);
    return letter < 26 ? static_cast<char>('A' + letter) : static_cast<char>('a' + letter - 26);
  }
  if (within(code, 0x1D7CE, 0x1D7FF)) return static_cast<char>('0' + (code - 0x1D7CE) % 10);
  return 0;
}

constexpr char special_form(char32_t code) {
  if (within(code, 0xFF01, 0xFF5E)) return static_cast<char>(code - 0xFEE0);
  if (within(code, 0x24B6, 0x24CF)) return static_cast<char>('A' + (code - 0x24B6));
  if (within(code, 0x24D0, 0x24E9)) return static_cast<char>('a' + (code - 0x24D0));
  if (within(code, 0x1F130, 0x1F149)) return static_cast<char>('A' + (code - 0x1F130));
  if (within(code, 0x660, 0x669)) return static_cast<char>('0' + (code - 0x660));
  if (within(code, 0x6F0, 0x6F9)) return static_cast<char>('0' + (code - 0x6F0));
  if (within(code, 0x966, 0x96F)) return static_cast<char>('0' + (code - 0x966));
  if (within(code, 0x2070, 0x2079)) return static_cast<char>('0' + (code - 0x2070));
  if (within(code, 0x2080, 0x2089)) return static_cast<char>('0' + (code - 0x2080));
  return mathematical(code);
}

FoldedCharacter from_tables(char32_t code) {
  for (const FoldRange& range : kFoldRanges) {
    if (code < range.first || code >= range.first + range.letters.size()) continue;
    const char letter = range.letters[code - range.first];
    if (letter == '+') {
      for (const FoldDouble& both : kFoldDoubles) {
        if (both.code == code) return {Look::plain, {both.letters[0], both.letters[1]}, 0};
      }
    }
    if (letter != '.') return plain(letter);
  }
  const auto* const at = std::lower_bound(std::begin(kLookAlikes), std::end(kLookAlikes), code,
                                          [](const LookAlike& entry, char32_t wanted) { return entry.code < wanted; });
  if (at != std::end(kLookAlikes) && at->code == code) return imitated(at->letter);
  return {};
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) { return at + offset < text.size() ? static_cast<std::uint8_t>(text[at + offset]) : std::uint8_t{0}; };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::uint32_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return {kBroken, 1};
  char32_t code = first & (0xFFU >> (length + 1));
  for (std::uint32_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {kBroken, 1};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kSmallest[length] || code > 0x10FFFF || within(code, 0xD800, 0xDFFF)) return {kBroken, 1};
  return {code, length};
}

FoldedCharacter fold_character(char32_t code) {
  if (code < 0x80) return plain(code == 0x09 ? ' ' : static_cast<char>(code));
  if (code == kBroken) return plain(kOtherMark);
  if (is_invisible(code)) return {};
  if (is_blank(code)) return plain(' ');
  if (const char mark = plain_mark(code)) return plain(mark);
  if (const FoldedCharacter known = from_tables(code); known.look != Look::nothing) return known;
  if (const char form = special_form(code)) return imitated(form);
  if (is_letter(code)) return {Look::own, {0, 0}, lower_case(code)};
  return plain(kOtherMark);
}

}  // namespace care::redact
