// tests/fuzz/races.mjs: the server, built with ThreadSanitizer, under the load generator and connections that come and go; it is told to end
// while requests run. A report of the sanitizer, or another end than the ordered one, fails.
//
//   node tests/fuzz/races.mjs SECONDS     CARE_PROGRAM and CARE_LOAD say which programs
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { initServer, startWithLink } from "../bench/careseal.mjs";
import { Machine } from "../bench/support/machine.mjs";

const seconds = Number(process.argv[2] ?? 60);
const machine = new Machine();
const reports = machine.folder("reports");
process.env.TSAN_OPTIONS = `log_path=${join(reports, "tsan")} exitcode=66 second_deadlock_stack=1`;
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// What the promise says, or this if it says nothing for so long.
async function within(ms, promise, otherwise) {
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, ms, otherwise); });
  const first = await Promise.race([promise, late]);
  clearTimeout(timer);
  return first;
}

// Greets and leaves: before the handshake, in the middle of a request, after its answer, or only when the server tires of it.
function comeAndGo(port, turn) {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, servername: "load.localhost", rejectUnauthorized: false });
    const done = () => { socket.destroy(); resolve(); };
    socket.once("error", done).once("close", done);
    if (turn % 4 === 0) setTimeout(done, turn % 7);
    socket.once("secureConnect", () => {
      const request = `GET /${turn % 2 === 0 ? "api/v1/home" : ""} HTTP/1.1\r\nHost: load.localhost:${port}\r\n\r\n`;
      socket.write(turn % 4 === 1 ? request.slice(0, 20) : request);
      if (turn % 4 === 1) setTimeout(done, 5);
    });
    socket.once("data", () => { if (turn % 4 === 3) setTimeout(done, 50); else done(); });
  });
}

async function crowd(port, until) {
  let made = 0;
  await Promise.all(Array.from({ length: 6 }, async (_, who) => {
    for (let turn = who; Date.now() < until; turn += 1) {
      await comeAndGo(port, turn);
      made += 1;
    }
  }));
  return made;
}

function found() {
  return readdirSync(reports).map((name) => readFileSync(join(reports, name), "utf8")).join("\n");
}

let failure = null;
try {
  const home = initServer(machine, "races");
  const server = await startWithLink(machine, home);
  const load = machine.start(process.env.CARE_LOAD, ["--port", String(server.port), "--token", server.token, "--clients", "8", "--rounds", "2",
    "--seconds", String(Math.ceil(seconds / 2))], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  load.stdout.on("data", (text) => { said += text; });
  load.stderr.on("data", (text) => { said += text; });
  // The generator's own sign-ins come first; the end falls among its last requests, or after them.
  const connections = await crowd(server.port, Date.now() + seconds * 1000);
  await within(300_000 + seconds * 1000, load.ended);
  const last = crowd(server.port, Date.now() + 1500);
  await sleep(500);
  server.child.kill("SIGTERM");
  const how = await within(60_000, server.child.ended, "no end within a minute");
  await last;
  await machine.stop(load);
  const report = found();
  if (report !== "") failure = report;
  else if (how !== 0) failure = `the server ended with ${how}`;
  else if (!said.includes("server.write")) failure = `the load generator did nothing: ${said}`;
  else process.stdout.write(`${connections} connections came and went beside the load, nothing reported\n${said}`);
} catch (error) {
  failure = `${error.stack}\n${found()}`;
} finally {
  await machine.end();
}
if (failure !== null) {
  process.stderr.write(`${failure}\n`);
  process.exitCode = 1;
}
