// web/vite.config.js: builds the app into web/dist.
//
// CARESEAL_EXAMPLES=1 builds examples.html instead (every component, for axe and screenshots) into
// web/dist-examples; nothing of it reaches web/dist.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { buildId } from "./scripts/build-id.mjs";
import { integrityOf, moduleFolder } from "./scripts/core-module.mjs";
import { serviceWorker } from "./scripts/service-worker.mjs";
import { compactFluent, fluentMessages, writeMessageIds } from "./scripts/strings.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const withExamples = process.env.CARESEAL_EXAMPLES === "1";

// Strings files become modules without their comments; index.html takes its few words from them too.
function fluent() {
  return {
    name: "careseal-fluent",
    enforce: "pre",
    buildStart() {
      writeMessageIds();
    },
    transform(source, id) {
      if (!id.endsWith(".ftl")) return null;
      return { code: `export default ${JSON.stringify(compactFluent(source))};`, map: null };
    },
    transformIndexHtml: {
      order: "pre",
      handler(html) {
        const words = fluentMessages("en");
        return html.replace(/%t:([a-z0-9-]+)%/g, (_, id) => {
          const text = words.get(id);
          if (text === undefined) throw new Error(`index.html asks for the missing string "${id}"`);
          return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
        });
      },
    },
    handleHotUpdate({ file }) {
      if (file.endsWith(".ftl")) writeMessageIds();
    },
  };
}

// Subresource integrity for what the page itself names; the service worker pins the rest by hash.
function integrity() {
  let outDir = "";
  return {
    name: "careseal-integrity",
    apply: "build",
    configResolved(config) {
      outDir = config.build.outDir.startsWith("/") ? config.build.outDir : `${root}${config.build.outDir}`;
    },
    writeBundle() {
      const path = `${outDir}/${withExamples ? "examples.html" : "index.html"}`;
      const html = readFileSync(path, "utf8").replace(/<(script|link)\b([^>]*?)(src|href)="(\/(?:assets\/[^"]+\.(?:js|css)|theme\.js))"([^>]*)>/g,
        (_, tag, before, attribute, url, after) => {
          const hash = createHash("sha384").update(readFileSync(`${outDir}${url}`)).digest("base64");
          return `<${tag}${before}${attribute}="${url}" integrity="sha384-${hash}"${after}>`;
        });
      writeFileSync(path, html);
    },
  };
}

export default defineConfig(({ command }) => ({
  root,
  base: "/",
  logLevel: "warn",
  plugins: [fluent(), integrity(), ...(withExamples ? [] : [serviceWorker()])],
  resolve: {
    alias: [
      { find: /^careseal-core-wasm\?url$/, replacement: `${moduleFolder}care_core.wasm?url` },
      { find: /^careseal-core$/, replacement: `${moduleFolder}care_core.js` },
      { find: /^careseal-redact-wasm\?url$/, replacement: `${moduleFolder}care_redact.wasm?url` },
      { find: /^careseal-redact-lists\?url$/, replacement: `${moduleFolder}care_redact.lists?url` },
      { find: /^careseal-redact$/, replacement: `${moduleFolder}care_redact.js` },
    ],
  },
  define: {
    __BUILD__: JSON.stringify(command === "build" ? buildId() : { version: "0.0.0", words: "not built yet", hash: "development" }),
    __CORE_INTEGRITY__: JSON.stringify(command === "build" && withExamples ? "" : integrityOf("care_core.wasm")),
    __REDACT_INTEGRITY__: JSON.stringify(integrityOf("care_redact.wasm")),
    __REDACT_LISTS_INTEGRITY__: JSON.stringify(integrityOf("care_redact.lists")),
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  css: { preprocessorOptions: { scss: { loadPaths: [`${root}node_modules`] } } },
  worker: { format: "es" },
  build: {
    outDir: withExamples ? "dist-examples" : "dist",
    emptyOutDir: true,
    target: "es2021",
    cssTarget: ["chrome91", "firefox89", "safari16.4"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    rollupOptions: {
      checks: { bundlerTimings: false },
      input: withExamples ? { examples: `${root}examples.html` } : { index: `${root}index.html` },
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { "/api": { target: "https://localhost:8443", secure: false } },
  },
}));
