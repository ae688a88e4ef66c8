// The folding of shared/redact/reading.cpp for list words: lower-case ASCII letters without accents. Both are held to
// tests/vectors/fold_v1.json.

const letters = { ß: "ss", æ: "ae", ø: "o", ł: "l", ı: "i", đ: "d", þ: "th", ð: "d", œ: "oe", ɔ: "o", ɛ: "e", ə: "e", ŋ: "n", ħ: "h", ŧ: "t", ƙ: "k", ɓ: "b", ɗ: "d" };
const apostrophes = /[\u2018-\u201b\u2032\u02b9\u02bb\u02bc]/g;
const dashes = /[\u2010-\u2015\u2212]/g;

export function fold(text) {
  const plain = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(apostrophes, "'").replace(dashes, "-");
  return [...plain].map((letter) => letters[letter] ?? letter).join("");
}

// The words a list entry stands for: hyphens part words, an apostrophe inside one disappears.
export function words(entry) {
  return fold(entry).replace(/'/g, "").split(/[\s-]+/).filter(Boolean);
}
