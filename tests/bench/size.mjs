// tests/bench/size.mjs: what a browser loads, gzip at its best, 1 kB = 1000 bytes.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../../web/dist");
const gzipKb = (file) => gzipSync(readFileSync(file), { level: 9 }).length / 1000;

// What index.html names, and what those modules import before anything is drawn.
function firstScripts() {
  const found = new Set([...readFileSync(join(dist, "index.html"), "utf8").matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, name]) => name));
  for (const name of found) {
    for (const [, imported] of readFileSync(join(dist, name), "utf8").matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) found.add(`assets/${imported}`);
  }
  return [...found];
}

export async function measureSize({ figures }) {
  figures.add("size.wasm.gzip_kb", gzipKb(join(process.env.CARE_CORE_DIR, "care_core.wasm")), "kB", "lower");
  if (!existsSync(join(dist, "index.html"))) throw new Error("web/dist is missing: scripts/build web makes it");
  figures.add("size.first_js.gzip_kb", firstScripts().reduce((sum, name) => sum + gzipKb(join(dist, name)), 0), "kB", "lower");
}

// The redactor's module, its glue and its lists, each packed as it travels; loaded by those who ask for writing help.
export function measureRedactSize({ figures }) {
  const files = ["care_redact.wasm", "care_redact.js", "care_redact.lists"].map((name) => join(process.env.CARE_CORE_DIR, name));
  figures.add("size.redact_lists.compressed_kb", files.reduce((sum, file) => sum + gzipKb(file), 0), "kB", "lower");
}
