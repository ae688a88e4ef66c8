// Written by scripts/generate_fold.mjs; do not edit. Which Latin letter a character is read as, its case kept.
#pragma once

#include <cstdint>
#include <string_view>

namespace care::redact {

struct FoldRange {
  std::uint32_t first;
  std::string_view letters;  // one each; '.' none, '+' two, see kFoldDoubles
};
inline constexpr FoldRange kFoldRanges[] = {
  {0xA0,
    "..........a.......23'....1o.....AAAAAA+CEEEEIIIIDNOOOOO.OUUUUY++aaaaaa+ceeeeiiiidnooooo.ouuuuy+y"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi++JjKkkLlLlLl..LlNnNnNn.NnOoOoOo++RrRrRrSsSsSs"
    "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs.B....O...D....EE.f...IIKk......Oo.............Uu..YyZz........."
    "....+++++++++AaIiOoUuUuUuUuUueAaAa++..GgKkOoOo..j+++Gg..NnAa++OoAaAaEeEeIiIiOoOoRrRrUuUuSsTt..Hh"
    "......AaEeOoOoOoOoYy............................"},
  {0x250,
    "...bo..d.e.e............i......................................................................."},
  {0x1E00,
    "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRr"
    "SsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwy.s..+.AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
    "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy......"},
};

struct FoldDouble {
  std::uint32_t code;
  char letters[3];
};
inline constexpr FoldDouble kFoldDoubles[] = {
    {0xC6, "AE"}, {0xDE, "TH"}, {0xDF, "ss"}, {0xE6, "ae"}, {0xFE, "th"}, {0x132, "IJ"},
    {0x133, "ij"}, {0x152, "OE"}, {0x153, "oe"}, {0x1C4, "DZ"}, {0x1C5, "Dz"}, {0x1C6, "dz"},
    {0x1C7, "LJ"}, {0x1C8, "Lj"}, {0x1C9, "lj"}, {0x1CA, "NJ"}, {0x1CB, "Nj"}, {0x1CC, "nj"},
    {0x1E2, "AE"}, {0x1E3, "ae"}, {0x1F1, "DZ"}, {0x1F2, "Dz"}, {0x1F3, "dz"}, {0x1FC, "AE"},
    {0x1FD, "ae"}, {0x1E9E, "SS"},
};

// Characters of other scripts that are drawn like a Latin letter, ascending.
struct LookAlike {
  std::uint16_t code;
  char letter;
};
inline constexpr LookAlike kLookAlikes[] = {
    {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x396, 'Z'}, {0x397, 'H'}, {0x399, 'I'}, {0x39A, 'K'}, {0x39C, 'M'},
    {0x39D, 'N'}, {0x39F, 'O'}, {0x3A1, 'P'}, {0x3A4, 'T'}, {0x3A5, 'Y'}, {0x3A7, 'X'}, {0x3AC, 'a'}, {0x3AD, 'e'},
    {0x3AF, 'i'}, {0x3B1, 'a'}, {0x3B3, 'y'}, {0x3B5, 'e'}, {0x3B7, 'n'}, {0x3B9, 'i'}, {0x3BA, 'k'}, {0x3BD, 'v'},
    {0x3BF, 'o'}, {0x3C1, 'p'}, {0x3C4, 't'}, {0x3C5, 'u'}, {0x3C7, 'x'}, {0x3CC, 'o'}, {0x3F2, 'c'}, {0x3F3, 'j'},
    {0x400, 'E'}, {0x401, 'E'}, {0x405, 'S'}, {0x406, 'I'}, {0x407, 'I'}, {0x408, 'J'}, {0x410, 'A'}, {0x412, 'B'},
    {0x415, 'E'}, {0x417, '3'}, {0x41A, 'K'}, {0x41C, 'M'}, {0x41D, 'H'}, {0x41E, 'O'}, {0x420, 'P'}, {0x421, 'C'},
    {0x422, 'T'}, {0x423, 'Y'}, {0x425, 'X'}, {0x430, 'a'}, {0x432, 'b'}, {0x433, 'r'}, {0x435, 'e'}, {0x43A, 'k'},
    {0x43C, 'm'}, {0x43D, 'h'}, {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'},
    {0x450, 'e'}, {0x451, 'e'}, {0x455, 's'}, {0x456, 'i'}, {0x457, 'i'}, {0x458, 'j'}, {0x474, 'V'}, {0x475, 'v'},
    {0x4AE, 'Y'}, {0x4AF, 'y'}, {0x4BB, 'h'}, {0x500, 'D'}, {0x501, 'd'}, {0x51A, 'Q'}, {0x51B, 'q'}, {0x51C, 'W'},
    {0x51D, 'w'}, {0x54F, 'S'}, {0x566, 'q'}, {0x570, 'h'}, {0x578, 'n'}, {0x57D, 'u'}, {0x581, 'g'}, {0x585, 'o'},
    {0x13A2, 'T'}, {0x13AA, 'A'}, {0x13AB, 'J'}, {0x13AC, 'E'}, {0x13B3, 'W'}, {0x13B7, 'M'}, {0x13BB, 'H'}, {0x13C3, 'Z'},
    {0x13D9, 'V'}, {0x13DA, 'S'}, {0x13DE, 'L'}, {0x13DF, 'C'}, {0x13E2, 'P'}, {0x13E6, 'K'}, {0x13F4, 'B'}, {0x2102, 'C'},
    {0x210A, 'g'}, {0x210B, 'H'}, {0x210D, 'H'}, {0x210E, 'h'}, {0x2110, 'I'}, {0x2112, 'L'}, {0x2113, 'l'}, {0x2115, 'N'},
    {0x2119, 'P'}, {0x211A, 'Q'}, {0x211B, 'R'}, {0x211D, 'R'}, {0x2124, 'Z'}, {0x212C, 'B'}, {0x212E, 'e'}, {0x212F, 'e'},
    {0x2130, 'E'}, {0x2131, 'F'}, {0x2133, 'M'}, {0x2134, 'o'},
};

}  // namespace care::redact
