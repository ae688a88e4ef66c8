// tests/bench/careseal.mjs: the real server with TLS on loopback, as an operator starts it.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { connect } from "node:tls";
import { freePort } from "../browser/support/server.mjs";

const program = process.env.CARE_PROGRAM;

// A configuration of its own in a new folder.
export function initServer(machine, name) {
  const folder = machine.folder(name);
  const config = join(folder, "careseal.toml");
  execFileSync(program, ["init", "--config", config, "--data", join(folder, "data")], { stdio: "ignore" });
  return { folder, config };
}

const serveArgs = ({ config }, port, more) => ["serve", "--config", config, "--port", String(port), "--server-admin-port", "0", ...more];

// Up when it prints a set-up link; answers its token.
export async function startWithLink(machine, home) {
  const port = await freePort();
  const child = machine.start(program, serveArgs(home, port, ["--setup-link"]));
  let said = "";
  const token = await new Promise((resolve, reject) => {
    child.stderr.on("data", (text) => {
      said += text;
      const found = /#(\S+)/.exec(said);
      if (found !== null) resolve(found[1]);
    });
    void child.ended.then((how) => reject(new Error(`the server ended with ${how}:\n${said}`)));
  });
  return { child, port, token };
}

// One request on a connection of its own; the time until the first bytes of its answer.
function answers(port, name) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, servername: name, rejectUnauthorized: false }, () => {
      socket.write(`GET /api/v1/home HTTP/1.1\r\nHost: ${name}:${port}\r\nConnection: close\r\n\r\n`);
    });
    socket.once("error", reject);
    socket.once("data", (bytes) => {
      socket.destroy();
      if (bytes.toString("latin1").startsWith("HTTP/1.1 200")) resolve();
      else reject(new Error(`the server answered ${bytes.toString("latin1").slice(0, 80)}`));
    });
  });
}

// From exec to the first answered HTTPS request for this home, which has to be opened for it; the server runs on.
export async function startTimed(machine, home, name, more = []) {
  const port = await freePort();
  const began = performance.now();
  const child = machine.start(program, serveArgs(home, port, more));
  let gone = null;
  void child.ended.then((how) => { gone = how; });
  for (;;) {
    try {
      await answers(port, name);
      return { child, port, ms: performance.now() - began };
    } catch (error) {
      if (gone !== null) throw new Error(`the server ended with ${gone}`, { cause: error });
      if (error.code !== "ECONNREFUSED" || performance.now() - began > 20_000) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 1); });
    }
  }
}
