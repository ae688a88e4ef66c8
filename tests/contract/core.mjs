// tests/contract/core.mjs: the browser's module in Node, loaded as the browser loads it: from bytes, without a fetch.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = process.env.CARE_CORE_DIR ?? join(root, "build/wasm");

// A module of its own for whoever asks, and its memory, which the module shows nobody.
export async function loadModule(name) {
  const { default: create } = await import(pathToFileURL(join(folder, `${name}.js`)).href);
  const instantiate = WebAssembly.instantiate;
  let memory;
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    memory = Object.values(made.instance.exports).find((each) => each instanceof WebAssembly.Memory);
    return made;
  };
  try {
    const core = await create({ wasmBinary: readFileSync(join(folder, `${name}.wasm`)) });
    return { core, heap: () => new Uint8Array(memory.buffer) };
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

export const loadCore = async () => (await loadModule("care_core")).core;
// The redactor with its word lists, which lie beside it.
export const redactLists = () => new Uint8Array(readFileSync(join(folder, "care_redact.lists")));
export async function loadRedactor() {
  const { core } = await loadModule("care_redact");
  valueOf(core.open_lists(redactLists()));
  return core;
}
// The calls of tests/contract/module: what the product keeps to itself, for vectors.
export const loadProbe = async () => (await loadModule("care_core_probe")).core;

// The calls that a .d.ts declares: name → kinds of its arguments, from "(password: Uint8Array, args: string): string".
export function declaredCalls(path, name) {
  const text = readFileSync(join(root, path), "utf8");
  const body = new RegExp(`export interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(text)[1];
  const kinds = { Uint8Array: "b", string: "t", number: "n" };
  return new Map([...body.matchAll(/^ {2}(\w+)\((.*?)\): string;/gm)].map(([, call, list]) =>
    [call, list === "" ? "" : list.split(",").map((each) => kinds[each.split(":")[1].trim()]).join("")]));
}

// And those that a module has. "run" is Emscripten's, for programs with a main.
export const ownCalls = (module) =>
  Object.keys(module).filter((name) => typeof module[name] === "function" && /^[a-z]+_?[a-z_]*$/.test(name) && name !== "run");

// The spelling of JSON that the core reads; web/src/core/canonical-json.ts is the app's.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

// The value, or an error with the code.
export function valueOf(answer) {
  const read = JSON.parse(answer);
  if (read.ok !== 1) throw Object.assign(new Error(answer), read);
  return read.value;
}

export const codeOf = (answer) => JSON.parse(answer).code ?? "ok";
export const bytes = (text) => new TextEncoder().encode(text);
export const fromHex = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
export const vectors = (name) => JSON.parse(readFileSync(join(root, "tests/vectors", `${name}.json`), "utf8"));

// A corpus of others, or undefined with the reason for the test's report.
export function corpus(path) {
  if (process.env.CARE_VECTORS_DIR === undefined) return { missing: "CARE_VECTORS_DIR is not set" };
  return { found: JSON.parse(readFileSync(join(process.env.CARE_VECTORS_DIR, path), "utf8")) };
}
