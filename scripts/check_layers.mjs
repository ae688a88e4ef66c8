#!/usr/bin/env node
// Checks the include graph against scripts/layers.txt: edges inside shared/ and server/, one door per outside library, what the
// server must never include, and that there is no cycle of folders.
// Usage: scripts/check_layers.mjs [--list]   (--list prints the edges in use, for layers.txt)
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const problems = [];

function sources(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(h|cpp)$/.test(entry.name) ? [path] : [];
  });
}

const allowed = new Map();
const doors = [];
const forbidden = [];
for (const line of readFileSync(join(root, "scripts/layers.txt"), "utf8").split("\n")) {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) continue;
  const words = text.split(/\s+/);
  if (words[0] === "DOOR") doors.push({ header: words[1], folders: words.slice(2) });
  else if (words[0] === "FORBID") {
    const except = words.indexOf("EXCEPT");
    forbidden.push({ folder: words[1], headers: words.slice(2, except), except: words.slice(except + 1) });
  } else {
    const from = words[0];
    allowed.set(from, new Set([...(allowed.get(from) ?? []), ...words.slice(2)]));
  }
}

const used = new Map();
for (const file of [...sources("shared"), ...sources("server"), ...sources("wasm")]) {
  const from = dirname(file);
  for (const [, quoted, angled] of readFileSync(join(root, file), "utf8").matchAll(/^#include (?:"([^"]+)"|<([^>]+)>)/gm)) {
    if (angled !== undefined) {
      for (const door of doors) {
        if (angled.includes(door.header) && !door.folders.includes(from)) problems.push(`${file}: <${angled}> may only be included in ${door.folders.join(", ")}`);
      }
      continue;
    }
    for (const rule of forbidden) {
      const excepted = rule.except.some((folder) => from === folder || from.startsWith(`${folder}/`));
      if (from.startsWith(rule.folder) && !excepted && rule.headers.includes(quoted)) problems.push(`${file}: ${quoted} is not for the server`);
    }
    const to = dirname(quoted);
    if (to === from || quoted.endsWith("web_assets.gen.h") || !/^(shared|server|wasm)/.test(to)) continue;
    if (from.startsWith("shared") && !to.startsWith("shared")) problems.push(`${file}: the core includes ${quoted}`);
    used.set(from, new Set([...(used.get(from) ?? []), to]));
  }
}

if (process.argv.includes("--list")) {
  for (const [from, targets] of [...used].sort()) console.log(`${from} -> ${[...targets].sort().join(" ")}`);
  process.exit(0);
}

for (const [from, targets] of used) {
  for (const to of targets) {
    if (!allowed.get(from)?.has(to)) problems.push(`${from} includes ${to}, which scripts/layers.txt does not list`);
  }
}
for (const [from, targets] of allowed) {
  for (const to of targets) {
    if (!used.get(from)?.has(to)) problems.push(`scripts/layers.txt lists ${from} -> ${to}, which nobody uses`);
  }
}

const state = new Map();
function visit(folder, trail) {
  if (state.get(folder) === "done") return;
  if (state.get(folder) === "open") {
    problems.push(`cycle: ${[...trail.slice(trail.indexOf(folder)), folder].join(" -> ")}`);
    return;
  }
  state.set(folder, "open");
  for (const to of used.get(folder) ?? []) visit(to, [...trail, folder]);
  state.set(folder, "done");
}
for (const folder of used.keys()) visit(folder, []);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`layers hold: ${[...used.values()].reduce((sum, each) => sum + each.size, 0)} edges between ${used.size} folders`);
