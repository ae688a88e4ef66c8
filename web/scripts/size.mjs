// web/scripts/size.mjs: gzip sizes of dist, and the budgets: first screen 60 kB of JavaScript, 20 kB of HTML and CSS,
// 15 kB of icons. Fails when one is passed.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const files = readdirSync(dist, { recursive: true }).map(String).filter((name) => statSync(join(dist, name)).isFile()).sort();
const size = (name) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
const kB = (bytes) => `${(bytes / 1000).toFixed(1).padStart(6)} kB`;

// What index.html names, and what that imports statically.
const html = readFileSync(join(dist, "index.html"), "utf8");
const first = new Set([...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]));
for (const name of first) {
  if (!name.endsWith(".js")) continue;
  for (const [, imported] of readFileSync(join(dist, name), "utf8").matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) first.add(`assets/${imported}`);
}

const total = (ending) => [...first].filter((name) => name.endsWith(ending)).reduce((sum, name) => sum + size(name), 0);
for (const name of files) console.log(`${kB(size(name))}  ${first.has(name) ? "first " : "      "} ${relative(dist, join(dist, name))}`);

const budgets = [
  ["JavaScript to the first screen", total(".js"), 60_000],
  ["HTML and CSS to the first screen", total(".css") + size("index.html"), 20_000],
  ["icons", files.filter((name) => /icons\.gen.*\.svg$/.test(name)).reduce((sum, name) => sum + size(name), 0), 15_000],
];
let over = false;
for (const [what, bytes, budget] of budgets) {
  console.log(`${kB(bytes)} of ${kB(budget).trim()}  ${what}`);
  over ||= bytes > budget;
}
process.exit(over ? 1 : 0);
