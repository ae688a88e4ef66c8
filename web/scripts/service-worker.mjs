// web/scripts/service-worker.mjs: builds sw.js with the list of the app's files and their hashes. A Vite plugin: it runs after
// everything else was written, since it must know what was.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
const source = join(root, "src/sw/sw.ts");
// Not kept. The redactor is loaded by those who ask for writing help, which needs a network anyway.
const left = /(?:\.map|^sw\.js|\.(?:br|gz))$|^assets\/(?:care_redact|redact\.worker)[-.]/;

function shellOf(outDir) {
  return readdirSync(outDir, { recursive: true }).map(String).filter((name) => statSync(join(outDir, name)).isFile() && !left.test(name)).sort()
    .map((name) => [`/${name.replaceAll("\\", "/")}`, `sha384-${createHash("sha384").update(readFileSync(join(outDir, name))).digest("base64")}`]);
}

export function serviceWorker() {
  let outDir = "";
  return {
    name: "careseal-service-worker",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      outDir = config.build.outDir.startsWith("/") ? config.build.outDir : join(root, config.build.outDir);
    },
    async closeBundle() {
      const shell = shellOf(outDir);
      const version = createHash("sha256").update(JSON.stringify(shell)).digest("hex").slice(0, 16);
      await build({
        configFile: false,
        logLevel: "error",
        root,
        publicDir: false,
        define: { __SHELL__: JSON.stringify(shell), __SHELL_VERSION__: JSON.stringify(version) },
        build: {
          outDir, emptyOutDir: false, target: "es2021", copyPublicDir: false,
          lib: { entry: source, formats: ["es"], fileName: () => "sw.js" },
        },
      });
    },
  };
}
