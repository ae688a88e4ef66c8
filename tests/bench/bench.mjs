// tests/bench/bench.mjs: runs what scripts/bench was asked for. Programs come from the environment: CARE_PROGRAM, CARE_LOAD, CARE_BENCH_DIR,
// CARE_CORE_DIR.
import { loadavg, cpus } from "node:os";
import { measureBrowser } from "./browser.mjs";
import { measureCore } from "./core.mjs";
import { measureLog } from "./log.mjs";
import { measureRedact } from "./redact.mjs";
import { measureScale } from "./scale.mjs";
import { measureServer } from "./server.mjs";
import { measureSize } from "./size.mjs";
import { Figures } from "./support/figures.mjs";
import { Machine } from "./support/machine.mjs";

const works = {
  core: measureCore, browser: measureBrowser, redact: measureRedact, server: measureServer, log: measureLog, size: measureSize, scale: measureScale,
};
const words = process.argv.slice(2);
const flags = new Set(words.filter((word) => word.startsWith("--")));
const asked = words.filter((word) => word in works);
const started = Date.now();
const secondsSoFar = () => ((Date.now() - started) / 1000).toFixed(0);
const say = (text) => console.error(`==> ${secondsSoFar().padStart(3)} s  ${text}`);

// Nothing here may hang a build machine.
const limitSeconds = { redact: 600, scale: 3600 };
async function withinLimit(work, seconds = 300) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`not done after ${seconds} s`)), seconds * 1000); });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const [load] = loadavg();
if (load > cpus().length / 2) say(`this machine is busy (load ${load.toFixed(1)} on ${cpus().length} cores): take the figures as a check that it works`);

let machine;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => void Promise.resolve(machine?.end()).finally(() => process.exit(130)));
}
const figures = new Figures({ json: flags.has("--json") });
let failed = false;
for (const word of asked.length > 0 ? asked : Object.keys(works).filter((each) => each !== "scale")) {
  say(word);
  machine = new Machine();
  try {
    await withinLimit(works[word]({ machine, figures, quick: flags.has("--quick"), say }), limitSeconds[word]);
  } catch (error) {
    failed = true;
    console.error(`${word}: ${error.stack}`);
  } finally {
    await machine.end();
  }
}
figures.print();
say("done");
process.exitCode = failed ? 1 : 0;
