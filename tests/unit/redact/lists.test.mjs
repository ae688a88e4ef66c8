// scripts/make_redact_lists.mjs in parts: folding, packing, classing. Run with: node --test tests/unit/redact
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { bit, commonness } from "../../../scripts/redact_lists/classes.mjs";
import { fewCombinations, plain } from "../../../scripts/redact_lists/combine.mjs";
import { fold, words } from "../../../scripts/redact_lists/fold.mjs";
import { hashes, mostCombinations, pack } from "../../../scripts/redact_lists/pack.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const vectors = (name) => JSON.parse(readFileSync(join(root, "tests/vectors", name), "utf8"));

test("list words are folded as texts are", () => {
  for (const { text, folded, words: expected } of vectors("fold_v1.json").vectors) {
    assert.equal(fold(text), folded);
    assert.deepEqual(words(text), expected);
  }
});

test("the bits of the classes are those of shared/redact/lexicon.h", () => {
  const header = readFileSync(join(root, "shared/redact/lexicon.h"), "utf8");
  const told = [...header.matchAll(/WordClasses (\w+) = 1U << (\d+)U/g)].map(([, name, by]) => [name, 1 << Number(by)]);
  assert.deepEqual(Object.fromEntries(told), bit);
  assert.match(header, new RegExp(`WordClasses commonness = 0x${commonness.toString(16)};`));
});

test("the packed file is the one that the C++ test opens", () => {
  const golden = vectors("redact_lists_v2.json");
  const file = Buffer.from(golden.file.join(""), "hex");
  const weights = Buffer.from(golden.weights, "hex");
  assert.deepEqual(pack(new Map(Object.entries(golden.words)), weights), file);
  for (const { word, a, b } of golden.hashes) assert.deepEqual(hashes(word), [a, b]);
});

test("thousands of words get slots of their own, the same whatever order they come in", () => {
  const many = new Map(Array.from({ length: 20_000 }, (_, i) => [`word${i}`, 1 + (i % 7)]));
  const file = pack(many, Buffer.alloc(0));
  assert.ok(file.length < 3.6 * many.size, `${file.length} bytes`);
  assert.deepEqual(pack(new Map([...many].reverse()), Buffer.alloc(0)), file);
});

test("too many combinations become few, and no word gains or loses what a finder decides by", () => {
  const kept = bit.given | bit.surname | bit.care | bit.grammar | bit.title;
  const many = new Map();
  for (let set = 1; many.size < 330; set += 1571) many.set(`w${set}`, set & 0x7ffff & ~(bit.grammar | bit.title | bit.care));
  const { words: few, combinations } = fewCombinations(many);
  assert.ok(combinations > mostCombinations);
  assert.ok(new Set(few.values()).size < mostCombinations);
  for (const [word, set] of many) assert.equal(few.get(word) & kept, set & kept);
});

test("what says nothing new about a word is left out", () => {
  assert.equal(plain(bit.given | bit.given_rare | bit.proper | 4), bit.given | 4);
  assert.equal(plain(bit.proper), bit.proper);
});

test("our own lists name their origin and hold no line twice", () => {
  const folder = join(root, "shared/redact/data");
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".txt"))) {
    const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
    assert.ok(lines.slice(0, 3).some((line) => line.startsWith("# Origin: ")), name);
    const entries = lines.filter((line) => !line.startsWith("#"));
    assert.equal(new Set(entries).size, entries.length, `${name} has a line twice`);
    assert.ok(entries.every((line) => line === line.trim() && line !== ""), name);
  }
});
