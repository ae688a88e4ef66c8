// web/scripts/core-module.mjs: brings the compiled modules, core and redactor, and the redactor's word lists to where Vite bundles them from.
//
// They come from build/wasm (scripts/build wasm), or from the folder that CARE_CORE_DIR names. The hash of each is baked
// into its worker; one with another hash is never used.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const from = process.env.CARE_CORE_DIR ?? fileURLToPath(new URL("../../build/wasm", import.meta.url));
export const moduleFolder = fileURLToPath(new URL("../src/core/module/", import.meta.url));
const files = ["care_core.js", "care_core.wasm", "care_redact.js", "care_redact.wasm", "care_redact.lists"];

// Copies what is newer; where nothing was built, what was copied before stays.
export function copyModules() {
  mkdirSync(moduleFolder, { recursive: true });
  for (const file of files) {
    const source = `${from}/${file}`;
    if (existsSync(source)) copyFileSync(source, `${moduleFolder}${file}`);
    else if (!existsSync(`${moduleFolder}${file}`)) {
      throw new Error(`${source} is missing: run scripts/build wasm, or name its folder in CARE_CORE_DIR`);
    }
  }
}

// Empty where nothing was built yet, which only type checks and tests without the modules get away with.
export function integrityOf(file) {
  const path = `${moduleFolder}${file}`;
  return existsSync(path) ? `sha384-${createHash("sha384").update(readFileSync(path)).digest("base64")}` : "";
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  copyModules();
  for (const file of files.filter((each) => !each.endsWith(".js"))) console.log(file, integrityOf(file));
}
