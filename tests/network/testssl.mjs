// testssl.sh against the real program over TLS on loopback: no finding above "low".
//
//   node tests/network/testssl.mjs <careseal>
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const kPort = 20000 + (process.pid % 10000);
// Not localhost: there a browser must not be told to use TLS alone.
const kHost = "careseal.example";
const kFine = new Set(["OK", "INFO", "LOW"]);

// Findings above "low" that are not the server's: id → why.
const kExpected = new Map([
  ["cert_revocation", "the certificate is of the server's own authority, made at its first start, which has nobody to publish revocations"],
  ["BREACH", "the root page, its script and its style sheet are the same bytes for everybody and hold no secret; what the API answers is never compressed"],
]);

async function serve(program, folder) {
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "master.key"), `${randomBytes(32).toString("hex")}\n`, { mode: 0o400 });
  const server = spawn(program, ["serve", "--data", join(folder, "data"), "--base-domain", kHost, "--port", String(kPort),
    "--server-admin-port", "0", "--tls-mode", "local", "--keys-master-key", `file:${join(folder, "master.key")}`, "--log-level", "error"], { stdio: "ignore" });
  for (let tries = 0; tries < 200; ++tries) {
    const line = connect(kPort, "127.0.0.1");
    const up = await once(line, "connect").then(() => true, () => false);
    line.destroy();
    if (up) return server;
    await sleep(50);
  }
  server.kill();
  throw new Error("the server does not come up");
}

function look(folder) {
  const file = join(folder, "findings.json");
  const done = spawnSync("testssl", ["--quiet", "--color", "0", "--warnings", "off", "--ip", "127.0.0.1", "--nodns", "min", "--add-ca", join(folder, "data/tls/ca.pem"),
    "--jsonfile", file, `${kHost}:${kPort}`], { encoding: "utf8", maxBuffer: 64 << 20 });
  if (done.error) throw new Error(`testssl does not run: ${done.error.message} (Debian's package testssl.sh)`);
  return JSON.parse(readFileSync(file, "utf8"));
}

const program = process.argv[2];
if (!program) throw new Error("use: testssl.mjs <careseal>");
const folder = mkdtempSync(join(tmpdir(), "careseal-testssl-"));
let server;
try {
  server = await serve(program, folder);
  const findings = look(folder);
  const bad = findings.filter((each) => !kFine.has(each.severity));
  const surprising = bad.filter((each) => !kExpected.has(each.id));
  const count = (severity) => findings.filter((each) => each.severity === severity).length;
  console.log(`testssl.sh: ${findings.length} findings: ${["OK", "INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL", "WARN"].map((each) => `${count(each)} ${each}`).join(", ")}`);
  for (const each of findings.filter((one) => one.severity === "LOW")) console.log(`  low: ${each.id}: ${each.finding}`);
  for (const each of bad) console.log(`  ${kExpected.get(each.id) ?? "NOT EXPECTED"}: ${each.id} (${each.severity}): ${each.finding}`);
  // It has looked at all, not stopped at the door.
  if (!findings.some((each) => each.id === "TLS1_3" && each.severity === "OK") || findings.length < 60) throw new Error("testssl.sh did not get through");
  if (surprising.length > 0) process.exitCode = 1;
} finally {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
}
