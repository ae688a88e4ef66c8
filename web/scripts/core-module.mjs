// web/scripts/core-module.mjs: brings the compiled core (care_core.js, care_core.wasm) to where Vite bundles it from.
//
// It comes from build/wasm (scripts/build wasm), or from the folder that CARE_CORE_DIR names. The hash of the .wasm is baked
// into the worker; a module with another hash is never run.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const from = process.env.CARE_CORE_DIR ?? fileURLToPath(new URL("../../build/wasm", import.meta.url));
export const moduleFolder = fileURLToPath(new URL("../src/core/module/", import.meta.url));
const files = ["care_core.js", "care_core.wasm"];

// Copies what is newer; where nothing was built, what was copied before stays.
export function copyCoreModule() {
  mkdirSync(moduleFolder, { recursive: true });
  for (const file of files) {
    const source = `${from}/${file}`;
    if (existsSync(source)) copyFileSync(source, `${moduleFolder}${file}`);
    else if (!existsSync(`${moduleFolder}${file}`)) {
      throw new Error(`${source} is missing: run scripts/build wasm, or name its folder in CARE_CORE_DIR`);
    }
  }
}

// Empty where nothing was built yet, which only type checks and tests without the core get away with.
export function coreIntegrity() {
  const wasm = `${moduleFolder}care_core.wasm`;
  return existsSync(wasm) ? `sha384-${createHash("sha384").update(readFileSync(wasm)).digest("base64")}` : "";
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  copyCoreModule();
  console.log(coreIntegrity());
}
