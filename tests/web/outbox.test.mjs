// tests/web/outbox.test.mjs: nothing entered is lost, and nothing is called sent that is not. A small core and a small server
// stand behind the outbox; the database is real IndexedDB code in memory.

import "../../web/node_modules/fake-indexeddb/auto/index.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

const ok = (value) => ({ ok: true, value });
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (text) => JSON.parse(Buffer.from(text, "base64url").toString());
const account = "acc_a";

// Seals nothing, but counts as the core does: a device's state is the number it has reached.
function buildCore(start = 0) {
  const core = {
    n: start,
    faults: [],
    sealFault: null,
    async validateRecord() { return ok({ errors: core.faults, fields: {} }); },
    async sealDraft({ subject, draft }) { return ok({ bytes: encode({ subject, draft }) }); },
    async openDraft({ subject, bytes }) {
      const { subject: bound, draft } = decode(bytes);
      return bound === subject ? ok({ draft }) : { ok: false, code: "unwrap_failed" };
    },
    async sealRecords({ records }) {
      if (core.sealFault !== null) return { ok: false, code: core.sealFault };
      const sealed = records.map((record) => {
        core.n += 1;
        const body = encode({ n: core.n, record, after: { f: [{ f: 1 }], ver: 1 } });
        return { record: `rec_${core.n}`, subject: record.subject ?? `sub_new${core.n}`, version: 1, n: core.n, hash: `hash_${core.n}`, item: { body, sig: "sig", facets: ["facet"] } };
      });
      return ok({ sealed, device_state: String(core.n) });
    },
    async verifyReceipts(pairs) { return ok({ checks: pairs.map(({ receipt }) => receipt.check) }); },
    async openRecords(versions) {
      return ok({ records: versions.map(({ body }) => ({ ...decode(body).record, act: "record.create", record: "rec_x", version: 1, fields: decode(body).record.fields })) });
    },
  };
  return core;
}

const stored = (index) => ({ result: "stored", check: { state: "sent", index } });

// Answers what the next requests are told to; by default everything is stored.
function buildApi() {
  const api = {
    sent: [],
    script: [],
    connection: { value: { kind: "online" } },
    async request(name, { body }) {
      const numbers = body.items.map((item) => decode(item.body).n);
      api.sent.push(numbers);
      const answer = api.script.shift();
      if (answer === undefined) return ok({ results: numbers.map(stored) });
      return typeof answer === "function" ? answer(numbers) : answer;
    },
  };
  return api;
}

const noAnswer = { ok: false, code: "network_failed", status: 0, problem: {} };
const drink = (amount = 200, subject = "sub_1") => ({ type: "drink", act: "create", subject, fields: { body: { drink: "tea", amount_ml: amount } } });

