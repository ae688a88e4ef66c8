// web/scripts/build-id.mjs: which build is this? A hash of everything that goes into it, as hex and as
// four words a person can read out on the phone. The same sources give the same words on any machine.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { words } from "./words.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else yield path;
  }
}

export function buildId() {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const hash = createHash("sha256");
  const files = [...sources(join(root, "src")), ...sources(join(root, "public")),
    ...["index.html", "package.json", "package-lock.json", "vite.config.js"].map((name) => join(root, name))];
  for (const file of files) {
    const bytes = readFileSync(file);
    hash.update(`${relative(root, file)}\0${bytes.length}\0`).update(bytes);
  }
  const digest = hash.digest();
  return { version, words: [...digest.subarray(0, 4)].map((byte) => words[byte]).join(" "), hash: digest.toString("hex").slice(0, 16) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { version, words: spoken, hash } = buildId();
  console.log(`${version} ${spoken} ${hash}`);
}
