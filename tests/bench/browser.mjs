// tests/bench/browser.mjs: the product's module in Chromium, side by side with WebCrypto, libsodium.js and the same code native.
//
// All take turns with the same work, so that whatever else the machine does hits them alike; ratios are medians over the turns.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startServer } from "../browser/support/server.mjs";
import { totp } from "../browser/support/totp.mjs";
import { loadCore } from "../contract/core.mjs";
import { Device } from "../contract/home.mjs";
import { BrowserDevice } from "./browser/device.mjs";
import { openWorker } from "./browser/chromium.mjs";
import { median } from "./support/figures.mjs";

const count = 1000;
const bytes = 64;
const warmUp = 3;

// The native twin, asked line by line.
function startNative(machine) {
  const child = machine.start(join(process.env.CARE_BENCH_DIR, "care_bench_facet_bench"), [], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async measure(mode) {
      child.stdin.write(`${mode} ${count} ${bytes}\n`);
      return Number((await answers.next()).value);
    },
    stop: () => machine.stop(child),
  };
}

// works: name → one turn in microseconds. Answers name → the time of each turn.
async function takeTurns(works, turns) {
  const times = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let turn = -warmUp; turn < turns; turn += 1) {
    for (const [name, work] of Object.entries(works)) {
      const took = await work();
      if (turn >= 0) times[name].push(took);
    }
  }
  return times;
}

const timesAsFast = (ours, theirs) => median(theirs.map((time, i) => time / ours[i]));

async function measureFacets({ machine, figures, quick }, ask) {
  const native = startNative(machine);
  const { core_seal, core_open, native_seal, native_open, webcrypto_seal, webcrypto_open, sodium_seal, sodium_open, ...all } = await takeTurns({
    core_seal: () => ask("core", "seal", count, bytes),
    native_seal: () => native.measure("seal"),
    webcrypto_seal: () => ask("webcrypto_seal", count, bytes),
    webcrypto_all_1000: () => ask("webcrypto_seal_all", count, bytes, 1000),
    webcrypto_all_100: () => ask("webcrypto_seal_all", count, bytes, 100),
    sodium_seal: () => ask("sodium_seal", count, bytes),
    core_open: () => ask("core", "open", count, bytes),
    native_open: () => native.measure("open"),
    webcrypto_open: () => ask("webcrypto_open", count, bytes),
    sodium_open: () => ask("sodium_open", count, bytes),
  }, quick ? 5 : 25);
  await native.stop();
  const perSecond = (times) => (count * 1e6) / median(times);
  const ratio = (name, value) => figures.add(name, value, "times", "higher");
  figures.add("browser.seal_small.per_s", perSecond(core_seal), "1/s", "higher");
  ratio("browser.seal_small.vs_webcrypto", timesAsFast(core_seal, webcrypto_seal));
  ratio("browser.seal_small.vs_webcrypto_all", Math.min(...Object.values(all).map((times) => timesAsFast(core_seal, times))));
  ratio("browser.seal_small.vs_libsodiumjs", timesAsFast(core_seal, sodium_seal));
  ratio("browser.seal_small.vs_native", timesAsFast(core_seal, native_seal));
  figures.add("browser.open_small.per_s", perSecond(core_open), "1/s", "higher");
  ratio("browser.open_small.vs_webcrypto", timesAsFast(core_open, webcrypto_open));
  ratio("browser.open_small.vs_libsodiumjs", timesAsFast(core_open, sodium_open));
  ratio("browser.open_small.vs_native", timesAsFast(core_open, native_open));
}

// A home on the real server: founded by a module in this process, then signed in to from the browser with a printed code.
async function makeHome(machine) {
  const server = await startServer({ folder: machine.folder("browser") });
  machine.atEnd(() => server.stop());
  const person = { handle: "ruth@sunrise.example", label: "sunrise", name: "Ruth Ellery", password: "Lantern-orchard-7-quay" };
  const device = new Device(await loadCore(), server, "localhost");
  const secret = await device.foundHome({ ...person, token: new URL(server.setupLink).hash.slice(1) });
  const { codes } = device.received.map((text) => JSON.parse(text)).find((answer) => "codes" in answer);
  device.host = `${person.label}.localhost`;
  await device.signIn({ ...person, code: totp(secret, Date.now(), 1) });
  await device.storeKit();
  const card = { allergies_known: "none_known", dnacpr: "not_known", first_name: "Edith", last_name: "Marlowe", room: "12", status: "living_here" };
  const [{ subject }] = await device.write({ type: "resident", act: "create", fields: { card, profile: {} } });
  return { server, host: device.host, person: { ...person, code: codes[0] }, subject };
}

async function measureRecords({ figures, quick }, ask, home) {
  const device = new BrowserDevice(ask, "vault", home.server, home.host);
  await device.signIn(home.person);
  const calls = quick ? 2 : 5;
  const { batch, single } = await takeTurns({
    batch: () => ask("records", home.subject, calls, 100),
    single: () => ask("records", home.subject, calls * 20, 1),
  }, quick ? 3 : 11);
  figures.add("browser.record.per_s", (calls * 100 * 1e6) / median(batch), "1/s", "higher");
  figures.add("browser.record_single.per_s", (calls * 20 * 1e6) / median(single), "1/s", "higher");
}

// Ours is all of the last step of signing in: Argon2id and the exchange around it.
async function measureArgon2({ figures, quick }, ask, home) {
  const device = new BrowserDevice(ask, "fresh", home.server, home.host);
  const ours = [];
  const theirs = [];
  for (let turn = -1; turn < (quick ? 1 : 5); turn += 1) {
    await device.provePassword(home.person);
    const took = await ask("sodium_argon2");
    if (turn < 0) continue;
    ours.push(device.took.signin_finish);
    theirs.push(took);
  }
  figures.add("browser.argon2.ms", median(ours) / 1000, "ms", "lower");
  figures.add("browser.argon2.vs_libsodiumjs", median(ours.map((time, i) => time / theirs[i])), "times", "lower");
}

export async function measureBrowser(given) {
  const { machine, say } = given;
  const ask = await openWorker(machine);
  say("small facets");
  await measureFacets(given, ask);
  say("records and passwords");
  const home = await makeHome(machine);
  await measureRecords(given, ask, home);
  await measureArgon2(given, ask, home);
}
