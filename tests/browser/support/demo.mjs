// The demo home: Sunrise House, with 24 residents, 30 members and two weeks of notes, and the sign-in details that it prints once.
import { spawn } from "node:child_process";

import { freePort, program } from "./server.mjs";

export async function startDemo() {
  const port = await freePort();
  const child = spawn(program, ["demo", "--port", String(port)], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let log = "";
  child.stderr.on("data", (text) => { log += text; });
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => {
      said += text;
      if (/\n\n$/.test(said) && said.includes("password")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code}:\n${log}`)));
  });
  const people = new Map();
  for (const [, name, handle, password, secret] of said.matchAll(/^ {2}(\S+ \S+) .*\n\s+e-mail\s+(\S+)\n\s+password\s+(\S+)\n(?:\s+authenticator secret\s+(.+)\n)?/gm)) people.set(name, { name, handle, password, totp: secret });
  return {
    home: `http://sunrise.localhost:${port}`, people,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}
