// tests/bench/browser/redact_site.mjs: redact.html bundled as the app is, with the app's own client and worker, around the module in CARE_CORE_DIR.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, "../../../web");
const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".lists": "application/octet-stream" };

// The names that the app imports: web/vite.config.js.
function settings(folder) {
  const from = (file) => join(resolve(process.env.CARE_CORE_DIR), file);
  const hash = (file) => JSON.stringify(`sha384-${createHash("sha384").update(readFileSync(from(file))).digest("base64")}`);
  return {
    configFile: false, root: here, base: "/", logLevel: "error", publicDir: false,
    resolve: {
      alias: [
        { find: /^careseal-redact-wasm\?url$/, replacement: `${from("care_redact.wasm")}?url` },
        { find: /^careseal-redact-lists\?url$/, replacement: `${from("care_redact.lists")}?url` },
        { find: /^careseal-redact$/, replacement: from("care_redact.js") },
      ],
    },
    define: { __REDACT_INTEGRITY__: hash("care_redact.wasm"), __REDACT_LISTS_INTEGRITY__: hash("care_redact.lists") },
    worker: { format: "es" },
    build: {
      outDir: folder, target: "es2021", assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false,
      rollupOptions: { checks: { bundlerTimings: false }, input: join(here, "redact.html") },
    },
  };
}

// Answers what an address has: { type, bytes }, or nothing.
export async function buildRedactSite(folder) {
  const vite = await import(pathToFileURL(createRequire(join(web, "package.json")).resolve("vite")).href);
  await vite.build(settings(folder));
  return (address) => {
    const file = join(folder, address);
    return existsSync(file) && extname(file) in types ? { type: types[extname(file)], bytes: readFileSync(file) } : undefined;
  };
}
