// tests/web/modules.mjs: loads TypeScript modules of the web app in Node, as Vite would serve them.

import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const web = fileURLToPath(new URL("../../web/", import.meta.url));
const vite = await import(pathToFileURL(createRequire(`${web}package.json`).resolve("vite")).href);

export async function withModules(use) {
  const server = await vite.createServer({ configFile: `${web}vite.config.js`, root: web, logLevel: "error", appType: "custom", optimizeDeps: { noDiscovery: true }, server: { middlewareMode: true, hmr: false, ws: false, watch: null } });
  try {
    return await use((path) => server.ssrLoadModule(path));
  } finally {
    await server.close();
  }
}
