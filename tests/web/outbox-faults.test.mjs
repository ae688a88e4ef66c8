// tests/web/outbox-faults.test.mjs: a shift at the bench that goes wrong once, at every place where it can: the disk refuses, or the
// page dies, at each write; then the phone is opened again. Whatever was called saved is in the home's log exactly once, and whatever
// was not is not. The server counts as the real one does: it takes the next number of a key, answers a number that it has with the
// same receipt, and rejects anything else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";
import { account, buildCore, decode, drink, noAnswer, ok, outboxRig } from "./outbox-rig.mjs";

const buildDisk = (refuses, dies = false) => ({ refuses, dies, isDead: false, writes: 0 });
const kind = buildDisk(() => false);
const full = () => new DOMException("full", "QuotaExceededError");

function buildHome() {
  const home = {
    log: [],              // amounts, in the order of the log
    keys: new Map(),      // device → bodies by number
    twists: [],           // one for each request to come: what happens to it on the way, or what the server makes of it
    take({ body }) {
      const { device, n, record } = decode(body);
      const taken = home.keys.get(device) ?? [];
      home.keys.set(device, taken);
      if (home.rejectNext) {
        home.rejectNext = false;
        return { result: "rejected", code: "head_unknown" };
      }
      if (n <= taken.length) return taken[n - 1].body === body ? taken[n - 1].receipt : { result: "rejected", code: "counter_wrong" };
      if (n !== taken.length + 1) return { result: "rejected", code: "counter_wrong" };
      const code = home.refuseNext;
      home.refuseNext = undefined;
      const receipt = code === undefined ? { result: "stored", check: { state: "sent", index: home.log.length } } : { result: "refused", check: { state: "refused", code } };
      if (code === undefined) home.log.push(record.fields.body.amount_ml);
      taken.push({ body, receipt });
      return receipt;
    },
    count: (amount) => home.log.filter((each) => each === amount).length,
  };
  return home;
}

// What may become of one request. Each is asked of an answer that the server has already given.
const twists = {
  "the connection is cut after the server stored it": () => noAnswer,
  "half of the answer arrives": () => ({ ok: false, code: "network_failed", status: 200, problem: {} }),
  "the answer takes too long": () => ({ ok: false, code: "timeout", status: 0, problem: {} }),
  "one receipt is missing": (results) => ok({ results: results.slice(1) }),
  "a receipt is no receipt": (results) => ok({ results: [null, ...results.slice(1)] }),
};

await withModules(async (load) => {
  const bench = await outboxRig(load);

  // A phone at this home. `disk.refuses(n)`: whether its n-th write fails; `disk.dies`: the first that fails ends the page instead.
  async function open(home, { disk = kind, fresh = false, resume = () => "dev_1", core = buildCore() }) {
    const api = {
      connection: { value: { kind: "online" } },
      async request(_, { body }) {
        if (disk.isDead) return noAnswer;
        const results = body.items.map((item) => home.take(item));
        const twist = home.twists.shift();
        return twist === undefined ? ok({ results }) : twist(results);
      },
    };
    const wrap = (database) => ({
      ...database,
      async write(stores, change) {
        if (disk.isDead || disk.refuses(disk.writes++)) {
          disk.isDead = disk.dies;
          throw full();
        }
        await database.write(stores, change);
      },
    });
    return bench({ core, api, fresh, wrap, device: resume });
  }

  const trying = (work) => work.catch((error) => { throw new Error(`it threw: ${error.stack}`); });

  // A shift: every way of writing something down, once. What was called saved comes back.
  async function shift(home, disk) {
    const saved = new Set();
    const undone = new Set();
    const unsure = new Set(); // the page died while it was being saved
    const phone = await open(home, { disk, fresh: true });
    const { outbox } = phone;
    const hashes = () => new Set(outbox.entries.value.flatMap(({ hash }) => (hash === null ? [] : [hash])));
    const save = async (amount, options) => {
      const wasDead = disk.isDead;
      const answer = await trying(outbox.save(drink(amount), options));
      if (disk.isDead && !wasDead) unsure.add(amount);
      else if (answer.kind === "saved") saved.add(amount);
      return answer;
    };
    await outbox.keepForm("note:sub_1", "sub_1", { text: "half a sentence" });
    await save(101, { hold: true });
    await save(102);
    await trying(outbox.sendNow());
    await trying(outbox.seen(hashes()));
    const taken = await save(103, { hold: true });
    if (taken.kind === "saved" && (await trying(outbox.undo(taken.key))) && !disk.isDead) undone.add(103);
    await save(104, { hold: true });
    for (const [i, twist] of Object.values(twists).entries()) {
      home.twists = [twist];
      await save(110 + i, { hold: true });
      await trying(outbox.sendNow());
    }
    home.refuseNext = "generation_stale"; // a colleague left: the key of the home was changed, and this must be sealed anew
    await save(150);
    await trying(outbox.sendNow());
    await trying(outbox.dropForm("note:sub_1"));
    home.rejectNext = true; // the server does not take this number: the key is given up, and what it signed is signed anew
    await save(151);
    await trying(outbox.sendNow());
    await save(152, { hold: true });
    await trying(outbox.close(0));
    phone.close();
    return { saved, undone, unsure };
  }

  // The next day: the disk has room again, the network is there, and the password is typed. A key that was rejected is replaced.
  async function nextDay(home) {
    home.twists = [];
    home.refuseNext = undefined;
    home.rejectNext = false;
    const core = buildCore();
    const resume = (row) => {
      if (row === undefined || row.retired) return `dev_${home.keys.size + 1}`;
      core.n = Number(row.state);
      return row.device;
    };
    const phone = await open(home, { resume, core });
    for (let i = 0; i < 3; i++) await phone.outbox.sendNow();
    const states = phone.outbox.entries.value.map(({ state }) => (state.kind === "needs_attention" ? `${state.kind} ${state.code}` : state.kind));
    phone.close();
    return states;
  }

  async function check(home, { saved, undone, unsure }, where) {
    const states = await nextDay(home);
    assert.deepEqual(states.filter((state) => state !== "sent"), [], `${where}: everything ends as sent`);
    for (const amount of saved) assert.equal(home.count(amount), undone.has(amount) ? 0 : 1, `${where}: ${amount} ml, called saved${undone.has(amount) ? " and undone" : ""}`);
    for (const amount of home.log) assert.ok(saved.has(amount) || (unsure.has(amount) && home.count(amount) === 1), `${where}: ${amount} ml is in the log and was never called saved`);
  }

  const calm = buildDisk(() => false);
  await test("outbox: a shift in which the answers go wrong ends with each entry in the log once", async () => {
    const home = buildHome();
    const day = await shift(home, calm);
    assert.ok(calm.writes > 25, `${calm.writes} writes`);
    assert.deepEqual([day.saved.size, day.undone.size], [12, 1]);
    await check(home, day, "no fault of the disk");
  });

  for (const [what, diskOf] of [
    ["a disk that is full from some write on", (at) => buildDisk((n) => n >= at)],
    ["a disk that refuses one write", (at) => buildDisk((n) => n === at)],
    ["a page that dies at some write", (at) => buildDisk((n) => n === at, true)],
  ]) {
    test(`outbox: ${what}, whichever it is, loses nothing that was called saved, and nothing is in the log twice`, async () => {
      for (let at = 0; at < calm.writes; at++) {
        const home = buildHome();
        await check(home, await shift(home, diskOf(at)), `${what}, ${at}`);
      }
    });
  }
});
