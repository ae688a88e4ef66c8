// tests/bench/support/machine.mjs: what a run starts and makes, and that nothing of it is left: processes by their own id, folders, browsers.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const patienceMs = 5000; // from SIGTERM to SIGKILL

export class Machine {
  #children = new Set();
  #endings = [];
  #ended = false;
  root = mkdtempSync(join(tmpdir(), "careseal-bench-"));

  folder(name) { return mkdtempSync(join(this.root, `${name}-`)); }

  // What else has to be closed at the end, such as a browser.
  atEnd(close) { this.#endings.push(close); }

  start(program, args, { stdio = ["ignore", "ignore", "pipe"], env = {} } = {}) {
    if (this.#ended) throw new Error("too late to start anything");
    const child = spawn(program, args, { stdio, env: { ...process.env, ...env } });
    this.#children.add(child);
    child.ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => resolve(code ?? signal));
      child.once("error", (error) => resolve(error.message));
    }).then((how) => {
      this.#children.delete(child);
      return how;
    });
    return child;
  }

  async stop(child) {
    if (!this.#children.has(child)) return;
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    await child.ended;
    clearTimeout(timer);
  }

  // Runs a program to its end; answers the figures it printed, one JSON object a line.
  async figures(program, args, { seconds, env } = {}) {
    const child = this.start(program, args, { stdio: ["ignore", "pipe", "pipe"], env });
    const lines = [];
    let said = "";
    createInterface({ input: child.stdout }).on("line", (line) => { if (line.startsWith("{")) lines.push(JSON.parse(line)); else said += `${line}\n`; });
    child.stderr.on("data", (text) => { said += text; });
    const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
    const how = await child.ended;
    clearTimeout(timer);
    if (how !== 0) throw new Error(`${program} ended with ${how}:\n${said.slice(-2000)}`);
    return lines;
  }

  // What is late when this is called starts nothing any more.
  async end() {
    this.#ended = true;
    for (const close of this.#endings.splice(0).reverse()) await close().catch(() => {});
    await Promise.all([...this.#children].map((child) => this.stop(child)));
    rmSync(this.root, { recursive: true, force: true });
  }
}
