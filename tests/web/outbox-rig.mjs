// tests/web/outbox-rig.mjs: an outbox with nothing around it: a small core and a small server stand behind it; the database is real IndexedDB
// code in memory.

import "../../web/node_modules/fake-indexeddb/auto/index.mjs";

export const ok = (value) => ({ ok: true, value });
export const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
export const decode = (text) => JSON.parse(Buffer.from(text, "base64url").toString());
export const account = "acc_a";

// Seals nothing, but counts as the core does: a device's state is the number it has reached.
export function buildCore(start = 0) {
  const core = {
    n: start,
    device: null,
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
        const body = encode({ device: core.device, n: core.n, record, after: { f: [{ f: 1 }], ver: 1 } });
        return { record: `rec_${core.n}`, subject: record.subject ?? `sub_new${core.n}`, version: 1, n: core.n, hash: `hash_${core.n}`, item: { body, sig: "sig", facets: ["facet"] } };
      });
      return ok({ sealed, device_state: String(core.n) });
    },
    async membershipAct() {
      core.n += 1;
      return ok({ statements: [], device_state: String(core.n) });
    },
    async verifyReceipts(pairs) { return ok({ checks: pairs.map(({ receipt }) => receipt.check) }); },
    async openRecords(versions) {
      return ok({ records: versions.map(({ body }) => ({ ...decode(body).record, act: "record.create", record: "rec_x", version: 1, fields: decode(body).record.fields })) });
    },
  };
  return core;
}

export const stored = (index) => ({ result: "stored", check: { state: "sent", index } });

// Answers what the next requests are told to; by default everything is stored.
export function buildApi() {
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

export const noAnswer = { ok: false, code: "network_failed", status: 0, problem: {} };
export const drink = (amount = 200, subject = "sub_1") => ({ type: "drink", act: "create", subject, fields: { body: { drink: "tea", amount_ml: amount } } });

// One at a time for each name, as the browser's.
export function buildLocks() {
  const last = new Map();
  return (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work);
    last.set(name, mine.catch(() => undefined));
    return mine;
  };
}

/** `load` of withModules; gives the function that builds one. `device`: its id, or what gives it for what the disk knows. */
export async function outboxRig(load) {
  const { buildOutbox } = await load("/src/outbox/outbox.ts");
  const { openOutboxDatabase } = await load("/src/outbox/database.ts");

  return async function build({ core = buildCore(), api = buildApi(), device = "dev_1", fresh = true, wrap = (database) => database, withLock = buildLocks() } = {}) {
    if (fresh) await new Promise((resolve) => { indexedDB.deleteDatabase("careseal-outbox").onsuccess = resolve; });
    const seen = { lost: [], sent: 0, synced: 0 };
    let now = 1_000_000;
    let database;
    let closed;
    const outbox = buildOutbox({
      core, api, withLock, clock: () => new Date(now), trustedSize: () => 1, recoveryGate: () => seen.gate ?? null,
      isTrusted: () => seen.trusted ?? true, openDatabase: async (onClosed) => (database = wrap(await openOutboxDatabase(closed = onClosed))),
      storeKeyring: async () => ok({}), syncDirectory: async () => { seen.synced += 1; return null; },
      onSent: () => { seen.sent += 1; }, onChainLost: (code) => seen.lost.push(code),
    });
    const known = await outbox.findDevice(account);
    core.device = typeof device === "string" ? device : device(known);
    outbox.setSigner({ account, device: core.device });
    await outbox.open();
    return {
      outbox, core, api, seen, states: () => outbox.entries.value.map(({ state }) => state.kind), pass: (ms) => { now += ms; }, database: () => database,
      close: () => { outbox.forget(); database.close(); },
      // What a browser does that clears what sites keep: the database is gone, and the page is told. Ends when the page kept its own again.
      async clear() {
        database.close();
        await new Promise((resolve) => { indexedDB.deleteDatabase("careseal-outbox").onsuccess = resolve; });
        closed("cleared");
        for (let i = 0; i < 200 && (await database.findDevice(account).catch(() => undefined)) === undefined; i++) await new Promise((resolve) => setTimeout(resolve, 10));
      },
    };
  }
}
