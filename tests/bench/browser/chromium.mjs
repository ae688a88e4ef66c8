// tests/bench/browser/chromium.mjs: Debian's Chromium on a loopback page, such as the one with the bench's worker.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));

// The packages keep their module builds beside the one that require() finds.
const moduleOf = (name, file) => join(dirname(require.resolve(name)), "../modules-sumo-esm", file);

function files() {
  const core = process.env.CARE_CORE_DIR;
  return {
    "/": { file: join(here, "page.html"), type: "text/html" },
    "/worker.mjs": { file: join(here, "worker.mjs"), type: "text/javascript" },
    "/core/care_core.js": { file: join(core, "care_core.js"), type: "text/javascript" },
    "/core/care_core.wasm": { file: join(core, "care_core.wasm"), type: "application/wasm" },
    "/sodium/libsodium-wrappers.mjs": { file: moduleOf("libsodium-wrappers-sumo", "libsodium-wrappers.mjs"), type: "text/javascript" },
    "/sodium/libsodium-sumo.mjs": { file: moduleOf("libsodium-sumo", "libsodium-sumo.mjs"), type: "text/javascript" },
  };
}

// Isolated, so that the page's clock shows microseconds.
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp", "Cache-Control": "no-store" };

// find: address → { type, bytes }, or nothing.
function serve(find) {
  const server = createServer((asked, answer) => {
    const found = find(asked.url);
    if (found === undefined) answer.writeHead(404).end();
    else answer.writeHead(200, { ...headers, "Content-Type": found.type }).end(found.bytes);
  });
  return new Promise((resolve) => { server.listen(0, "127.0.0.1", () => resolve(server)); });
}

// Answers ask(name, …args): what the page's own ask() says.
export async function openPage(machine, find, address) {
  const server = await serve(find);
  machine.atEnd(async () => { server.close(); server.closeAllConnections(); });
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  machine.atEnd(() => browser.close());
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`page: ${error}`));
  await page.goto(`http://127.0.0.1:${server.address().port}${address}`);
  return (name, ...args) => page.evaluate(([asked, given]) => globalThis.ask(asked, ...given), [name, args]);
}

// And this one what the worker says.
export async function openWorker(machine) {
  const known = files();
  const ask = await openPage(machine, (address) => {
    const found = known[address];
    if (found === undefined) return undefined;
    const bytes = readFileSync(found.file);
    // A bundler would find the other package; a browser needs an address.
    const isWrapper = address === "/sodium/libsodium-wrappers.mjs";
    return { type: found.type, bytes: isWrapper ? String(bytes).replace('from"libsodium-sumo"', 'from"/sodium/libsodium-sumo.mjs"') : bytes };
  }, "/");
  await ask("ready");
  return ask;
}
