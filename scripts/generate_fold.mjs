#!/usr/bin/env node
// Writes shared/redact/fold_tables.gen.h: which Latin letter a character is read as.
// Usage: scripts/generate_fold.mjs [--check]
//   --check writes nothing and fails if the committed file differs.
// Source: Node's Unicode tables (compatibility decomposition), and below the letters that have none; the look-alikes are the
// characters of Unicode's confusables (UTS 39) that stand for Latin letters in Cyrillic, Greek, Armenian and Cherokee text.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const file = join(dirname(fileURLToPath(import.meta.url)), "..", "shared/redact/fold_tables.gen.h");
const without = { ø: "o", Ø: "O", ł: "l", Ł: "L", đ: "d", Đ: "D", ħ: "h", Ħ: "H", ı: "i", ŧ: "t", Ŧ: "T", ŋ: "n", Ŋ: "N", ð: "d", Ð: "D", ƒ: "f",
  Ɛ: "E", ɛ: "e", Ɔ: "O", ə: "e", Ə: "E", ǝ: "e", Ɓ: "B", Ɗ: "D", Ƙ: "K", ƙ: "k", Ƴ: "Y", ƴ: "y", ʼ: "'", ĸ: "k", ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE",
  œ: "oe", Œ: "OE", þ: "th", Þ: "TH", ſ: "s", Ɩ: "I", ƶ: "z", Ƶ: "Z", ɨ: "i", Ɨ: "I", ɓ: "b", ɗ: "d", ɔ: "o", ʻ: "'", "ʹ": "'", "´": "'", "`": "'" };

// What a character is read as: letters keep their case here, so that the reader knows a capital.
function read(code) {
  const character = String.fromCodePoint(code);
  if (without[character]) return without[character];
  const plain = [...character.normalize("NFKD").replace(/\p{M}/gu, "")].map((c) => without[c] ?? c).join("");
  return /^[A-Za-z0-9]{1,2}$/.test(plain) ? plain : "";
}

const ranges = [[0xa0, 0x24f], [0x250, 0x2af], [0x1e00, 0x1eff]];
const doubles = [];
const tables = ranges.map(([first, last]) => {
  let text = "";
  for (let code = first; code <= last; ++code) {
    const as = read(code);
    if (as.length === 2) doubles.push([code, as]);
    text += as.length === 1 ? as : as.length === 2 ? "+" : ".";
  }
  return { first, last, text };
});

const lookAlikes = {
  А: "A", В: "B", Е: "E", З: "3", К: "K", М: "M", Н: "H", О: "O", Р: "P", С: "C", Т: "T", У: "Y", Х: "X", І: "I", Ј: "J", Ѕ: "S", Ԁ: "D", Ԛ: "Q", Ԝ: "W", Ү: "Y", Ѵ: "V",
  а: "a", в: "b", е: "e", к: "k", м: "m", н: "h", о: "o", р: "p", с: "c", т: "t", у: "y", х: "x", і: "i", ј: "j", ѕ: "s", ԁ: "d", ԛ: "q", ԝ: "w", һ: "h", ѵ: "v", ё: "e", Ё: "E", ү: "y", г: "r", ѐ: "e", Ѐ: "E", ї: "i", Ї: "I",
  Α: "A", Β: "B", Ε: "E", Ζ: "Z", Η: "H", Ι: "I", Κ: "K", Μ: "M", Ν: "N", Ο: "O", Ρ: "P", Τ: "T", Υ: "Y", Χ: "X",
  α: "a", ο: "o", ν: "v", ι: "i", κ: "k", ρ: "p", υ: "u", χ: "x", ε: "e", τ: "t", γ: "y", η: "n", ό: "o", ά: "a", έ: "e", ί: "i", ϲ: "c", ϳ: "j",
  Տ: "S", օ: "o", հ: "h", ո: "n", ս: "u", ց: "g", զ: "q", Ꭺ: "A", Ᏼ: "B", Ꮯ: "C", Ꭼ: "E", Ꮋ: "H", Ꭻ: "J", Ꮶ: "K", Ꮮ: "L", Ꮇ: "M", Ꮲ: "P", Ꮪ: "S", Ꭲ: "T", Ꮩ: "V", Ꮃ: "W", Ꮓ: "Z",
  "ℓ": "l", "ℎ": "h", "ℐ": "I", "ℒ": "L", "ℛ": "R", "ℬ": "B", "ℰ": "E", "ℱ": "F", "ℋ": "H", "ℳ": "M", "ℴ": "o", "℮": "e", "ℯ": "e", "ℊ": "g", "ℂ": "C", "ℍ": "H", "ℕ": "N", "ℙ": "P", "ℚ": "Q", "ℝ": "R", "ℤ": "Z", "K": "K", "Å": "A",
};
const pairs = Object.entries(lookAlikes).map(([from, to]) => [from.codePointAt(0), to]).filter(([code]) => code > 0x24f).sort((a, b) => a[0] - b[0]);

const hex = (code) => `0x${code.toString(16).toUpperCase()}`;
const wrap = (items, each) => items.reduce((lines, item, i) => lines + (i % each === 0 ? "\n    " : " ") + item, "");
const lines = (text) => text.match(/.{1,96}/g).map((part) => `\n    "${part}"`).join("");
const out = `// Written by scripts/generate_fold.mjs; do not edit. Which Latin letter a character is read as, its case kept.
#pragma once

#include <cstdint>
#include <string_view>

namespace care::redact {

struct FoldRange {
  std::uint32_t first;
  std::string_view letters;  // one each; '.' none, '+' two, see kFoldDoubles
};
inline constexpr FoldRange kFoldRanges[] = {${tables.map((t) => `\n  {${hex(t.first)},${lines(t.text)}},`).join("")}
};

struct FoldDouble {
  std::uint32_t code;
  char letters[3];
};
inline constexpr FoldDouble kFoldDoubles[] = {${wrap(doubles.map(([c, t]) => `{${hex(c)}, "${t}"},`), 6)}
};

// Characters of other scripts that are drawn like a Latin letter, ascending.
struct LookAlike {
  std::uint16_t code;
  char letter;
};
inline constexpr LookAlike kLookAlikes[] = {${wrap(pairs.map(([c, t]) => `{${hex(c)}, '${t}'},`), 8)}
};

}  // namespace care::redact
`;
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== out) {
    console.error("shared/redact/fold_tables.gen.h is not what scripts/generate_fold.mjs writes");
    process.exit(1);
  }
} else {
  writeFileSync(file, out);
}
