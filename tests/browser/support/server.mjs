// The real server for a browser test: own data folder, free port, stopped with the test. On loopback without TLS, where browsers
// treat *.localhost as a secure context; TLS itself is tested in tests/integration.
import { spawn, execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const program = process.env.CARE_PROGRAM ?? join(root, "build/release/careseal");

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** `settings`: more of careseal.toml, whole sections. */
export async function startServer({ folder = mkdtempSync(join(tmpdir(), "careseal-test-")), port, settings = "" } = {}) {
  const config = join(folder, "careseal.toml");
  const chosen = port ?? (await freePort());
  try {
    execFileSync(program, ["init", "--config", config, "--data", join(folder, "data")], { stdio: "ignore" });
    appendFileSync(config, settings);
  } catch {
    // It is there from an earlier start of the same folder.
  }
  const child = spawn(program, ["serve", "--config", config, "--data", join(folder, "data"), "--base-domain", "localhost", "--listen", "127.0.0.1",
    "--port", String(chosen), "--tls-mode", "off", "--server-admin-port", "0", "--setup-link"], { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stdout.on("data", (text) => { log += text; });
  child.stderr.on("data", (text) => { log += text; });
  const setupLink = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start:\n${log}`)), 60_000);
    const look = () => {
      const found = /http:\/\/\S+#\S+/.exec(log);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[0]);
    };
    child.stderr.on("data", look);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${log}`)));
  });
  return {
    folder, port: chosen, setupLink, log: () => log,
    address: (label) => `http://${label}.localhost:${chosen}`,
    async stop({ signal = "SIGTERM", keep = false } = {}) {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill(signal);
        await ended;
      }
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}