await withModules(async (load) => {
  const { buildOutbox } = await load("/src/outbox/outbox.ts");
  const { buildFormDraft } = await load("/src/care/form-draft.ts");
  const { openOutboxDatabase } = await load("/src/outbox/database.ts");

  async function build({ core = buildCore(), api = buildApi(), device = "dev_1", fresh = true, wrap = (database) => database, withLock = (_, work) => work() } = {}) {
    if (fresh) await new Promise((resolve) => { indexedDB.deleteDatabase("careseal-outbox").onsuccess = resolve; });
    const seen = { lost: [], sent: 0 };
    let now = 1_000_000;
    let database;
    const outbox = buildOutbox({
      core, api, withLock, clock: () => new Date(now), trustedSize: () => 1, recoveryGate: () => seen.gate ?? null,
      openDatabase: async () => (database = wrap(await openOutboxDatabase())),
      storeKeyring: async () => ok({}), syncDirectory: async () => null, onSent: () => { seen.sent += 1; }, onChainLost: (code) => seen.lost.push(code),
    });
    outbox.setSigner({ account, device });
    await outbox.open();
    return { outbox, core, api, seen, states: () => outbox.entries.value.map(({ state }) => state.kind), pass: (ms) => { now += ms; }, close: () => { outbox.forget(); database.close(); } };
  }

  test("outbox: a tap is durable at once, has no number while it may be undone, and Undo leaves nothing", async () => {
    const { outbox, core, api, states, close } = await build();
    const saved = await outbox.save(drink(), { hold: true });
    assert.equal(saved.kind, "saved");
    assert.deepEqual(states(), ["saved_here"]);
    assert.equal(outbox.entries.value[0].state.held, true);
    assert.equal(outbox.entries.value[0].content.fields.body.amount_ml, 200);
    assert.equal(await outbox.undo(saved.key), true);
    assert.deepEqual([states(), core.n, api.sent], [[], 0, []]);
    close();
  });

  test("outbox: when the hold ends it is numbered, sent, and stays until the server's list shows it", async () => {
    const { outbox, api, seen, states, close } = await build();
    const saved = await outbox.save(drink(), { hold: true });
    await outbox.finishHolds();
    await outbox.sendNow();
    assert.deepEqual([api.sent, states(), seen.sent], [[[1]], ["sent"], 1]);
    assert.equal(await outbox.undo(saved.key), false);
    await outbox.seen(new Set(["hash_1"]));
    assert.deepEqual(states(), []);
    close();
  });

  test("outbox: the next entry ends the hold of the one before it", async () => {
    const { outbox, core, close } = await build();
    await outbox.save(drink(100), { hold: true });
    await outbox.save(drink(150), { hold: true });
    assert.equal(core.n, 1);
    close();
  });

  test("outbox: a hold that ends twice at once is signed once", async () => {
    const { outbox, core, close } = await build();
    await outbox.save(drink(), { hold: true });
    await Promise.all([outbox.finishHolds(), outbox.finishHolds()]);
    assert.equal(core.n, 1);
    close();
  });

  test("outbox: a draft found after a crash is finished at the next unlock", async () => {
    const first = await build();
    await first.outbox.save(drink(), { hold: true });
    first.close();
    const second = await build({ fresh: false, core: buildCore() });
    assert.deepEqual([second.api.sent, second.states()], [[[1]], ["sent"]]);
    second.close();
  });

  test("outbox: another person's drafts are neither opened nor finished", async () => {
    const { outbox, core, close } = await build();
    await outbox.keepForm("note:sub_1", "sub_1", { text: "mine" });
    await outbox.save(drink(), { hold: true });
    outbox.setSigner({ account: "acc_b", device: "dev_2" });
    await outbox.finishHolds();
    assert.deepEqual([await outbox.findForm("note:sub_1"), core.n], [null, 0]);
    close();
  });

  test("outbox: bad input writes nothing and names the fields", async () => {
    const { outbox, core, states, close } = await build();
    core.faults = [{ facet: "body", field: "amount_ml", code: "field_out_of_range" }];
    const saved = await outbox.save(drink(9000));
    assert.deepEqual([saved.kind, saved.errors.length, states(), core.n], ["wrong", 1, [], 0]);
    close();
  });

  test("outbox: a full disk says not saved, and nothing was signed", async () => {
    const { outbox, core, states, close } = await build({
      wrap: (database) => ({ ...database, write: (stores, change) => (stores.includes("drafts") ? Promise.reject(new DOMException("full", "QuotaExceededError")) : database.write(stores, change)) }),
    });
    assert.deepEqual(await outbox.save(drink()), { kind: "not_saved", code: "device_storage_full" });
    assert.deepEqual([states(), core.n], [[], 0]);
    close();
  });

  test("outbox: when what was signed can't be stored the core is restarted from the disk, and the draft is still there", async () => {
    const { outbox, seen, close } = await build({
      wrap: (database) => ({ ...database, write: (stores, change) => (stores.includes("queue") && stores.includes("device") ? Promise.reject(new DOMException("full", "QuotaExceededError")) : database.write(stores, change)) }),
    });
    await outbox.save(drink(), { hold: true });
    await outbox.finishHolds();
    assert.deepEqual(seen.lost, ["device_storage_full"]);
    close();
    const again = await build({ fresh: false, core: buildCore() });
    assert.deepEqual([again.api.sent, again.core.n], [[[1]], 1]);
    again.close();
  });

  test("outbox: the device state is stored with what it counted", async () => {
    const { outbox, close } = await build();
    await outbox.save(drink());
    await outbox.save(drink());
    assert.deepEqual(await outbox.findDevice(account), { account, device: "dev_1", state: "2", retired: false });
    close();
  });

  test("outbox: without an answer it waits, keeps the order, and sends when there is one", async () => {
    const { outbox, api, states, pass, close } = await build();
    api.script = [noAnswer];
    await outbox.save(drink(100));
    await outbox.sendWaiting();
    assert.deepEqual(states(), ["saved_here"]);
    await outbox.save(drink(150));
    await outbox.sendWaiting();
    assert.deepEqual(api.sent, [[1]], "the second does not go before the first");
    pass(60_000);
    await outbox.sendWaiting();
    assert.deepEqual([api.sent, states()], [[[1], [1, 2]], ["sent", "sent"]]);
    close();
  });

  test("outbox: Send now means now, also while something is being sent", async () => {
    const withLock = async (_, work) => {
      await new Promise((resolve) => setImmediate(resolve)); // the browser gives its locks later, too
      return work();
    };
    const { outbox, api, states, close } = await build({ withLock });
    api.script = [noAnswer];
    await outbox.save(drink(100));
    await outbox.sendWaiting();
    assert.deepEqual(states(), ["saved_here"]);
    // The hold that it ends starts a send of its own, in which the first entry still waits out its back-off.
    await outbox.save(drink(200), { hold: true });
    await outbox.sendNow();
    assert.deepEqual(states(), ["sent", "sent"]);
    close();
  });

  test("outbox: too much at once is halved until it fits", async () => {
    const { outbox, api, states, close } = await build();
    api.script = [noAnswer];
    for (let i = 0; i < 5; i++) await outbox.save(drink(100 + i));
    api.sent.length = 0;
    const tooLarge = (numbers) => (numbers.length > 2 ? { ok: false, code: "body_too_large", status: 413, problem: {} } : ok({ results: numbers.map(stored) }));
    api.script = Array(8).fill(tooLarge);
    await outbox.sendNow();
    assert.equal(api.sent[0].length, 5);
    assert.deepEqual(states(), Array(5).fill("sent"));
    assert.deepEqual(api.sent.filter((batch) => batch.length <= 2).flat(), [1, 2, 3, 4, 5]);
    close();
  });

  test("outbox: a refused entry needs attention, and what stands behind it goes through", async () => {
    const { outbox, api, close } = await build();
    api.script = [noAnswer];
    await outbox.save(drink(100));
    await outbox.save(drink(150));
    api.script = [(numbers) => ok({ results: [{ result: "refused", check: { state: "refused", code: "version_stale", version: 4 } }, stored(numbers[1])] })];
    await outbox.sendNow();
    assert.deepEqual(outbox.entries.value.map(({ state }) => state.kind), ["needs_attention", "sent"]);
    assert.deepEqual([outbox.entries.value[0].state.code, outbox.entries.value[0].state.fix, outbox.attention.value], ["version_stale", "compare", 1]);
    await outbox.dismiss(outbox.entries.value[0].key);
    assert.equal(outbox.attention.value, 0);
    close();
  });

  test("outbox: a receipt that the core does not accept is never called sent", async () => {
    const { outbox, api, seen, close } = await build();
    api.script = [ok({ results: [{ result: "stored", check: { state: "invalid", code: "receipt_invalid" } }] })];
    await outbox.save(drink());
    await outbox.sendWaiting();
    const { state } = outbox.entries.value[0];
    assert.deepEqual([state.kind, state.code, seen.sent], ["needs_attention", "receipt_invalid", 0]);
    close();
  });

  test("outbox: a number that the server did not take retires the device key; signed anew with the next one, nothing is lost", async () => {
    const first = await build();
    first.api.script = [ok({ results: [{ result: "rejected", code: "counter_wrong" }] }), noAnswer];
    await first.outbox.save(drink(175));
    await first.outbox.sendWaiting();
    assert.equal(first.outbox.entries.value[0].state.fix, "sign_in_again");
    assert.equal((await first.outbox.findDevice(account)).retired, true);
    first.close();
    const second = await build({ fresh: false, device: "dev_2", core: buildCore() });
    assert.deepEqual([second.api.sent, second.states()], [[[1]], ["sent"]]);
    assert.equal(second.outbox.entries.value[0].content.fields.body.amount_ml, 175);
    second.close();
  });

  test("outbox: one entry that can't be read does not hold back the others that were typed", async () => {
    const { outbox, core, api, close } = await build();
    core.sealFault = "role_forbids";
    await outbox.save(drink(100), { hold: true });
    await outbox.finishHolds();
    assert.equal(outbox.entries.value[0].state.code, "role_forbids");
    core.sealFault = null;
    await outbox.save(drink(150));
    await outbox.sendWaiting();
    assert.deepEqual(api.sent, [[1]]);
    close();
  });

  test("outbox: before the recovery gate is open no resident is signed", async () => {
    const { outbox, core, seen, close } = await build();
    seen.gate = "recovery_gate";
    const resident = { type: "resident", act: "create", fields: { card: { first_name: "Edie" } } };
    assert.deepEqual(await outbox.save(resident), { kind: "not_saved", code: "recovery_gate" });
    assert.equal(core.n, 0);
    close();
  });

  test("outbox: what was typed last is sealed before a lock takes the keys", async () => {
    const { outbox, core, close } = await build();
    const seal = core.sealDraft;
    core.sealDraft = async (draft) => {
      await new Promise((resolve) => setImmediate(resolve));
      return seal(draft);
    };
    const draft = buildFormDraft(outbox, "note:sub_1", "sub_1", () => new Date(5));
    draft.keep({ text: "half" });
    draft.keep({ text: "half a" });
    draft.keep({ text: "half a sentence" });
    await outbox.close(0);
    assert.deepEqual(await outbox.findForm("note:sub_1"), { at: 5, text: "half a sentence" });
    close();
  });

  test("outbox: what is being typed is found again, and gone when dropped", async () => {
    const { outbox, close } = await build();
    await outbox.keepForm("note:sub_1", "sub_1", { text: "half a sen" });
    await outbox.keepForm("note:sub_1", "sub_1", { text: "half a sentence" });
    assert.deepEqual(await outbox.findForm("note:sub_1"), { text: "half a sentence" });
    assert.equal(outbox.waiting.value, 0);
    await outbox.dropForm("note:sub_1");
    assert.equal(await outbox.findForm("note:sub_1"), null);
    close();
  });
});
