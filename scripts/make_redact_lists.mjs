#!/usr/bin/env node
// Writes the redactor's word lists: one file that shared/redact/lexicon.cpp opens, the same bytes on every machine.
// Usage: scripts/make_redact_lists.mjs --out FILE [--words FILE.tsv]
//        scripts/make_redact_lists.mjs --explain WORD…
//   --words    also writes each word with its classes, for a reader
//   --explain  prints the classes of words and which list they come from, writes nothing
// Needs Debian's scowl; npm's packages are fetched once with `npm pack` into the cache (scripts/lib/common.sh says where).
// What the lists are made of, and each one's licence: shared/redact/data/README.md. Layout: shared/docs/formats/redact-lists.md.
import { writeFileSync } from "node:fs";
import { bit, describe } from "./redact_lists/classes.mjs";
import { fewCombinations, plain } from "./redact_lists/combine.mjs";
import { words } from "./redact_lists/fold.mjs";
import { gather } from "./redact_lists/lists.mjs";
import { pack } from "./redact_lists/pack.mjs";
import { nameModel } from "./redact_lists/sources.mjs";

const value = (name) => {
  const at = process.argv.indexOf(name);
  return at > 0 ? process.argv[at + 1] : undefined;
};

const all = await gather();
const { words: classes, combinations, folded } = fewCombinations(new Map([...all.classes].map(([word, set]) => [word, plain(set)])));

const explained = process.argv.indexOf("--explain");
if (explained > 0) {
  for (const entry of process.argv.slice(explained + 1)) {
    const keys = words(entry);
    for (const key of keys.length > 1 ? [keys.join(" "), ...keys] : keys) {
      console.log(classes.has(key) ? `${key}: ${describe(classes.get(key))}\n    ${[...all.origins.get(key)].join(" · ")}` : `${key}: in no list`);
    }
  }
} else if (value("--out") === undefined) {
  console.error("usage: scripts/make_redact_lists.mjs --out FILE [--words FILE.tsv] | --explain WORD…");
  process.exit(2);
} else {
  const file = pack(classes, nameModel());
  writeFileSync(value("--out"), file);
  if (value("--words") !== undefined) {
    writeFileSync(value("--words"), [...classes.keys()].sort().map((word) => `${word}\t${describe(classes.get(word))}\n`).join(""));
  }
  const counts = Object.entries(bit).map(([name, one]) => `${name} ${[...classes.values()].filter((set) => set & one).length}`);
  console.log(`wrote ${value("--out")}: ${file.length} bytes, ${classes.size} words (${folded} of them with one of ${combinations} combinations folded)`);
  console.log(`    ${counts.join(", ")}`);
}
