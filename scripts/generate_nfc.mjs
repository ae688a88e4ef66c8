#!/usr/bin/env node
// Writes shared/signin/nfc.gen.h and tests/vectors/nfc_v1.json: everything that Unicode normalisation form C needs, taken from
// this Node's own String.prototype.normalize. Normalisation of assigned characters never changes, so a newer Node only adds.
// Usage: scripts/generate_nfc.mjs [--check]   (--check fails if a committed file differs; a Node with another Unicode can't tell
// and says so)
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const last = 0x10ffff;
const isSurrogate = (code) => code >= 0xd800 && code <= 0xdfff;
const isHangulSyllable = (code) => code >= 0xac00 && code <= 0xd7a3; // by arithmetic in nfc.cpp
const text = (...codes) => String.fromCodePoint(...codes);
const codes = (string) => [...string].map((c) => c.codePointAt(0));
const scalars = function* () {
  for (let code = 0; code <= last; code += 1) if (!isSurrogate(code)) yield code;
};

// Pairwise decompositions: the last character of the full one splits off, what stands before it is some one character.
function decompositions() {
  const byFull = new Map();
  for (const code of scalars()) byFull.set(text(code).normalize("NFD"), code);
  const composing = [];
  const splitting = [];
  for (const code of scalars()) {
    if (isHangulSyllable(code)) continue;
    const full = codes(text(code).normalize("NFD"));
    if (full.length === 1 && full[0] === code) continue;
    if (full.length === 1) {
      splitting.push([code, full[0], 0]);
      continue;
    }
    const second = full.at(-1);
    const before = text(...full.slice(0, -1));
    const composed = codes(before.normalize("NFC"));
    const first = composed.length === 1 ? composed[0] : byFull.get(before);
    if (first === undefined) throw new Error(`no pair for ${code.toString(16)}`);
    const pair = text(first, second);
    if (pair.normalize("NFD") !== text(code).normalize("NFD")) throw new Error(`wrong pair for ${code.toString(16)}`);
    (pair.normalize("NFC") === text(code) ? composing : splitting).push([code, first, second]);
  }
  return { composing, splitting };
}

// Combining classes up to renaming: only their order matters. Two marks keep their order when written a before b and b before a
// give different results; else normalisation sorts them, which tells which is lower.
function combiningOrder() {
  // JavaScript shows the classes only through sorting. U+0334 has class 1, the lowest; a starter is never moved.
  const marks = [...scalars()].filter((code) => {
    if (text(code).normalize("NFD") !== text(code)) return false;
    const low = text(0x0334);
    const high = text(0x0345); // class 240, the highest
    const moved = text(0x61, code) + low;
    return moved.normalize("NFD") !== moved || (text(0x61) + high + text(code)).normalize("NFD") !== text(0x61) + high + text(code) ||
      code === 0x0334 || code === 0x0345;
  });
  const before = (a, b) => (text(0x61, b, a).normalize("NFD") === text(0x61, a, b) && text(0x61, a, b).normalize("NFD") === text(0x61, a, b));
  const sameClass = (a, b) => text(0x61, a, b).normalize("NFD") === text(0x61, a, b) && text(0x61, b, a).normalize("NFD") === text(0x61, b, a);
  const classes = [];
  for (const mark of marks) {
    const known = classes.find((members) => members[0] === mark || sameClass(members[0], mark));
    if (known) known.push(mark);
    else classes.push([mark]);
  }
  classes.sort((one, other) => (before(one[0], other[0]) ? -1 : 1));
  const rank = new Map();
  classes.forEach((members, index) => members.forEach((mark) => rank.set(mark, index + 1)));
  return rank;
}

function runs(rank) {
  const out = [];
  for (const [code, order] of [...rank].sort((a, b) => a[0] - b[0])) {
    const run = out.at(-1);
    if (run && run.start + run.length === code && run.order === order && run.length < 255) run.length += 1;
    else out.push({ start: code, length: 1, order });
  }
  return out;
}

const hex = (value) => `0x${value.toString(16).toUpperCase()}`;
const table = (type, name, rows) => {
  const lines = [];
  for (let i = 0; i < rows.length; i += 6) lines.push(`    ${rows.slice(i, i + 6).map((row) => `{${row.join(", ")}}`).join(", ")},`);
  return `inline constexpr ${type} ${name}[] = {\n${lines.join("\n")}\n};\n`;
};

