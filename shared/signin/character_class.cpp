#include "shared/signin/character_class.h"

namespace care::signin {

namespace {

bool between(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

// Letters in pairs, capital first, from an even or an odd number on.
bool paired_from_even(char32_t point) {
  return between(point, 0x100, 0x137) || between(point, 0x14A, 0x177) || between(point, 0x1E00, 0x1E95) ||
         between(point, 0x1EA0, 0x1EFF) || between(point, 0x200, 0x21F) || between(point, 0x460, 0x481) ||
         between(point, 0x48A, 0x4BF);
}
bool paired_from_odd(char32_t point) { return between(point, 0x139, 0x148) || between(point, 0x179, 0x17E); }

bool is_symbol(char32_t point) {
  return between(point, 0xA1, 0xA9) || between(point, 0xAB, 0xB4) || between(point, 0xB6, 0xB9) ||
         between(point, 0xBB, 0xBF) || point == 0xD7 || point == 0xF7 || point == 0xA0 ||
         between(point, 0x2010, 0x2027) || between(point, 0x2030, 0x205E) || between(point, 0x20A0, 0x20C0) ||
         between(point, 0x2100, 0x2BFF) || between(point, 0x3001, 0x3003) || between(point, 0x1F000, 0x1FAFF);
}

}  // namespace

CharacterClass class_of_character(char32_t point) {
  using enum CharacterClass;
  if (between(point, '0', '9')) return digit;
  if (to_lower(point) != point) return upper;
  if (between(point, 'a', 'z')) return lower;
  if (point < 0x7F) return symbol;
  if (is_symbol(point)) return symbol;
  const bool small = between(point, 0xDF, 0xFF) || paired_from_even(point) || paired_from_odd(point) ||
                     between(point, 0x3AC, 0x3CE) || between(point, 0x430, 0x45F);
  return small ? lower : other;
}

char32_t to_lower(char32_t point) {
  if (between(point, 'A', 'Z')) return point + 32;
  if (between(point, 0xC0, 0xDE) && point != 0xD7) return point + 32;
  if (point == 0x178) return 0xFF;
  if (paired_from_even(point)) return point | 1U;
  if (paired_from_odd(point)) return point + point % 2;
  if (between(point, 0x391, 0x3AB) && point != 0x3A2) return point + 32;
  if (between(point, 0x410, 0x42F)) return point + 32;
  if (between(point, 0x400, 0x40F)) return point + 80;
  return point;
}

}  // namespace care::signin