function header() {
  const { composing, splitting } = decompositions();
  const small = (row) => row.every((code) => code <= 0xffff);
  const classRuns = runs(combiningOrder());
  const parts = [
    table("SmallPair", "kComposing", composing.filter(small).map((row) => row.map(hex))),
    table("SmallPair", "kSplitting", splitting.filter((row) => small(row) && row[2] !== 0).map((row) => row.map(hex))),
    table("SmallSingle", "kReplaced", splitting.filter((row) => small(row) && row[2] === 0).map((row) => row.slice(0, 2).map(hex))),
    table("LargePair", "kLargeComposing", composing.filter((row) => !small(row)).map((row) => row.map(hex))),
    table("LargePair", "kLargeSplitting", splitting.filter((row) => !small(row) && row[2] !== 0).map((row) => row.map(hex))),
    table("LargeSingle", "kLargeReplaced", splitting.filter((row) => !small(row) && row[2] === 0).map((row) => row.slice(0, 2).map(hex))),
    table("ClassRun", "kClassRuns", classRuns.map((run) => [hex(run.start), run.length, run.order])),
  ];
  return `// Generated by scripts/generate_nfc.mjs from Unicode ${process.versions.unicode}; do not edit.
// Each table is sorted by its first column. Composing pairs are read both ways, the others only apart.
#pragma once

#include <cstdint>

namespace care::signin::nfc_tables {

struct SmallPair { std::uint16_t whole, first, second; };
struct SmallSingle { std::uint16_t whole, first; };
struct LargePair { std::uint32_t whole, first, second; };
struct LargeSingle { std::uint32_t whole, first; };
// Combining classes, renumbered from 1 upward: only their order counts.
struct ClassRun { std::uint32_t start; std::uint8_t length, order; };

${parts.join("\n")}
}  // namespace care::signin::nfc_tables
`;
}

// Planes 3 and up hold nothing that normalisation changes; letters and marks of the modern scripts stand below U+3100.
const beyond = 0x30000;
const marksEnd = 0x3100;

// One hash over every character, and one over strings made by a fixed recipe that C++ repeats.
function vectors() {
  const all = createHash("sha256");
  const marked = createHash("sha256");
  for (const code of scalars()) {
    if (code >= beyond) {
      if (text(code).normalize("NFD") !== text(code)) throw new Error("the vectors leave out a character that matters");
      continue;
    }
    all.update(text(code).normalize("NFC")).update("\n");
    if (code < marksEnd) marked.update(text(0x65, code, 0x301, 0x323).normalize("NFC")).update("\n");
  }
  const pool = [...scalars()].filter((code) => text(code).normalize("NFD") !== text(code) && !isHangulSyllable(code))
    .flatMap((code) => codes(text(code).normalize("NFD"))).concat([0x61, 0x1100, 0x1161, 0x11a8, 0xac00, 0xac01]);
  const distinct = [...new Set(pool)].sort((a, b) => a - b);
  const mixed = createHash("sha256");
  let state = 1n;
  const below = (limit) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(limit));
  };
  for (let i = 0; i < 20000; i += 1) {
    const string = text(...Array.from({ length: 8 }, () => distinct[below(distinct.length)]));
    mixed.update(string.normalize("NFC")).update("\n");
  }
  const sample = ["e\u0301", "\u00e9", "Gwe\u0302n_be\u0302ch-42!", "\u212b", "a\u0323\u0307", "a\u0307\u0323", "\u1100\u1161\u11a8", "\u0958", "\ufb2c",
    "\u0344", "\u2f800", "\u{2f800}", "\u{1d160}", "\u0041\u030a", "q\u0307\u0323", "plain ASCII"];
  return `${JSON.stringify({
    origin: `String.prototype.normalize of Node with Unicode ${process.versions.unicode}; made by scripts/generate_nfc.mjs`,
    note: "sha256_* are over the UTF-8 of each result, each followed by a line feed. all: every scalar value below U+30000 alone (those above "
      + "never change). marked: e, each scalar value below U+3100, U+0301, U+0323. mixed: 20,000 strings of 8 characters drawn from `pool` by state = state * 6364136223846793005 + 1442695040888963407 "
      + "mod 2^64 from 1, index (state >> 33) mod the pool's size.",
    sha256_all: all.digest("hex"),
    sha256_marked: marked.digest("hex"),
    sha256_mixed: mixed.digest("hex"),
    samples: sample.map((string) => ({ input: Buffer.from(string).toString("hex"), nfc: Buffer.from(string.normalize("NFC")).toString("hex") })),
    pool: distinct.map((code) => code.toString(16)).join(" "),
  }, null, 1)}\n`;
}

const check = process.argv.includes("--check");
const committed = join(root, "shared/signin/nfc.gen.h");
if (check && existsSync(committed) && !readFileSync(committed, "utf8").includes(`from Unicode ${process.versions.unicode};`)) {
  console.log(`skipped: this Node has Unicode ${process.versions.unicode}, the committed tables another`);
  process.exit(0);
}
let differing = 0;
for (const [path, content] of [["shared/signin/nfc.gen.h", header()], ["tests/vectors/nfc_v1.json", vectors()]]) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, "utf8") === content) continue;
  if (check) {
    console.error(`${path} differs from what scripts/generate_nfc.mjs writes`);
    differing += 1;
  } else {
    writeFileSync(file, content);
    console.log(`wrote ${path}`);
  }
}
if (differing > 0) process.exit(1);
